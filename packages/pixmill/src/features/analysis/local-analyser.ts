import type { StoredModel } from '../../models/model-store.ts';
import { captionerOf } from '../../models/text-models.ts';
import type { Analyser } from './analyser.ts';
import { openModelsView, type LocalAnalysis } from './open-models-view.ts';

export type { LocalAnalysis } from './open-models-view.ts';

/** A captioner takes a second or more for each: so many are together soon done. */
const MOST_CAPTIONS_AT_ONCE = 8;

/** The analyser that runs models of this machine: each one that is there says what it sees. */
export const createLocalAnalyser = (stored: readonly StoredModel[], parts: LocalAnalysis): Analyser => {
  const view = openModelsView(stored, parts);
  return {
    name: 'local',
    // Another model, or another version of one, says something else.
    version: stored.reduce((sum, { manifest }) => sum + manifest.version, 1),
    ...(stored.some(({ manifest }) => captionerOf(manifest)) ? { mostAtOnce: MOST_CAPTIONS_AT_ONCE } : {}),
    analyse: (images, signal) => Promise.all(images.map((image) => view(image, signal))),
  };
};
