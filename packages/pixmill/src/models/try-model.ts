import type { StoredModel } from './model-store.ts';
import type { Models } from './open-models.ts';
import { textModelsOf } from './text-models.ts';

const GREY = 128;

/**
 * Lets a model look once at a grey picture and read a word: it is then loaded, and whether it can be run shows only when it
 * runs. Throws `model.*`.
 */
export const tryModel = async (model: StoredModel, models: Pick<Models, 'find' | 'embedText'>): Promise<void> => {
  const { width, height } = model.manifest.input;
  const rgb = new Uint8Array(width * height * 3).fill(GREY);
  await models.find(model, { rgb, width, height, shown: { width, height } });
  if (textModelsOf([model]).length > 0) await models.embedText(model, 'picture');
};

/** Lets every thread load some models before the first image comes. What cannot be loaded is told with the images. */
export const warmModels = async (
  stored: readonly StoredModel[],
  models: Pick<Models, 'find' | 'embedText' | 'threads'>,
): Promise<void> => {
  for (const model of stored) {
    // At once, so that each thread takes one.
    await Promise.allSettled(Array.from({ length: models.threads }, () => tryModel(model, models)));
  }
};
