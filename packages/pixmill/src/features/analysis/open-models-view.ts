import type { Decoders } from '../../imaging/inspection.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import { inspectCodes } from '../../imaging/inspect.errors.ts';
import type { SmallPicture, SmallPictureShape } from '../../imaging/small-picture.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Findings } from '../../models/findings.ts';
import type { StoredModel } from '../../models/model-store.ts';
import type { Models } from '../../models/open-models.ts';
import { dualOf } from '../../models/text-models.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { AnalysisOutcome } from './analyser.ts';
import { openWordVectors } from './open-word-vectors.ts';
import { embeddingsOf, resultOfModels, type ModelFindings } from './model-result.rules.ts';
import { wordsInPicture } from './open-vocabulary.rules.ts';

/** What models on this machine look at images with. */
export type LocalAnalysis = {
  readonly storage: Pick<Storage, 'withLocalFile'>;
  readonly decoders: Pick<Decoders, 'makeSmallPictures'>;
  readonly models: Pick<Models, 'find' | 'embedText'>;
  readonly maxPixels: number;
  /** Labels of a project: what a dual encoder without a vocabulary of its own looks for. */
  readonly labelsOf?: (projectId: string) => Promise<readonly string[]>;
};

type SeenImage = Pick<ImageRow, 'sha256' | 'projectId'>;

/** Looks at one image. Throws what has nothing to do with it. */
export type ModelsView = (image: SeenImage, signal: AbortSignal) => Promise<AnalysisOutcome>;

const NO_MODELS =
  'There is no model on this machine; add one with `pixmill models add`, or take local out of ANALYZERS.';

const shapeOf = ({ manifest: { input } }: StoredModel): SmallPictureShape => ({
  fit: input.fit,
  width: input.width,
  height: input.height,
  ...(input.step === undefined ? {} : { step: input.step }),
  ...(input.padding === undefined ? {} : { padding: input.padding }),
  ...(input.kernel === undefined ? {} : { kernel: input.kernel }),
});

/** A sentence about what is an image's fault, or its model's; what may pass with time, or is nobody's fault, is thrown. */
const sentenceFor = (error: unknown, { isOfModel }: { readonly isOfModel: boolean }): string => {
  if (!(error instanceof PixmillError) || error.code === 'model.closed') throw error;
  // A model that could not be run on one picture may run on all others: the whole job does not wait for it.
  if (error.retry && !isOfModel) throw error;
  return error.publicMessage;
};

type Look = { readonly found: ModelFindings } | { readonly problem: string };

const outcomeOf = (looks: readonly Look[]): AnalysisOutcome => {
  const found = looks.flatMap((look) => ('found' in look ? [look.found] : []));
  const problem = [...new Set(looks.flatMap((look) => ('problem' in look ? [look.problem] : [])))].join(' ');
  if (found.length === 0) return { ok: false, error: problem };
  const said = { ok: true, result: resultOfModels(found), embeddings: embeddingsOf(found) } as const;
  return problem === '' ? said : { ...said, problem };
};

/** What comes of some work, or the reason of a signal as soon as that aborts; the work itself goes on. */
const unlessAborted = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> => {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const stop = (): void => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  return promise;
};

/** Looks at an image with every model that is there: it is decoded once for all of them, and each one fails alone. */
export const openModelsView = (
  stored: readonly StoredModel[],
  { storage, decoders, models, maxPixels, labelsOf = async () => [] }: LocalAnalysis,
): ModelsView => {
  const wordVectors = openWordVectors({ models, labelsOf });
  const limits = { ...INSPECT_LIMITS, maxPixels };
  const shapes = [...new Map(stored.map((model) => [JSON.stringify(shapeOf(model)), shapeOf(model)])).values()];
  const places = new Map(shapes.map((shape, index) => [JSON.stringify(shape), index]));

  const decode = async ({ sha256 }: SeenImage, signal: AbortSignal): Promise<readonly SmallPicture[]> => {
    const made = await storage.withLocalFile(blobKey(sha256), (path) =>
      decoders.makeSmallPictures(path, shapes, limits, signal),
    );
    if (!made.ok) throw new PixmillError(inspectCodes, made.code, { detail: made.detail });
    return made.pictures;
  };

  const find = async (model: StoredModel, picture: SmallPicture, { projectId }: SeenImage): Promise<Findings> => {
    const findings = await models.find(model, picture);
    const dual = dualOf(model.manifest);
    if (dual?.words === undefined || findings.embedding === undefined) return findings;
    const vocabulary = await wordVectors(model, projectId);
    return {
      ...findings,
      classes: wordsInPicture(findings.embedding, vocabulary, { ...dual.words, leastCosine: dual.least }),
    };
  };

  const look = async (model: StoredModel, image: SeenImage, pictures: readonly SmallPicture[]): Promise<Look> => {
    const picture = pictures[places.get(JSON.stringify(shapeOf(model))) ?? -1];
    if (picture === undefined) throw new Error('A decoder left a picture out.');
    const { name, version } = model.manifest;
    try {
      return { found: { model: name, version, findings: await find(model, picture, image) } };
    } catch (error) {
      return { problem: sentenceFor(error, { isOfModel: true }) };
    }
  };

  return async (image, signal) => {
    if (stored.length === 0) return { ok: false, error: NO_MODELS };
    let pictures: readonly SmallPicture[];
    try {
      pictures = await decode(image, signal);
    } catch (error) {
      return { ok: false, error: sentenceFor(error, { isOfModel: false }) };
    }
    const looks = Promise.all(stored.map((model) => look(model, image, pictures)));
    return outcomeOf(await unlessAborted(looks, signal));
  };
};
