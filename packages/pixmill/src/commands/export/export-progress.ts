import { showBar } from '../progress-bar.ts';
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
  if (!json && terminal.isInteractive) return showBar('writing {bar} {value}/{total}');
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
