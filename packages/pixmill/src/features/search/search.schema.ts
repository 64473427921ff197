import { Type } from 'typebox';
import { ImageFilterQuery } from '../../library/image-filters.ts';
import { IMAGE_EXAMPLE, ImageView } from '../../library/image-view.ts';
import { PageQuery } from '../../platform/http/pages.ts';
import { Text } from '../../platform/http/text.ts';
import { TEXT_FIELDS } from './match-words.ts';

export const DEFAULT_TOLERANCE = 10;
const MOST_TEXT = 500;
const MOST_SIMILAR = 50;

/** What a search takes. */
export const SearchQuery = Type.Object({
  q: Type.Optional(
    Text({
      maxLength: MOST_TEXT,
      description:
        'Words that must all be there, in any field; the last one may be unfinished. "In quotes" means these words in this order, `-word` means without it, `or` means either. English words are found in all their forms, others as they are; accents do not matter. A word that none of your images has is taken for a typing mistake.',
      examples: ['red "summer dress" -kids'],
    }),
  ),
  color: Type.Optional(
    Type.String({
      pattern: '^(?:#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}))?$',
      maxLength: 7,
      'x-expects': 'a colour such as #aabbcc (# is written %23 in a URL) or aabbcc',
      description: 'Images that show this colour: `#rrggbb` (write # as %23, or leave it out) or `#rgb`.',
      examples: ['#aabbcc'],
    }),
  ),
  tolerance: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 100,
      default: DEFAULT_TOLERANCE,
      description:
        'How far a colour may be from the one that is asked for: distance in OKLab times 100. 2 is just visible, 10 is the same colour to most people, 100 is from black to white.',
    }),
  ),
  ...ImageFilterQuery,
  ...PageQuery,
});

const Match = Type.Object(
  {
    field: Type.Enum([...TEXT_FIELDS, 'colors'], { description: 'Where it was found.' }),
    words: Type.Optional(Type.Array(Type.String(), { description: 'As they stand there.' })),
    hex: Type.Optional(Type.String({ description: 'The colour of the image.' })),
    share: Type.Optional(Type.Number({ description: 'How much of the image has it, 0 to 1.' })),
    distance: Type.Optional(Type.Number({ description: 'From the colour that was asked for, 0 to 100.' })),
  },
  { title: 'SearchMatch', examples: [{ field: 'title', words: ['red'] }] },
);

/** An image that a search found. */
export const FoundImageView = Type.Object(
  {
    ...ImageView.properties,
    score: Type.Number({ minimum: 0, maximum: 1, description: 'How well it fits; 1 is best.' }),
    matches: Type.Array(Match, { description: 'Why it was found.' }),
  },
  {
    title: 'FoundImage',
    examples: [{ ...IMAGE_EXAMPLE, score: 0.82, matches: [{ field: 'title', words: ['red', 'kite'] }] }],
  },
);

/** What a search for similar images takes. */
export const SimilarQuery = Type.Object({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MOST_SIMILAR, default: 10, description: 'Images to give, at most 50.' }),
  ),
  project_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only images of this project.' })),
});

/** An image that looks like another. */
export const SimilarImageView = Type.Object(
  {
    ...ImageView.properties,
    distance: Type.Number({
      minimum: 0,
      maximum: 1,
      description:
        'How different it is: 0 is the same picture, up to 0.05 mostly an edit of it (cropped, mirrored, turned, recoloured), 1 has nothing in common.',
    }),
  },
  { title: 'SimilarImage', examples: [{ ...IMAGE_EXAMPLE, distance: 0.03 }] },
);
