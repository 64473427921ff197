import { Type } from 'typebox';
import { NullableText, Text } from '../../platform/http/text.ts';

/** What to make a label of. */
export const LabelBody = Type.Object(
  {
    label: Type.Optional(Text({ minLength: 1, maxLength: 200, description: 'The name of the group if left out.' })),
    overwrite_edited: Type.Optional(
      Type.Boolean({ default: false, description: 'Also give it to images whose label somebody has written.' }),
    ),
  },
  { additionalProperties: false, examples: [{ label: 'shoes' }] },
);

/** What giving a label did. */
export const Labelling = Type.Object(
  {
    label: Type.String(),
    images: Type.Integer({ minimum: 0, description: 'Of the group.' }),
    labelled: Type.Integer({ minimum: 0, description: 'That have it now and had another one, or none.' }),
    kept_edited: Type.Integer({ minimum: 0, description: 'That keep the label that somebody wrote.' }),
    message: Type.String(),
  },
  {
    title: 'ClusterLabelling',
    examples: [
      {
        label: 'shoes',
        images: 240,
        labelled: 238,
        kept_edited: 2,
        message: '238 of 240 images are labelled shoes now; DELETE takes it back.',
      },
    ],
  },
);

/** What taking a label back did. */
export const Unlabelling = Type.Object(
  {
    restored: Type.Integer({ minimum: 0, description: 'Images that have the label again that they had before.' }),
    changed_since: Type.Integer({ minimum: 0, description: 'Whose label was changed meanwhile: they stay.' }),
  },
  { title: 'ClusterUnlabelling', examples: [{ restored: 238, changed_since: 0 }] },
);

/** What to make a dataset of. */
export const ClusterDatasetBody = Type.Object(
  {
    name: Text({ minLength: 1, maxLength: 200, pattern: '\\S', 'x-expects': 'a name', description: 'Of the dataset.' }),
    description: Type.Optional(NullableText({ maxLength: 5000 })),
    groups: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000 }), {
        minItems: 1,
        maxItems: 1000,
        uniqueItems: true,
        description: 'Numbers of groups; all of them if left out.',
      }),
    ),
    outliers: Type.Optional(Type.Boolean({ default: false, description: 'Take the outliers, too.' })),
    labels: Type.Optional(
      Type.Enum(['groups', 'own'], {
        default: 'groups',
        description: 'The names of the groups become labels, or images keep their own.',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ name: 'Shoes', groups: [1] }] },
);

/** A dataset that is being made. */
export const ClusterDataset = Type.Object(
  {
    dataset_id: Type.String({ format: 'uuid' }),
    project_id: Type.String({ format: 'uuid' }),
    job_id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    images: Type.Integer({ minimum: 1, description: 'That it is filled with.' }),
  },
  {
    title: 'ClusterDataset',
    examples: [
      {
        dataset_id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833',
        project_id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9',
        job_id: '0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5',
        name: 'Shoes',
        images: 240,
      },
    ],
  },
);
