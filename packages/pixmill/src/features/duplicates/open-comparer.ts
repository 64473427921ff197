import { Worker } from 'node:worker_threads';
import type { Alignment } from '../../imaging/align-pictures.ts';
import type { FromCompareThread, SmallRgb, ToCompareThread } from './compare-messages.ts';
import type { NearestPair } from './nearest-pairs.ts';

/** Compares vectors and pictures on threads of its own, so that whatever else this process does goes on. */
export type Comparer = {
  readonly nearest: (
    task: Omit<Extract<ToCompareThread, { kind: 'nearest' }>, 'kind'>,
  ) => Promise<readonly NearestPair[]>;
  readonly align: (
    pictures: readonly SmallRgb[],
    pairs: readonly (readonly [number, number])[],
  ) => Promise<readonly Alignment[]>;
  /** Ends the threads; what they are at is refused. */
  readonly close: () => Promise<void>;
};

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './compare-thread.ts' : './compare-thread.js',
  import.meta.url,
);

type Task = {
  readonly request: ToCompareThread;
  readonly take: (answer: FromCompareThread) => void;
  readonly reject: (error: Error) => void;
};

/** Opens a comparer. @param options.threads most at once; started when there is work */
export const openComparer = ({ threads }: { readonly threads: number }): Comparer => {
  const waiting: Task[] = [];
  const running = new Map<Worker, Task | null>();

  const give = (worker: Worker): void => {
    const task = waiting.shift() ?? null;
    running.set(worker, task);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    if (task !== null) worker.postMessage(task.request);
  };

  const lose = (worker: Worker, error: Error): void => {
    const task = running.get(worker);
    running.delete(worker);
    task?.reject(error);
    if (waiting.length > 0) start();
  };

  const start = (): void => {
    const free = [...running].find(([, task]) => task === null)?.[0];
    if (free !== undefined) return give(free);
    if (running.size >= threads) return;
    const worker = new Worker(PROGRAM);
    worker.on('message', (answer: FromCompareThread) => {
      running.get(worker)?.take(answer);
      give(worker);
    });
    worker.on('error', (error) => lose(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => lose(worker, new Error('A comparing thread has ended.')));
    give(worker);
  };

  const ask = (request: ToCompareThread): Promise<FromCompareThread> =>
    new Promise((take, reject) => {
      waiting.push({ request, take, reject });
      start();
    });

  return {
    nearest: async (task) => {
      const answer = await ask({ kind: 'nearest', ...task });
      return answer.kind === 'nearest' ? answer.pairs : [];
    },
    align: async (pictures, pairs) => {
      const answer = await ask({ kind: 'align', pictures, pairs });
      return answer.kind === 'align' ? answer.alignments : [];
    },
    close: async () => {
      for (const { reject } of waiting.splice(0)) reject(new Error('The comparing threads are closed.'));
      await Promise.all([...running.keys()].map((worker) => worker.terminate()));
    },
  };
};
