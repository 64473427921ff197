/** The program of a thread that learns from examples: started by open-learning.ts for one run. */
import { parentPort } from 'node:worker_threads';
import type { FromLearningThread, ToLearningThread } from './learning-messages.ts';
import { openSuggester } from './suggester.ts';
import type { Suggester } from './suggester.ts';

let suggester: Suggester | null = null;

const answer = (request: ToLearningThread): FromLearningThread => {
  if (request.kind === 'learn') {
    suggester = openSuggester(request.examples, { next: request.next });
    return { kind: 'learned', facts: suggester.facts, onExamples: suggester.onExamples };
  }
  if (suggester === null) throw new Error('A thread was asked before it had learned.');
  if (request.kind === 'judge') return { kind: 'judged', verdicts: suggester.judge(request) };
  return { kind: 'next', indexes: suggester.next() };
};

// What it throws ends the thread, and is heard of there.
parentPort?.on('message', (request: ToLearningThread) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(answer(request));
});
