import { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import type { Findings } from './findings.ts';
import type { FromModelThread } from './model-messages.ts';
import { askForFindings, askForVector, nextBatch, toThreadMessage, type ModelRequest } from './model-requests.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import type { SeenPicture } from './open-session.ts';
import { dualOf } from './text-models.ts';

/** Models that run on threads of their own; started when there is work. */
export type Models = {
  /**
   * What a model finds in a picture. Pictures that wait for the same model are looked at together, as many as its manifest
   * allows. Throws `model.*`.
   */
  readonly find: (model: StoredModel, picture: SeenPicture) => Promise<Findings>;
  /**
   * What a dual encoder makes of a text, to be compared by cosine with its embeddings of pictures: unit length. Texts go
   * before pictures, and those asked for lately are remembered. Throws `model.no_text` for other models, and `model.*`.
   */
  readonly embedText: (model: StoredModel, text: string) => Promise<Float32Array>;
  /** Ends the threads; what waits is refused with `model.closed`. */
  readonly close: () => Promise<void>;
};

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './model-thread.ts' : './model-thread.js', import.meta.url);

/** Vectors of texts that are remembered: 16,000 of 512 dimensions. */
const REMEMBERED_BYTES = 32 * 1024 * 1024;

type Thread = { readonly worker: Worker; batch: readonly ModelRequest[] };

/** Opens the running of models. @param options.threads most at once; each holds the models that it has run */
export const openModels = ({ threads }: { readonly threads: number }): Models => {
  const running = new Set<Thread>();
  const texts = new LRUCache<string, Promise<Float32Array>>({ maxSize: REMEMBERED_BYTES });
  let waiting: ModelRequest[] = [];
  let isClosed = false;

  const give = (thread: Thread): void => {
    const batch = nextBatch(waiting);
    waiting = waiting.filter((request) => !batch.includes(request));
    thread.batch = batch;
    const [first] = batch;
    // A thread keeps the process alive only while it works.
    if (first === undefined) return thread.worker.unref();
    thread.worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    thread.worker.postMessage(toThreadMessage(first.model, batch));
  };

  const end = (thread: Thread, message: FromModelThread): void => {
    for (const [index, { take }] of thread.batch.entries()) take(message[index]);
    give(thread);
  };

  const lose = (thread: Thread, error: Error): void => {
    if (!running.delete(thread)) return;
    for (const { model, reject } of thread.batch) {
      reject(modelError('model.failed', { name: model.manifest.name, problem: error.message }, { cause: error }));
    }
    thread.batch = [];
    start();
  };

  const start = (): void => {
    if (isClosed || waiting.length === 0) return;
    const free = [...running].find(({ batch }) => batch.length === 0);
    if (free !== undefined) return give(free);
    if (running.size >= threads) return;
    const thread: Thread = { worker: new Worker(PROGRAM), batch: [] };
    running.add(thread);
    thread.worker.on('message', (message: FromModelThread) => end(thread, message));
    thread.worker.on('error', (error) => lose(thread, error instanceof Error ? error : new Error(String(error))));
    thread.worker.on('exit', (code) => lose(thread, new Error(`its thread ended with status ${code}`)));
    give(thread);
  };

  const ask = (request: ModelRequest): void => {
    if (isClosed) return request.reject(modelError('model.closed'));
    waiting.push(request);
    start();
  };

  const askOnce = (model: StoredModel, text: string): Promise<Float32Array> => {
    const { manifest, folder } = model;
    const dual = dualOf(manifest);
    if (dual === undefined) return Promise.reject(modelError('model.no_text', { name: manifest.name }));
    const key = JSON.stringify([folder, manifest.files.map(({ sha256 }) => sha256), dual.text, text]);
    const known = texts.get(key);
    if (known !== undefined) return known;
    const vector = new Promise<Float32Array>((resolve, reject) => ask(askForVector(model, text, { resolve, reject })));
    texts.set(key, vector, { size: 4 * dual.dimensions + 2 * key.length });
    vector.catch(() => texts.delete(key));
    return vector;
  };

  return {
    find: (model, picture) =>
      new Promise((resolve, reject) => ask(askForFindings(model, picture, { resolve, reject }))),
    embedText: askOnce,
    close: async () => {
      isClosed = true;
      const open = [...waiting, ...[...running].flatMap(({ batch }) => batch)];
      waiting = [];
      for (const { reject } of open) reject(modelError('model.closed'));
      const workers = [...running].map(({ worker }) => worker);
      running.clear();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};
