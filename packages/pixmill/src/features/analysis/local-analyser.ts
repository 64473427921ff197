import type { Decoders } from '../../imaging/inspection.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import { inspectCodes } from '../../imaging/inspect.errors.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { StoredModel } from '../../models/model-store.ts';
import type { Models } from '../../models/open-models.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { Analyser, AnalysisOutcome } from './analyser.ts';
import { embeddingsOf, resultOfModels, type ModelFindings } from './model-result.rules.ts';

/** What models on this machine look at images with. */
export type LocalAnalysis = {
  readonly storage: Pick<Storage, 'withLocalFile'>;
  readonly decoders: Pick<Decoders, 'makeSmallPicture'>;
  readonly models: Pick<Models, 'find'>;
  readonly maxPixels: number;
};

const NO_MODELS =
  'There is no model on this machine; add one with `pixmill models add`, or take local out of ANALYZERS.';

/** The analyser that runs models of this machine: each one that is there says what it sees. */
export const createLocalAnalyser = (
  stored: readonly StoredModel[],
  { storage, decoders, models, maxPixels }: LocalAnalysis,
): Analyser => {
  const look = async (path: string, model: StoredModel, signal: AbortSignal): Promise<ModelFindings> => {
    const limits = { ...INSPECT_LIMITS, maxPixels };
    const picture = await decoders.makeSmallPicture(path, model.manifest.input, limits, signal);
    if (!picture.ok) throw new PixmillError(inspectCodes, picture.code, { detail: picture.detail });
    const { name, version } = model.manifest;
    return { model: name, version, findings: await models.find(model, picture) };
  };
  const analyseOne = async ({ sha256 }: ImageRow, signal: AbortSignal): Promise<AnalysisOutcome> => {
    if (stored.length === 0) return { ok: false, error: NO_MODELS };
    try {
      const found = await storage.withLocalFile(blobKey(sha256), (path) =>
        Promise.all(stored.map((model) => look(path, model, signal))),
      );
      return { ok: true, result: resultOfModels(found), embeddings: embeddingsOf(found) };
    } catch (error) {
      // What may pass is tried again with the whole job; what is this image's fault, or its model's, is its outcome.
      if (error instanceof PixmillError && !error.retry) return { ok: false, error: error.publicMessage };
      throw error;
    }
  };
  return {
    name: 'local',
    // Another model, or another version of one, says something else.
    version: stored.reduce((sum, { manifest }) => sum + manifest.version, 1),
    analyse: (images, signal) => Promise.all(images.map((image) => analyseOne(image, signal))),
  };
};
