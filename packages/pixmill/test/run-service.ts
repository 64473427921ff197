import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { PIXMILL } from './run-pixmill.ts';

/** A running `pixmill serve`, `api` or `worker`. */
export type RunningService = {
  /** The first line on standard output. */
  readonly greeting: string;
  /** Where it listens; empty for a worker. */
  readonly url: string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly status: number | null; readonly out: string; readonly error: string }>;
};

/** Starts the real command in a process of its own and waits until it says that it is ready. */
export const runService = async (
  command: string,
  {
    settings,
    cwd,
    bin = PIXMILL,
  }: {
    readonly settings: Readonly<Record<string, string>>;
    readonly cwd: string;
    /** Another installation than this checkout. */
    readonly bin?: string;
  },
): Promise<RunningService> => {
  const child = spawn(process.execPath, [bin, command], {
    env: { ...process.env, NO_COLOR: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
  });
  let out = '';
  let error = '';
  const ready = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.includes('\n')) ready.resolve(out.split('\n', 1)[0] ?? '');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  const ended = once(child, 'close').then(([status]) => ({
    status: typeof status === 'number' ? status : null,
    out,
    error,
  }));
  void ended.then(() => ready.reject(new Error(`It ended before it was ready: ${error}`)));
  // Whatever becomes of the test, nothing outlives it.
  onTestFinished(() => void child.kill('SIGKILL'));
  const greeting = await ready.promise;
  return {
    greeting,
    url: /http:\/\/[^;\s]+/.exec(greeting)?.[0] ?? '',
    signal: (name) => void child.kill(name),
    ended,
  };
};
