import { Type, type Static } from 'typebox';
import { FileName, closed } from './manifest-fields.ts';

/** Names of classes by their index: in the manifest itself, or a file with one a line, of which the text before a comma counts. */
const Labels = Type.Union([
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 1000 }),
  Type.Object({ file: FileName }, closed),
]);
export type Labels = Static<typeof Labels>;
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

/** How a dual encoder's words become tags: the likeness of each to the picture, as a probability. */
const Words = Type.Object(
  {
    /** What stands around a word where pictures and sentences were learned together, e.g. `a photo of {}`. */
    template: Type.String({ pattern: '^[^{}]*\\{\\}[^{}]*$', maxLength: 200 }),
    /** Without any, only the words that a project asks for are looked for. */
    vocabulary: Type.Optional(Labels),
    /** `softmax` where the likeliest of all words is looked for, `sigmoid` where each word is judged by itself. */
    activation: Type.Enum(['softmax', 'sigmoid']),
    /** The likeness (-1..1) is multiplied by this, and `bias` added, before the activation. */
    scale: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
    bias: Type.Optional(Type.Number({ minimum: -1000, maximum: 1000 })),
    least: Share,
    most: Type.Integer({ minimum: 1, maximum: 50 }),
  },
  closed,
);

/** The second half of a dual encoder: how a text becomes the vector that pictures are compared with. */
const TextTower = Type.Object(
  {
    file: FileName,
    /** `tokenizer.json` of the model, as Hugging Face writes it; its `tokenizer_config.json` where there is one. */
    tokenizer: FileName,
    tokenizerConfig: Type.Optional(FileName),
    /** Names of the inputs for the tokens and, where it has one, for their mask. */
    ids: Tensor,
    mask: Type.Optional(Tensor),
    tensor: Tensor,
    /** Tokens at most; longer texts are cut. */
    length: Type.Integer({ minimum: 1, maximum: 1024 }),
    /** `longest` fills up to the longest text of a batch, `fixed` always to `length`. */
    padding: Type.Enum(['longest', 'fixed']),
    /** Token that fills up. */
    padWith: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
    lowercase: Type.Optional(Type.Boolean()),
    /** Texts that it takes at once. */
    batch: Type.Integer({ minimum: 1, maximum: 256 }),
  },
  closed,
);

const DualEncoder = Type.Object(
  {
    task: Type.Literal('dual'),
    tensor: Tensor,
    dimensions: Type.Integer({ minimum: 2, maximum: 8192 }),
    /** Least cosine of a text and a picture that have to do with each other. */
    least: Type.Number({ minimum: -1, maximum: 1 }),
    text: TextTower,
    words: Type.Optional(Words),
  },
  closed,
);

const Token = Type.Integer({ minimum: 0, maximum: 10_000_000 });

/** The second half of a captioner: what writes a text, token by token, from what the first half made of a picture. */
const TextDecoder = Type.Object(
  {
    file: FileName,
    /** `tokenizer.json` of the model, as Hugging Face writes it; its `tokenizer_config.json` where there is one. */
    tokenizer: FileName,
    tokenizerConfig: Type.Optional(FileName),
    /** Names of the inputs for the tokens so far and for the states of the picture; of their masks where it has them. */
    ids: Tensor,
    mask: Type.Optional(Tensor),
    states: Tensor,
    statesMask: Type.Optional(Tensor),
    /** Scores of all tokens, after each of those so far. */
    tensor: Tensor,
    /** Tokens that every text begins with; they are no part of the caption. */
    start: Type.Array(Token, { minItems: 1, maxItems: 32 }),
    end: Token,
    /** Tokens at most; a model that has not come to an end by then has failed. */
    most: Type.Integer({ minimum: 1, maximum: 100 }),
    /** So many tokens in a row never come twice. */
    noRepeat: Type.Optional(Type.Integer({ minimum: 2, maximum: 20 })),
  },
  closed,
);

const Caption = Type.Object(
  {
    task: Type.Literal('caption'),
    /** States of a picture: positions, each with its values. */
    tensor: Tensor,
    text: TextDecoder,
  },
  closed,
);

/** What the numbers that a model gives stand for, by task. */
export const MODEL_OUTPUTS = {
  classify: Classes,
  rate: Rating,
  embed: Embedding,
  dual: DualEncoder,
  detect: Objects,
  faces: Faces,
  text: Text,
  caption: Caption,
} as const;

export const ModelOutput = Type.Union([Classes, Rating, Embedding, DualEncoder, Objects, Faces, Text, Caption]);
export type ModelOutput = Static<typeof ModelOutput>;

/** What a model can do. */
export type ModelTask = ModelOutput['task'];

/** A dual encoder: pictures and texts become vectors that can be compared. */
export type DualOutput = Extract<ModelOutput, { task: 'dual' }>;

/** A captioner: it writes a sentence about a picture. */
export type CaptionOutput = Extract<ModelOutput, { task: 'caption' }>;
