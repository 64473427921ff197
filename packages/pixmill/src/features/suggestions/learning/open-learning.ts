import { Worker } from 'node:worker_threads';
import type { Examples } from './learn.ts';
import type { FromLearningThread, ToLearningThread } from './learning-messages.ts';
import type { Matrix } from './matrix.ts';
import type { LearnedFacts, Verdicts } from './suggester.ts';

/** Learns on a thread of its own, off the event loop; what is handed over is the thread's from then on. */
export type Learning = {
  readonly learn: (
    examples: Examples,
    next: number,
  ) => Promise<{ readonly facts: LearnedFacts; readonly onExamples: Verdicts }>;
  readonly judge: (page: {
    readonly vectors: Matrix;
    readonly labels: Int32Array;
    readonly indexes: Int32Array;
  }) => Promise<Verdicts>;
  readonly next: () => Promise<readonly number[]>;
  /** Ends the thread, whatever it does. */
  readonly close: () => Promise<void>;
};

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './learning-thread.ts' : './learning-thread.js',
  import.meta.url,
);

/** Starts a thread that learns; @param signal ends it */
export const openLearning = (signal: AbortSignal): Learning => {
  const worker = new Worker(PROGRAM);
  let waiting: { resolve: (answer: FromLearningThread) => void; reject: (error: unknown) => void } | null = null;
  let ended: unknown = null;

  const end = (error: unknown): void => {
    ended ??= error;
    waiting?.reject(ended);
    waiting = null;
  };
  const stop = (): void => {
    end(signal.reason);
    void worker.terminate();
  };
  worker.on('message', (answer: FromLearningThread) => {
    waiting?.resolve(answer);
    waiting = null;
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The thread that learns has ended.')));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });

  const ask = (request: ToLearningThread, handedOver: readonly ArrayBufferLike[] = []): Promise<FromLearningThread> =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended);
      waiting = { resolve, reject };
      worker.postMessage(
        request,
        handedOver.filter((buffer) => buffer instanceof ArrayBuffer),
      );
    });

  return {
    learn: async (examples, next) => {
      const answer = await ask({ kind: 'learn', examples, next }, [examples.vectors.values.buffer]);
      if (answer.kind !== 'learned') throw new TypeError(`Learning was answered with ${answer.kind}.`);
      return answer;
    },
    judge: async (page) => {
      const answer = await ask({ kind: 'judge', ...page }, [page.vectors.values.buffer]);
      if (answer.kind !== 'judged') throw new TypeError(`Judging was answered with ${answer.kind}.`);
      return answer.verdicts;
    },
    next: async () => {
      const answer = await ask({ kind: 'next' });
      if (answer.kind !== 'next') throw new TypeError(`A question for the next was answered with ${answer.kind}.`);
      return answer.indexes;
    },
    close: async () => {
      signal.removeEventListener('abort', stop);
      end(new Error('The thread that learns is closed.'));
      await worker.terminate();
    },
  };
};
