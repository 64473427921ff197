import { showBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';

/** Shows how many pictures are compared. */
type CompareProgress = { readonly update: (done: number, all: number) => void; readonly stop: () => void };

const NOTHING = (): void => undefined;

/** As JSON events, or as a bar where a person looks. */
export const showCompareProgress = ({
  json,
  terminal,
}: {
  readonly json: boolean;
  readonly terminal: Terminal;
}): CompareProgress => {
  if (json) {
    const update = (done: number, all: number): void =>
      void terminal.out.write(`${JSON.stringify({ event: 'comparing', done, all })}\n`);
    return { update, stop: NOTHING };
  }
  if (!terminal.isInteractive) return { update: NOTHING, stop: NOTHING };
  const bar = showBar('comparing {bar} {value} / {total}');
  return { update: bar.update, stop: bar.stop };
};
