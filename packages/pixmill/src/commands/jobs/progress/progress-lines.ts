import { formatCount, plainText } from '../../terminal.ts';
import type { Terminal } from '../../terminal.ts';
import { groupProgress } from './progress.ts';
import type { Progress } from './progress.ts';

const INTERVAL_MS = 5_000;

/** Plain lines for a pipe: how each keyword or input stands, every few seconds and at its end. */
export const showProgressLines = (terminal: Terminal): Progress => {
  const startedAt = performance.now();
  let lastAt = startedAt;
  const ended = new Set<number>();
  return {
    update: ({ job, searches }) => {
      const due = performance.now() - lastAt >= INTERVAL_MS;
      if (due) lastAt = performance.now();
      for (const [index, group] of groupProgress(searches).entries()) {
        const isEnd = job.status !== 'running';
        if (ended.has(index) || (!isEnd && !due)) continue;
        if (isEnd) ended.add(index);
        const goal = group.target === null ? '' : ` of ${formatCount(group.target)}`;
        terminal.out.write(
          `${plainText(group.name, 60)}: ${formatCount(group.kept)}${goal} kept, ${group.duplicate} duplicate, ` +
            `${group.rejected} rejected, ${group.failed} failed, ${group.skipped} skipped, ${group.inFlight} in flight\n`,
        );
      }
    },
    settled: () => {},
    note: (line) => terminal.out.write(`${line}\n`),
    stop: () => {},
  };
};
