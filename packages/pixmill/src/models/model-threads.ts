import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FromModelThread } from './model-messages.ts';
import { nextBatch, toThreadMessage, type ModelRequest } from './model-requests.ts';
import { modelError } from './models.errors.ts';

/** Some threads that run models, each with what it has loaded; started when there is work. */
export type ModelThreads = {
  /** Takes a request; it waits for a thread, together with those that can be done with it. */
  readonly ask: (request: ModelRequest) => void;
  /** Ends the threads; what waits is refused with `model.closed`. */
  readonly close: () => Promise<void>;
};

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './model-thread.ts' : './model-thread.js', import.meta.url);

type Thread = {
  readonly worker: Worker;
  batch: readonly ModelRequest[];
  /** When it began with its batch, and until when it rests where others are at work. */
  begunAt: number;
  restsUntil: number;
  rest: NodeJS.Timeout | undefined;
};

/** A thread that gives way rests so many times as long as it has worked. */
const REST = 9;
/** How soon it notices that nobody needs the cores any more. */
const LOOK_AGAIN_MS = 50;
/** How long what runs is waited for at the end. */
const CLOSE_PATIENCE_MS = 5000;

/** A thread that is stopped in the middle of native code may take the whole process with it: what runs is waited for. */
const endThread = async ({ worker, batch, rest }: Thread): Promise<void> => {
  clearTimeout(rest);
  if (batch.length > 0) {
    const signal = AbortSignal.timeout(CLOSE_PATIENCE_MS);
    await Promise.race([once(worker, 'message', { signal }), once(worker, 'exit', { signal })]).catch(() => undefined);
  }
  await worker.terminate();
};

/**
 * Opens threads for models.
 * @param options.threads most at once
 * @param options.givesWay whether others need the cores now: the threads then work a tenth of the time
 */
export const openModelThreads = ({
  threads,
  givesWay,
}: {
  readonly threads: number;
  readonly givesWay: () => boolean;
}): ModelThreads => {
  const running = new Set<Thread>();
  let waiting: ModelRequest[] = [];
  let isClosed = false;

  const give = (thread: Thread): void => {
    thread.rest = undefined;
    if (waiting.length > 0 && performance.now() < thread.restsUntil && givesWay()) {
      thread.rest = setTimeout(give, LOOK_AGAIN_MS, thread);
      return;
    }
    const batch = nextBatch(waiting);
    waiting = waiting.filter((request) => !batch.includes(request));
    thread.batch = batch;
    const [first] = batch;
    // A thread keeps the process alive only while it works.
    if (first === undefined) return thread.worker.unref();
    thread.worker.ref();
    thread.begunAt = performance.now();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    thread.worker.postMessage(toThreadMessage(first.model, batch));
  };

  const end = (thread: Thread, message: FromModelThread): void => {
    const { batch, begunAt } = thread;
    thread.batch = [];
    const now = performance.now();
    thread.restsUntil = now + REST * (now - begunAt);
    for (const [index, { take }] of batch.entries()) take(message[index]);
    give(thread);
  };

  const lose = (thread: Thread, error: Error): void => {
    if (!running.delete(thread)) return;
    clearTimeout(thread.rest);
    for (const { model, reject } of thread.batch) {
      reject(modelError('model.failed', { name: model.manifest.name, problem: error.message }, { cause: error }));
    }
    thread.batch = [];
    start();
  };

  const start = (): void => {
    if (isClosed || waiting.length === 0) return;
    const free = [...running].find(({ batch, rest }) => batch.length === 0 && rest === undefined);
    if (free !== undefined) return give(free);
    if (running.size >= threads) return;
    const thread: Thread = { worker: new Worker(PROGRAM), batch: [], begunAt: 0, restsUntil: 0, rest: undefined };
    running.add(thread);
    thread.worker.on('message', (message: FromModelThread) => end(thread, message));
    thread.worker.on('error', (error) => lose(thread, error instanceof Error ? error : new Error(String(error))));
    thread.worker.on('exit', (code) => lose(thread, new Error(`its thread ended with status ${code}`)));
    give(thread);
  };

  return {
    ask: (request) => {
      if (isClosed) return request.reject(modelError('model.closed'));
      waiting.push(request);
      start();
    },
    close: async () => {
      isClosed = true;
      const open = [...waiting, ...[...running].flatMap(({ batch }) => batch)];
      waiting = [];
      for (const { reject } of open) reject(modelError('model.closed'));
      const ending = [...running];
      running.clear();
      await Promise.all(ending.map(endThread));
    },
  };
};
