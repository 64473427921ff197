import { stat } from 'node:fs/promises';
import type { Pixmill } from '../compose.ts';
import type { SearchServices } from '../features/search/search.routes.ts';
import type { ImageEncoder, SearchVectors, TextEncoder } from '../features/search/search-vectors.ts';
import { INSPECT_LIMITS } from '../imaging/inspection.ts';
import { inspectCodes } from '../imaging/inspect.errors.ts';
import type { SignUrl } from '../library/image-view.ts';
import type { NearestImages } from '../library/nearest-images.ts';
import { modelFolderOf, openModelStore, type StoredModel } from '../models/model-store.ts';
import { textModelsOf } from '../models/text-models.ts';
import { PixmillError } from '../platform/errors/pixmill-error.ts';

type Parts = Pick<Pixmill, 'settings' | 'logger' | 'database' | 'storage' | 'decoders' | 'models'>;

/** What the search of the API is given. */
export const searchServicesOf = (
  pixmill: Parts,
  { signUrl, nearestImages }: { readonly signUrl: SignUrl; readonly nearestImages: NearestImages },
): SearchServices => {
  const { settings, database, storage, decoders } = pixmill;
  return { ...searchPartsOf(pixmill, nearestImages), db: database.db, storage, decoders, settings, signUrl };
};

/** Joins search with the models of this machine and with the index of vectors. */
export const searchPartsOf = (pixmill: Parts, nearestImages: NearestImages) => {
  const { database, logger } = pixmill;
  return {
    db: database.db,
    vectors: searchVectorsOf(pixmill, nearestImages),
    failed: (error: unknown) => logger.warn({ err: error }, 'search goes on without one of its ways'),
  };
};

const searchVectorsOf = (pixmill: Parts, nearest: NearestImages): SearchVectors => {
  const stored = watchModels(pixmill);
  const { models } = pixmill;
  return {
    nearest,
    textEncoders: async () =>
      textModelsOf(await stored()).map(({ model, least }): TextEncoder => ({
        ...byOf(model),
        least,
        embedText: (text) => models.embedText(model, text),
      })),
    imageEncoders: async () => (await stored()).filter(makesVectors).map((model) => imageEncoderOf(pixmill, model)),
  };
};

const byOf = ({ manifest: { name, version } }: StoredModel) => ({ model: name, version });

const makesVectors = ({ manifest }: StoredModel): boolean =>
  manifest.outputs.some(({ task }) => task === 'dual' || task === 'embed');

const imageEncoderOf = ({ decoders, models, settings }: Parts, model: StoredModel): ImageEncoder => ({
  ...byOf(model),
  embedFile: async (path, signal) => {
    const limits = { ...INSPECT_LIMITS, maxPixels: settings.maxPixels };
    const made = await decoders.makeSmallPictures(path, [model.manifest.input], limits, signal);
    if (!made.ok) throw new PixmillError(inspectCodes, made.code, { detail: made.detail });
    const [picture] = made.pictures;
    const { embedding } = picture === undefined ? {} : await models.find(model, picture);
    if (embedding === undefined) throw new TypeError(`${model.manifest.name} made no vector.`);
    return embedding;
  },
});

/** The models that are here, read anew only when one came or went: their folder says when. Dual encoders come first. */
const watchModels = ({ settings, logger }: Parts): (() => Promise<readonly StoredModel[]>) => {
  const directory = modelFolderOf(settings);
  const store = openModelStore({ directory });
  let known: { readonly changed: number; readonly models: Promise<readonly StoredModel[]> } | null = null;
  const read = async (): Promise<readonly StoredModel[]> => {
    const all = await store.list();
    const dual = textModelsOf(all).map(({ model }) => model);
    return [...dual, ...all.filter((model) => !dual.includes(model))];
  };
  return async () => {
    const changed = await stat(directory).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (changed === null) return [];
    if (known?.changed !== changed) known = { changed, models: read() };
    try {
      return await known.models;
    } catch (error) {
      // A model that cannot be read must not take the other ways of search with it.
      logger.warn({ err: error }, 'the models cannot be listed');
      return [];
    }
  };
};
