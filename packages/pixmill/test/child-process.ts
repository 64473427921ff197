import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A child that talks in lines of JSON. */
export type TalkingProcess = {
  readonly pid: number;
  /** The next line that it writes. Throws with its error output when it ends instead. */
  readonly next: () => Promise<unknown>;
  readonly tell: (value: unknown) => void;
  /** Writes a line and waits for the answer. */
  readonly ask: (value: unknown) => Promise<unknown>;
  /** Ends its input and waits for its end; resolves with its exit status. */
  readonly finish: () => Promise<number | null>;
  /** `kill -9`, and waits until it is gone. */
  readonly kill: () => Promise<void>;
};

/** Starts a TypeScript file of `test/processes` as a process of its own. */
export const startProcess = (file: string, args: readonly string[]): TalkingProcess => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  // Writing to one that was killed is no matter.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The process ended: ${errors}`);
    return JSON.parse(value);
  };
  const tell = (value: unknown): void => {
    child.stdin.write(`${JSON.stringify(value)}\n`);
  };
  return {
    pid: child.pid ?? 0,
    next,
    tell,
    ask: (value) => {
      tell(value);
      return next();
    },
    finish: async () => {
      child.stdin.end();
      await ended;
      return child.exitCode;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
