import type { Terminal } from '../../terminal.ts';
import { groupProgress } from './progress.ts';
import type { Progress } from './progress.ts';

const INTERVAL_MS = 500;

/** One JSON event a line on standard output: `progress`, `outcome`, `note`. */
export const showProgressEvents = (terminal: Terminal): Progress => {
  let lastAt = Number.NEGATIVE_INFINITY;
  const write = (event: object): void => void terminal.out.write(`${JSON.stringify(event)}\n`);
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
      for (const { id, outcome, code, detail } of changes)
        write({ event: 'outcome', candidate: id, outcome, code, detail });
    },
    note: (line) => write({ event: 'note', text: line }),
    stop: () => {},
  };
};
