import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FindOptions } from './find-groups.ts';
import type { Grouping } from './group-vectors.ts';
import type { FromGroupingThread, ToGroupingThread } from './grouping-messages.ts';

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './grouping-thread.ts' : './grouping-thread.js',
  import.meta.url,
);

/** Vectors that are gathered and grouped in a thread of their own. */
export type OpenGrouping = {
  /** Takes vectors of the length that was said; which of them can be compared, in their order. */
  readonly add: (vectors: readonly Float32Array[]) => Promise<readonly boolean[]>;
  /** Groups what was taken; call it once. `earlier`: see `groupVectors`. */
  readonly group: (
    given: { readonly options: FindOptions; readonly earlier: Float32Array | null },
    onProgress: (done: number) => void,
  ) => Promise<Grouping>;
  readonly close: () => Promise<void>;
};

/**
 * Starts a thread that groups vectors. Everything that waits for it is refused when `signal` is aborted, and the thread
 * ends at once, whatever it is at.
 * @param options.expected how many vectors are likely to come
 */
export const openGrouping = ({
  dimensions,
  expected,
  signal,
}: {
  readonly dimensions: number;
  readonly expected: number;
  readonly signal: AbortSignal;
}): OpenGrouping => {
  signal.throwIfAborted();
  const worker = new Worker(PROGRAM);
  // Its end is not always waited for.
  const ended = once(worker, 'exit').then(([status]) => {
    throw new Error(`The thread that groups images ended with status ${String(status)}.`);
  });
  const failed = Promise.race([
    ended,
    new Promise<never>((_, reject) => worker.once('error', reject)),
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
  ]);
  failed.catch(() => worker.terminate());

  const send = (message: ToGroupingThread, transfer: readonly ArrayBuffer[] = []): void =>
    worker.postMessage(message, [...transfer]);
  const answer = <Kind extends FromGroupingThread['kind']>(
    kind: Kind,
    onOther: (message: FromGroupingThread) => void = () => undefined,
  ): Promise<Extract<FromGroupingThread, { readonly kind: Kind }>> => {
    let listen: (message: FromGroupingThread) => void = () => undefined;
    const isWanted = (message: FromGroupingThread): message is Extract<FromGroupingThread, { readonly kind: Kind }> =>
      message.kind === kind;
    const answered = new Promise<Extract<FromGroupingThread, { readonly kind: Kind }>>((resolve) => {
      listen = (message) => (isWanted(message) ? resolve(message) : onOther(message));
      worker.on('message', listen);
    });
    return Promise.race([answered, failed]).finally(() => worker.off('message', listen));
  };

  send({ kind: 'begin', dimensions, expected });
  return {
    add: async (vectors) => {
      const all = new Float32Array(vectors.length * dimensions);
      for (const [at, vector] of vectors.entries()) all.set(vector.subarray(0, dimensions), at * dimensions);
      const taken = answer('added');
      send({ kind: 'add', vectors: all }, [all.buffer]);
      return (await taken).accepted;
    },
    group: async ({ options, earlier }, onProgress) => {
      const grouped = answer('grouped', (message) => {
        if (message.kind === 'progress') onProgress(message.done);
      });
      send({ kind: 'group', options, earlier });
      return (await grouped).grouping;
    },
    close: async () => {
      await worker.terminate();
    },
  };
};
