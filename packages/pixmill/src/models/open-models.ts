import { Worker } from 'node:worker_threads';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Findings } from './findings.ts';
import type { FromModelThread, ToModelThread } from './model-messages.ts';
import type { StoredModel } from './model-store.ts';
import { modelCodes, modelError } from './models.errors.ts';
import type { SeenPicture } from './open-session.ts';

/** Models that run on threads of their own; started when there is work. */
export type Models = {
  /**
   * What a model finds in a picture. Pictures that wait for the same model are looked at together, as many as its manifest
   * allows. Throws `model.*`.
   */
  readonly find: (model: StoredModel, picture: SeenPicture) => Promise<Findings>;
  /** Ends the threads; what waits is refused with `model.closed`. */
  readonly close: () => Promise<void>;
};

type Request = {
  readonly model: StoredModel;
  readonly picture: SeenPicture;
  readonly resolve: (findings: Findings) => void;
  readonly reject: (reason: unknown) => void;
};

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './model-thread.ts' : './model-thread.js', import.meta.url);

type Thread = { readonly worker: Worker; batch: readonly Request[] };

const canJoin = (first: Request, other: Request): boolean =>
  other.model.folder === first.model.folder &&
  other.model.manifest.files[0]?.sha256 === first.model.manifest.files[0]?.sha256 &&
  other.picture.width === first.picture.width &&
  other.picture.height === first.picture.height;

/** Opens the running of models. @param options.threads most at once; each holds the models that it has run */
export const openModels = ({ threads }: { readonly threads: number }): Models => {
  const running = new Set<Thread>();
  let waiting: Request[] = [];
  let isClosed = false;

  const takeBatch = (): readonly Request[] => {
    const [first] = waiting;
    if (first === undefined) return [];
    const most = first.model.manifest.input.batch;
    const batch = waiting.filter((other) => canJoin(first, other)).slice(0, most);
    waiting = waiting.filter((request) => !batch.includes(request));
    return batch;
  };

  const give = (thread: Thread): void => {
    thread.batch = takeBatch();
    const [first] = thread.batch;
    // A thread keeps the process alive only while it works.
    if (first === undefined) return thread.worker.unref();
    thread.worker.ref();
    const pictures = thread.batch.map(({ picture }) => picture);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    thread.worker.postMessage({ model: first.model, pictures } satisfies ToModelThread);
  };

  const end = (thread: Thread, message: FromModelThread): void => {
    for (const [index, { model, resolve, reject }] of thread.batch.entries()) {
      const findings = message.ok ? message.findings[index] : undefined;
      if (findings !== undefined) resolve(findings);
      else if (!message.ok) reject(new PixmillError(modelCodes, message.code, message.details));
      else reject(modelError('model.failed', { name: model.manifest.name, problem: 'it has forgotten a picture' }));
    }
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

  return {
    find: (model, picture) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(modelError('model.closed'));
        waiting.push({ model, picture, resolve, reject });
        start();
      }),
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
