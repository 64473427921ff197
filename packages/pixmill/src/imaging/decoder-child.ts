import { fork } from 'node:child_process';

import type { FromDecoder, ToDecoder } from './decoder-messages.ts';

/** One running decoder process. */
export type DecoderChild = {
  readonly pid: number | undefined;
  readonly send: (message: ToDecoder) => void;
  /** Ends it at once; `onExit` follows. */
  readonly kill: () => void;
  readonly exited: Promise<void>;
};

// Built code has `.js` beside it, sources have `.ts`.
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './decoder-process.ts' : './decoder-process.js',
  import.meta.url,
);

/** All that a decoder process gets of the environment: settings of its allocator and of its threads. */
const ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  // Pictures of the usual size reuse memory instead of asking the system for it each time.
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 ** 2),
  MALLOC_TRIM_THRESHOLD_: String(64 * 1024 ** 2),
  UV_THREADPOOL_SIZE: '2',
  VIPS_WARNING: '0',
};

/**
 * Starts a decoder process. It inherits no environment (secrets stay out of reach of hostile bytes), and its allocator
 * is told not to spread over many arenas, which would keep memory of large pictures.
 * `onExit` is called once, with what it wrote to standard error (the last 2,000 characters).
 */
export const startDecoderChild = (options: {
  readonly maxMemoryMb: number;
  readonly onMessage: (message: FromDecoder) => void;
  readonly onExit: (reason: string) => void;
}): DecoderChild => {
  const child = fork(PROGRAM, [String(options.maxMemoryMb)], {
    serialization: 'advanced',
    // Pixels live outside the heap; without a limit V8 lets its young garbage grow to a hundred megabytes a process. Its
    // helper threads would only take turns with the codecs.
    execArgv: ['--max-semi-space-size=4', '--max-old-space-size=256', '--single-threaded-gc'],
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  let ended = false;
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    resolve();
    options.onExit(reason);
  };
  child.on('message', (message: FromDecoder) => options.onMessage(message));
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(signal ?? `exit ${code}${complaint === '' ? '' : `: ${complaint}`}`));
  // A process that waits for work does not keep the parent alive; one that works is held by its promise's caller.
  return {
    pid: child.pid,
    send: (message) => {
      // A failed send means that it died; `exit` tells.
      if (child.connected) child.send(message, () => undefined);
    },
    kill: () => void child.kill('SIGKILL'),
    exited,
  };
};
