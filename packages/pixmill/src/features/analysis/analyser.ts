import type { AnalysisResult } from '../../library/analysis.schema.ts';
import type { ImageRow } from '../../library/schema.ts';

/** What a model makes of an image to compare it by; of one model and version only. */
export type FoundEmbedding = {
  readonly model: string;
  readonly version: number;
  /** Unit length. */
  readonly vector: Float32Array;
};

/** How an analyser ended with one image; a failure is this image's only. */
export type AnalysisOutcome =
  | {
      readonly ok: true;
      readonly result: AnalysisResult;
      readonly embeddings?: readonly FoundEmbedding[];
      /** What went wrong beside it, e.g. with one of several models: a sentence for people. */
      readonly problem?: string;
    }
  | {
      readonly ok: false;
      /** A sentence for people. */
      readonly error: string;
      /** Set when the image is not at fault: when to come back, and whether this counts as a failed try of it. */
      readonly again?: { readonly at: Date; readonly counts: boolean };
    };

/** Something that looks at images and says what it sees. Every analyser passes one contract suite. */
export type Analyser = {
  /** As ANALYZERS names it. */
  readonly name: string;
  /** Raised whenever it would say something else of the same image. */
  readonly version: number;
  /** Most images that it is given together; fewer where each takes long or costs something, since what is stopped is lost. */
  readonly mostAtOnce?: number;
  /** Looks at some images; one outcome each, in their order. Throws only what has nothing to do with the images. */
  readonly analyse: (images: readonly ImageRow[], signal: AbortSignal) => Promise<readonly AnalysisOutcome[]>;
};
