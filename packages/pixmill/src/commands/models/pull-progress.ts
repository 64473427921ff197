import type { PullProgress } from '../../models/pull-model.ts';
import { showBar } from '../progress-bar.ts';
import { formatBytes } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

const LINE_MS = 5_000;

/** Shows how far a pull is: a bar where a person looks, plain lines otherwise. */
export const showPullProgress = (
  terminal: Terminal,
  name: string,
): { readonly update: PullProgress; readonly stop: () => void } => {
  if (terminal.isInteractive) return showBar(`${name} {bar} {percentage}%`);
  let lastAt = performance.now();
  return {
    update: (bytes, all) => {
      if (performance.now() - lastAt < LINE_MS) return;
      lastAt = performance.now();
      terminal.out.write(`${name}: ${formatBytes(bytes)} of ${formatBytes(all)}\n`);
    },
    stop: () => {},
  };
};
