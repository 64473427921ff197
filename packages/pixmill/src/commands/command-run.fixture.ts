/** Runs a command in tests as `main.ts` would, with what it writes collected. */
import { Writable } from 'node:stream';
import { Command, CommanderError } from 'commander';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-status.ts';
import { reportFailure } from './report-failure.ts';
import type { Terminal } from './terminal.ts';

/** A terminal that nobody looks at, and what was written to it. */
export const collectingTerminal = (): Terminal & { readonly text: () => string; readonly errors: () => string } => {
  const collect = (parts: string[]) =>
    new Writable({
      decodeStrings: false,
      write: (part: unknown, _, done) => {
        parts.push(String(part));
        done();
      },
    });
  const out: string[] = [];
  const error: string[] = [];
  return {
    out: collect(out),
    error: collect(error),
    isInteractive: false,
    columns: 120,
    text: () => out.join(''),
    errors: () => error.join(''),
  };
};

/** What a command came to. */
export type CommandEnd = {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  /** The lines of standard output as JSON, for `--json`. */
  readonly events: () => readonly Readonly<Record<string, unknown>>[];
};

/** Runs one command line, without the name of the program. */
export const runCommand = async (
  add: (program: Command, context: CommandContext) => void,
  args: readonly string[],
): Promise<CommandEnd> => {
  const terminal = collectingTerminal();
  let status: number = EXIT.ok;
  const program = new Command('pixmill').exitOverride().configureOutput({
    writeOut: (text) => void terminal.out.write(text),
    writeErr: (text) => void terminal.error.write(text),
  });
  add(program, { terminal, setExitStatus: (value) => (status = value) });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) status = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    else status = reportFailure(terminal, error);
  }
  return { status, out: terminal.text(), error: terminal.errors(), events: () => parseLines(terminal.text()) };
};

const parseLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null) throw new Error(`Not an event: ${line}`);
      return { ...value };
    });
