import type { ModelManifest } from './model-manifest.ts';
import type { CaptionOutput, DualOutput } from './model-output.ts';
import type { StoredModel } from './model-store.ts';

/** What makes a model a dual encoder, when it is one. */
export const dualOf = ({ outputs }: ModelManifest): DualOutput | undefined =>
  outputs.find((output) => output.task === 'dual');

/** What makes a model a captioner, when it is one. */
export const captionerOf = ({ outputs }: ModelManifest): CaptionOutput | undefined =>
  outputs.find((output) => output.task === 'caption');

/** A model that compares texts with pictures. */
export type TextModel = {
  readonly model: StoredModel;
  /** Least cosine of a text and a picture that have to do with each other. */
  readonly least: number;
  readonly dimensions: number;
};

/** Those of some models that can embed texts, in their order; their pictures' embeddings stand under `manifest.name`. */
export const textModelsOf = (stored: readonly StoredModel[]): readonly TextModel[] =>
  stored.flatMap((model) => {
    const dual = dualOf(model.manifest);
    return dual === undefined ? [] : [{ model, least: dual.least, dimensions: dual.dimensions }];
  });
