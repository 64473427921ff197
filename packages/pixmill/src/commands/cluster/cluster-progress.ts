import { showBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';

/** Shows how far the grouping is; 0..1. */
type ClusterProgress = { readonly update: (done: number) => void; readonly stop: () => void };

const EVENT_STEP = 0.05;

/** As JSON events, or as a bar where a person looks; plain lines have nothing to say of seconds. */
export const showClusterProgress = ({
  json,
  terminal,
}: {
  readonly json: boolean;
  readonly terminal: Terminal;
}): ClusterProgress => {
  if (json) {
    let told = 0;
    const update = (done: number): void => {
      if (done < told + EVENT_STEP) return;
      told = done;
      terminal.out.write(`${JSON.stringify({ event: 'grouping', done: Math.round(done * 100) / 100 })}\n`);
    };
    return { update, stop: () => undefined };
  }
  if (!terminal.isInteractive) return { update: () => undefined, stop: () => undefined };
  const bar = showBar('grouping {bar} {percentage} %');
  return { update: (done) => bar.update(Math.round(done * 100), 100), stop: bar.stop };
};
