/** The program of a decoder process: started by decoders.ts, and ends when its parent does. */
import type { DecoderResult, DecoderTask, FromDecoder, ToDecoder } from './decoder-messages.ts';
import { RESERVE_FROM_PIXELS } from './decoder-messages.ts';
import { inspectImage } from './inspect-image.ts';
import { makeSmallPictures } from './make-small-picture.ts';
import { transformImage } from './transform-image.ts';

const MEGABYTE = 1024 * 1024;
const WATCH_EVERY_MS = 40;

const send = (message: FromDecoder, then?: () => void): void => {
  // The parent may be gone; `disconnect` below ends this process then.
  process.send?.(message, undefined, undefined, () => then?.());
};

const maxMemoryMb = Number(process.argv[2]);

let onGranted: (() => void) | undefined;

const beforeDecode = async (pixels: number): Promise<void> => {
  if (pixels < RESERVE_FROM_PIXELS) return;
  await new Promise<void>((resolve) => {
    onGranted = resolve;
    send({ kind: 'reserve', pixels });
  });
};

/** libvips works on other threads, so this one is free to watch what they take. */
const watchMemory = (): NodeJS.Timeout =>
  setInterval(() => {
    const megabytes = Math.round(process.memoryUsage.rss() / MEGABYTE);
    if (megabytes > maxMemoryMb) send({ kind: 'over_memory', megabytes }, () => process.kill(process.pid, 'SIGKILL'));
  }, WATCH_EVERY_MS);

const resultOf = (task: DecoderTask): Promise<DecoderResult> => {
  const { path, limits } = task;
  if (task.kind === 'inspect') return inspectImage(path, limits, { beforeDecode, preview: task.preview });
  if (task.kind === 'transform') return transformImage(path, task.transformation, limits, beforeDecode);
  return makeSmallPictures(path, task.shapes, limits, beforeDecode);
};

const run = async (task: DecoderTask): Promise<void> => {
  const watch = watchMemory();
  try {
    const result = await resultOf(task);
    send({ kind: 'done', result, memoryMb: Math.round(process.memoryUsage.rss() / MEGABYTE) });
  } finally {
    clearInterval(watch);
  }
};

/** The task in work, and those after it: one at a time, in order. */
let last = Promise.resolve();

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (message: ToDecoder) => {
  if ('task' in message) last = last.then(() => run(message.task));
  else onGranted?.();
});
send({ kind: 'ready' });
