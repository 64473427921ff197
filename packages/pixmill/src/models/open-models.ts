import { LRUCache } from 'lru-cache';
import type { Findings } from './findings.ts';
import { askForFindings, askForVector } from './model-requests.ts';
import { openModelThreads } from './model-threads.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import type { SeenPicture } from './open-session.ts';
import { dualOf } from './text-models.ts';

/** Models that run on threads of their own; started when there is work. */
export type Models = {
  /** Most threads that look at pictures. */
  readonly threads: number;
  /**
   * What a model finds in a picture. Pictures that wait for the same model are looked at together, as many as its manifest
   * allows. Throws `model.*`.
   */
  readonly find: (model: StoredModel, picture: SeenPicture) => Promise<Findings>;
  /**
   * What a dual encoder makes of a text, to be compared by cosine with its embeddings of pictures: unit length. Texts wait
   * for no pictures, and those asked for lately are remembered. Throws `model.no_text` for other models, and `model.*`.
   */
  readonly embedText: (model: StoredModel, text: string) => Promise<Float32Array>;
  /** Ends the threads; what waits is refused with `model.closed`. */
  readonly close: () => Promise<void>;
};

/** Vectors of texts that are remembered: 16,000 of 512 dimensions. */
const REMEMBERED_BYTES = 32 * 1024 * 1024;

/**
 * Opens the running of models. Somebody waits for a text, so texts have a thread of their own.
 * @param options.threads most for pictures; each holds the models that it has run
 * @param options.givesWay whether others need the cores now: pictures then wait most of the time
 */
export const openModels = ({
  threads,
  givesWay = () => false,
}: {
  readonly threads: number;
  readonly givesWay?: () => boolean;
}): Models => {
  const viewers = openModelThreads({ threads, givesWay });
  const readers = openModelThreads({ threads: 1, givesWay: () => false });
  const texts = new LRUCache<string, Promise<Float32Array>>({ maxSize: REMEMBERED_BYTES });

  const askOnce = (model: StoredModel, text: string): Promise<Float32Array> => {
    const { manifest, folder } = model;
    const dual = dualOf(manifest);
    if (dual === undefined) return Promise.reject(modelError('model.no_text', { name: manifest.name }));
    const key = JSON.stringify([folder, manifest.files.map(({ sha256 }) => sha256), dual.text, text]);
    const known = texts.get(key);
    if (known !== undefined) return known;
    const vector = new Promise<Float32Array>((resolve, reject) =>
      readers.ask(askForVector(model, text, { resolve, reject })),
    );
    texts.set(key, vector, { size: 4 * dual.dimensions + 2 * key.length });
    vector.catch(() => texts.delete(key));
    return vector;
  };

  return {
    threads,
    find: (model, picture) =>
      new Promise((resolve, reject) => viewers.ask(askForFindings(model, picture, { resolve, reject }))),
    embedText: askOnce,
    close: async () => {
      await Promise.all([viewers.close(), readers.close()]);
    },
  };
};
