import type { Terminal } from '../../terminal.ts';
import { groupProgress } from './progress.ts';
import type { Progress } from './progress.ts';

const INTERVAL_MS = 500;

/** One JSON event a line on standard output: `progress`, `outcome`, `note`. */
export const showProgressEvents = (terminal: Terminal): Progress => {
  let lastAt = Number.NEGATIVE_INFINITY;
  const write = (...events: readonly object[]): void =>
    void terminal.out.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return {
    update: ({ job, searches }) => {
      if (job.status === 'running' && performance.now() - lastAt < INTERVAL_MS) return;
      lastAt = performance.now();
      write({
        event: 'progress',
        status: job.status,
        groups: groupProgress(searches).map(({ inFlight, ...group }) => ({ ...group, in_flight: inFlight })),
      });
    },
    settled: (changes) => {
      write(
        ...changes.map(({ id, outcome, code, detail }) => ({ event: 'outcome', candidate: id, outcome, code, detail })),
      );
    },
    note: (line) => write({ event: 'note', text: line }),
    stop: () => {},
  };
};
