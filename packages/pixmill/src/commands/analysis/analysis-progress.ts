import { createBar } from '../progress-bar.ts';
import { colours, formatCount, formatSeconds } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** Shows how far the analysis of images is. */
export type AnalysisProgress = {
  readonly update: (done: number) => void;
  /** Takes down what is not to stay. */
  readonly stop: () => void;
};

const EVENT_MS = 500;
const LINE_MS = 5_000;

/** As JSON events, as a bar where a person looks, or as plain lines. */
export const showAnalysisProgress = ({
  json,
  terminal,
  all,
}: {
  readonly json: boolean;
  readonly terminal: Terminal;
  /** Images that are to be analysed. */
  readonly all: number;
}): AnalysisProgress => {
  if (!json && terminal.isInteractive) return showBar(all);
  let lastAt = performance.now();
  return {
    update: (done) => {
      const isEnd = done >= all;
      if (!isEnd && performance.now() - lastAt < (json ? EVENT_MS : LINE_MS)) return;
      lastAt = performance.now();
      terminal.out.write(
        json
          ? `${JSON.stringify({ event: 'analysis', analysed: done, images: all })}\n`
          : `${formatCount(done)} of ${formatCount(all)} images analysed\n`,
      );
    },
    stop: () => {},
  };
};

const showBar = (all: number): AnalysisProgress => {
  const bar = createBar(`analysing {bar} {count} ${colours.dim('{rate} {left}')}`);
  const startedAt = performance.now();
  const tokensOf = (done: number) => {
    const rate = done / Math.max(0.001, (performance.now() - startedAt) / 1000);
    return {
      count: `${formatCount(done)}/${formatCount(all)}`,
      rate: done === 0 ? '' : `${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
      left: done > 0 && done < all ? `${formatSeconds(Math.ceil((all - done) / rate))} left` : '',
    };
  };
  bar.start(all, 0, tokensOf(0));
  return { update: (done) => bar.update(done, tokensOf(done)), stop: () => bar.stop() };
};
