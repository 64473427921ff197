import { Type } from 'typebox';
import { ImageFilterQuery } from '../../library/image-filters.ts';
import { IMAGE_EXAMPLE, ImageView } from '../../library/image-view.ts';
import { pageOf, PageQuery } from '../../platform/http/pages.ts';
import { Text } from '../../platform/http/text.ts';
import { LIKENESS_SIGNS, LIKENESS_TIERS } from './likeness-tiers.rules.ts';
import { DEFAULT_TOLERANCE, MOST_TEXT } from './search-limits.ts';
import { TEXT_FIELDS } from './match-words.ts';

const MOST_SIMILAR = 50;
const MOST_EXAMPLES = 20;

const examples = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ format: 'uuid' }), {
      maxItems: MOST_EXAMPLES,
      description,
      examples: [[IMAGE_EXAMPLE.id]],
    }),
  );

/** What a search takes. */
export const SearchQuery = Type.Object({
  q: Type.Optional(
    Text({
      maxLength: MOST_TEXT,
      description:
        'Words that must all be there, in any field; the last one may be unfinished. "In quotes" means these words in this order, `-word` means without it, `or` means either. English words are found in all their forms, others as they are; accents do not matter. A word that none of your images has is taken for a typing mistake. Where a model that understands texts is installed, images are found by meaning, too, in its languages; what is in quotes or has a minus holds for them as well.',
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
  like: examples(
    'Ids of your images; what is found is like them. Alone it finds the nearest 1,000 images; with words or a colour it puts the best 2,000 of what these found in order.',
  ),
  unlike: examples(
    'Ids of your images that what is found shall be less like: they count half. Needs `like`, `q` or `color` beside it.',
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

const Why = Type.Object(
  {
    way: Type.Enum(['words', 'meaning', 'color', 'likeness'], { description: 'Which way found it.' }),
    rank: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'Its place among all that this way found, whatever the filters leave out. Absent where words and a colour were compared at once.',
      }),
    ),
    score: Type.Number({
      minimum: -1,
      maximum: 1,
      description:
        'How well it fits by this way alone: words and colours 0 to 1, vectors by their cosine, looks up to 1.',
    }),
    words: Type.Optional(Type.Array(Type.String(), { description: 'The words that were found.' })),
    distance: Type.Optional(Type.Number({ description: 'Of its nearest colour from the one asked for, 0 to 100.' })),
    cosine: Type.Optional(Type.Number({ minimum: -1, maximum: 1, description: 'Of the vectors that were compared.' })),
    model: Type.Optional(Type.String({ description: 'The model that made these vectors.' })),
  },
  { title: 'SearchWhy', examples: [{ way: 'words', rank: 1, score: 0.61, words: ['red', 'kite'] }] },
);

/** An image that a search found. */
const FoundImageView = Type.Object(
  {
    ...ImageView.properties,
    score: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'How well it fits; 1 is best. Scores of different searches cannot be compared.',
    }),
    matches: Type.Array(Match, { description: 'What was found in it.' }),
    why: Type.Array(Why, { description: 'The ways that found it.' }),
  },
  {
    title: 'FoundImage',
    examples: [
      {
        ...IMAGE_EXAMPLE,
        score: 0.82,
        matches: [{ field: 'title', words: ['red', 'kite'] }],
        why: [
          { way: 'words', rank: 1, score: 0.61, words: ['red', 'kite'] },
          { way: 'meaning', rank: 4, score: 0.27, cosine: 0.27, model: 'siglip2-base' },
        ],
      },
    ],
  },
);

const Notices = Type.Optional(
  Type.Array(Type.String(), {
    description: 'Ways that could not be asked now, a sentence each; absent when all were asked.',
  }),
);

/** A page of what a search found. */
export const FoundPage = Type.Object({
  ...pageOf(FoundImageView).properties,
  no_good_match: Type.Optional(
    Type.Literal(true, { description: 'Nothing fits well enough to be shown; absent when something was found.' }),
  ),
  message: Type.Optional(Type.String({ description: 'What to do when nothing was found.' })),
  notices: Notices,
});

/** What a search for similar images takes. */
export const SimilarQuery = Type.Object({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MOST_SIMILAR, default: 10, description: 'Images to give, at most 50.' }),
  ),
  project_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only images of this project.' })),
});

/** An image that looks like another. */
const SimilarImageView = Type.Object(
  {
    ...ImageView.properties,
    distance: Type.Number({
      minimum: 0,
      maximum: 1,
      description:
        'How different it is: 0 is the same picture, up to 0.01 a near copy by its hash, up to 0.06 mostly an edit of it (cropped, mirrored, turned, recoloured), 1 has nothing in common.',
    }),
    tier: Type.Enum([...LIKENESS_TIERS], {
      description:
        'How sure that is: the same bytes or pixels, nearly the same by the perceptual hash, or similar. They come in this order.',
    }),
    why: Type.Object(
      {
        by: Type.Enum([...LIKENESS_SIGNS], {
          description:
            'What told it: the digest of the file or of its pixels, the hash, embeddings of a model, or the look.',
        }),
        bits: Type.Optional(Type.Integer({ minimum: 0, maximum: 64, description: 'Of the hash, that differ.' })),
        cosine: Type.Optional(Type.Number({ minimum: -1, maximum: 1, description: 'Of the embeddings.' })),
        model: Type.Optional(Type.String({ description: 'The model that made them.' })),
      },
      { title: 'SimilarWhy', examples: [{ by: 'hash', bits: 2 }] },
    ),
  },
  {
    title: 'SimilarImage',
    examples: [{ ...IMAGE_EXAMPLE, distance: 0.006, tier: 'near', why: { by: 'hash', bits: 2 } }],
  },
);

/** What is similar, on one page. */
export const SimilarPage = Type.Object({ ...pageOf(SimilarImageView).properties, notices: Notices });
