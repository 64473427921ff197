import type { Terminal } from './terminal.ts';

/** What every command is given. */
export type CommandContext = {
  readonly terminal: Terminal;
  readonly setExitStatus: (status: number) => void;
};
