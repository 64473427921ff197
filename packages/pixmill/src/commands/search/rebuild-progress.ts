import type { RebuildProgress } from '../../features/vector-index/rebuild-vectors.service.ts';
import { createBar } from '../progress-bar.ts';
import { formatCount } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

const LINE_MS = 5_000;
const PUTTING = 'Putting vectors in';
const INDEXING = 'Building indexes';

type ShownProgress = { readonly update: (now: RebuildProgress) => void; readonly stop: () => void };

/** Shows how far a rebuild is: a bar where a person looks, plain lines otherwise. Once stopped it shows nothing more. */
export const showRebuildProgress = (terminal: Terminal): ShownProgress =>
  terminal.isInteractive ? showBar() : showLines(terminal);

const showBar = (): ShownProgress => {
  const bar = createBar('{what} {bar} {percentage}% of {all}');
  let isRunning = false;
  let isStopped = false;
  return {
    update: ({ done, all, isIndexing }) => {
      if (isStopped) return;
      const shown = { what: isIndexing ? INDEXING : PUTTING, all: formatCount(all) };
      if (!isRunning) bar.start(all, done, shown);
      else bar.update(done, shown);
      isRunning = true;
    },
    stop: () => {
      if (isRunning) bar.stop();
      isRunning = false;
      isStopped = true;
    },
  };
};

const showLines = ({ out }: Terminal): ShownProgress => {
  let lastAt = performance.now();
  return {
    update: ({ done, all, isIndexing }) => {
      if (!isIndexing && performance.now() - lastAt < LINE_MS) return;
      lastAt = performance.now();
      out.write(isIndexing ? `${INDEXING}\n` : `${PUTTING}: ${formatCount(done)} of ${formatCount(all)}\n`);
    },
    stop: () => {},
  };
};
