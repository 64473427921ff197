import { SingleBar } from 'cli-progress';

/** Makes a bar on standard error that is taken down when it is stopped; `format` as cli-progress reads it. */
export const createBar = (format: string): SingleBar =>
  new SingleBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    fps: 8,
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    format,
  });

/** Shows a bar of what is done of all there is. */
export const showBar = (
  format: string,
): { readonly update: (done: number, all: number) => void; readonly stop: () => void } => {
  const bar = createBar(format);
  bar.start(1, 0);
  return {
    update: (done, all) => {
      bar.setTotal(all);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
};
