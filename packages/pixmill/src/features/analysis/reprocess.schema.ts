import { Type, type Static } from 'typebox';
import { ImageFilterQuery } from '../../library/image-filters.ts';
import { ANALYSERS } from '../../platform/config/analyser-names.ts';

/** Most images that one request names by their ids. */
const MOST_IDS = 1_000;

const { project_id: _, ...filters } = ImageFilterQuery;

/** Which images of a project are to be analysed again, and by what. All that is given must hold. */
export const ReprocessBody = Type.Object(
  {
    image_ids: Type.Optional(
      Type.Array(Type.String({ format: 'uuid' }), {
        minItems: 1,
        maxItems: MOST_IDS,
        description: 'Only these images.',
      }),
    ),
    filters: Type.Optional(
      Type.Object(filters, { additionalProperties: false, description: 'Only images as `/images` finds them.' }),
    ),
    analyser: Type.Optional(
      Type.Enum([...ANALYSERS], {
        description: 'Only by this analyser, which must be one of the project’s; without it all of them look again.',
      }),
    ),
    older_than_version: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Only images that the analyser looked at with a lower version than this; needs `analyser`.',
      }),
    ),
    only: Type.Optional(
      Type.Enum(['missing', 'failed', 'all'], {
        default: 'all',
        description: 'Images that an analyser has not looked at yet, those at which one failed, or all.',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ analyser: 'builtin', older_than_version: 2 }, { only: 'failed' }, { filters: { label: 'hat' } }],
  },
);
export type ReprocessBody = Static<typeof ReprocessBody>;

/** What comes of it. */
export const ReprocessAnswer = Type.Object(
  {
    project_id: Type.String({ format: 'uuid' }),
    images: Type.Integer({ minimum: 0, description: 'Images that are analysed again.' }),
    message: Type.String(),
  },
  {
    examples: [
      {
        project_id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9',
        images: 187,
        message: '187 images are analysed again in the background.',
      },
    ],
  },
);
