/** The program of a grouping thread: started by open-grouping.ts. */
import { parentPort } from 'node:worker_threads';
import { openCollector, type VectorCollector } from './collect-vectors.ts';
import { groupVectors } from './group-vectors.ts';
import type { FromGroupingThread, ToGroupingThread } from './grouping-messages.ts';

/** Least progress that is worth a message. */
const STEP = 0.005;

const say = (message: FromGroupingThread): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(message);
};

let open: { readonly collector: VectorCollector; readonly dimensions: number } | null = null;

const add = (vectors: Float32Array): boolean[] => {
  if (open === null) throw new Error('Vectors came before it was said how long they are.');
  const { collector, dimensions } = open;
  const count = vectors.length / dimensions;
  return Array.from({ length: count }, (_, at) =>
    collector.add(vectors.subarray(at * dimensions, (at + 1) * dimensions)),
  );
};

parentPort?.on('message', (message: ToGroupingThread) => {
  if (message.kind === 'begin') {
    const { dimensions, expected } = message;
    open = { dimensions, collector: openCollector({ dimensions, expected }) };
  } else if (message.kind === 'add') say({ kind: 'added', accepted: add(message.vectors) });
  else {
    if (open === null) throw new Error('There are no vectors to group.');
    const matrix = open.collector.finish();
    open = null;
    let told = 0;
    const onProgress = (done: number): void => {
      if (done < told + STEP) return;
      told = done;
      say({ kind: 'progress', done });
    };
    say({ kind: 'grouped', grouping: groupVectors(matrix, { ...message, onProgress }) });
  }
});
