import { Type, type Static } from 'typebox';
import { FileName, closed } from './manifest-fields.ts';

/** Names of classes by their index: in the manifest itself, or a file with one a line, of which the text before a comma counts. */
const Labels = Type.Union([
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 1000 }),
  Type.Object({ file: FileName }, closed),
]);
const Tensor = Type.String({ minLength: 1, maxLength: 100 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

const Classes = Type.Object(
  {
    task: Type.Literal('classify'),
    tensor: Tensor,
    labels: Labels,
    /** Classes before it are none, e.g. 1 where 0 is the background. */
    firstClass: Type.Integer({ minimum: 0, maximum: 1000 }),
    least: Share,
    most: Type.Integer({ minimum: 1, maximum: 50 }),
  },
  closed,
);

const Rating = Type.Object(
  {
    task: Type.Literal('rate'),
    tensor: Tensor,
    names: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 100 }),
    /** The rating is the sum of the probabilities of these. */
    unsafe: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 100 }),
  },
  closed,
);

const Embedding = Type.Object(
  { task: Type.Literal('embed'), tensor: Tensor, dimensions: Type.Integer({ minimum: 2, maximum: 8192 }) },
  closed,
);

const Objects = Type.Object(
  {
    task: Type.Literal('detect'),
    decoder: Type.Literal('yolox'),
    tensor: Tensor,
    labels: Labels,
    strides: Type.Array(Type.Integer({ minimum: 1, maximum: 256 }), { minItems: 1, maxItems: 8 }),
    least: Share,
    overlap: Share,
  },
  closed,
);

const Faces = Type.Object(
  {
    task: Type.Literal('faces'),
    decoder: Type.Literal('yunet'),
    strides: Type.Array(Type.Integer({ minimum: 1, maximum: 256 }), { minItems: 1, maxItems: 8 }),
    least: Share,
    overlap: Share,
  },
  closed,
);

const Text = Type.Object({ task: Type.Literal('text'), tensor: Tensor, least: Share }, closed);

/** What the numbers that a model gives stand for, by task. */
export const MODEL_OUTPUTS = {
  classify: Classes,
  rate: Rating,
  embed: Embedding,
  detect: Objects,
  faces: Faces,
  text: Text,
} as const;

export const ModelOutput = Type.Union([Classes, Rating, Embedding, Objects, Faces, Text]);
export type ModelOutput = Static<typeof ModelOutput>;

/** What a model can do. */
export type ModelTask = ModelOutput['task'];
