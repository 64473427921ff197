import { createBar } from '../progress-bar.ts';
import { colours, formatCount, formatSeconds } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** Shows a check while it runs. */
export type CheckProgress = {
  /** Files found so far, while the folder is being walked. */
  readonly found: (count: number) => void;
  /** Files done, of all that were found. */
  readonly measured: (done: number, all: number) => void;
  /** Takes down what is not to stay. */
  readonly stop: () => void;
};

const EVENT_MS = 500;
const LINE_MS = 5_000;

/** As JSON events, as a bar where a person looks, or as plain lines. */
export const showCheckProgress = ({
  json,
  terminal,
}: {
  readonly json: boolean;
  readonly terminal: Terminal;
}): CheckProgress => {
  if (json) return showEvents(terminal);
  return terminal.isInteractive ? showBar() : showLines(terminal);
};

const showEvents = (terminal: Terminal): CheckProgress => {
  const isDue = every(EVENT_MS);
  const write = (done: number, all: number): void => {
    if (!isDue()) return;
    terminal.out.write(`${JSON.stringify({ event: 'progress', checked: done, files: all })}\n`);
  };
  return { found: (count) => write(0, count), measured: write, stop: () => {} };
};

const showLines = (terminal: Terminal): CheckProgress => {
  const isDue = every(LINE_MS);
  const write = (line: string): void => {
    if (isDue()) terminal.out.write(`${line}\n`);
  };
  return {
    found: (count) => write(`${formatCount(count)} files found`),
    measured: (done, all) => write(`${formatCount(done)} of ${formatCount(all)} files checked`),
    stop: () => {},
  };
};

const showBar = (): CheckProgress => {
  const bar = createBar(`{task} {bar} {count} ${colours.dim('{rate} {left}')}`);
  const state = { task: 'looking for files', count: '', rate: '', left: '' };
  let startedAt: number | null = null;
  bar.start(1, 0, state);
  return {
    found: (count) => bar.update(0, { ...state, count: formatCount(count) }),
    measured: (done, all) => {
      startedAt ??= performance.now();
      const rate = done / Math.max(0.001, (performance.now() - startedAt) / 1000);
      bar.setTotal(all);
      bar.update(done, {
        task: 'checking',
        count: `${formatCount(done)}/${formatCount(all)}`,
        rate: `${rate.toFixed(0)}/s`,
        left: rate > 0 && done > 10 ? `${formatSeconds(Math.ceil((all - done) / rate))} left` : '',
      });
    },
    stop: () => bar.stop(),
  };
};

const every = (ms: number): (() => boolean) => {
  let lastAt = performance.now();
  return () => {
    if (performance.now() - lastAt < ms) return false;
    lastAt = performance.now();
    return true;
  };
};
