import { SingleBar } from 'cli-progress';
import { formatCount } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** Shows how far an export is. */
export type ExportProgress = {
  readonly update: (images: number, total: number) => void;
  /** Takes down what is not to stay. */
  readonly stop: () => void;
};

const EVENT_MS = 500;
const LINE_MS = 5_000;

/** As JSON events, as a bar where a person looks, or as plain lines. */
export const showExportProgress = ({
  json,
  terminal,
}: {
  readonly json: boolean;
  readonly terminal: Terminal;
}): ExportProgress => {
  if (!json && terminal.isInteractive) return showBar();
  let lastAt = performance.now();
  return {
    update: (images, total) => {
      if (performance.now() - lastAt < (json ? EVENT_MS : LINE_MS)) return;
      lastAt = performance.now();
      const event = { event: 'progress', written: images, images: total };
      const line = json ? JSON.stringify(event) : `${formatCount(images)} of ${formatCount(total)} images written`;
      terminal.out.write(`${line}\n`);
    },
    stop: () => {},
  };
};

const showBar = (): ExportProgress => {
  const bar = new SingleBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    fps: 8,
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    format: 'writing {bar} {value}/{total}',
  });
  bar.start(1, 0);
  return {
    update: (images, total) => {
      bar.setTotal(total);
      bar.update(images);
    },
    stop: () => bar.stop(),
  };
};
