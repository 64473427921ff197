/** A rectangle in parts of the picture's width and height, 0..1, from the top left. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What a model found in one picture; what it does not look for is left out. */
export type Findings = {
  /** Classes by probability (0..1), the likeliest first. */
  readonly classes?: readonly { readonly name: string; readonly probability: number }[];
  /** Probability (0..1) of each rating, and of those that are not safe together. */
  readonly rating?: { readonly unsafe: number; readonly byName: Readonly<Record<string, number>> };
  /** Unit length. */
  readonly embedding?: Float32Array;
  readonly objects?: readonly { readonly name: string; readonly confidence: number; readonly box: Box }[];
  readonly faces?: readonly { readonly confidence: number; readonly box: Box }[];
  /** Part of the picture that text covers, 0..1. */
  readonly textShare?: number;
  /** What the picture shows, in the model's words as it wrote them. */
  readonly caption?: string;
};

/** A tensor that a model gave: values row by row. */
export type OutputTensor = { readonly dims: readonly number[]; readonly data: Float32Array };

/** Size of what a model looked at, in pixels; `shown` is the part of it that the picture takes. */
export type SeenSize = {
  readonly width: number;
  readonly height: number;
  readonly shown: { readonly width: number; readonly height: number };
};
