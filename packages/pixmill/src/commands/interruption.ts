import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { EXIT } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

/** A signal that is aborted by the first Ctrl-C (or SIGTERM, or the end of the process that started this one). */
export type Interruption = {
  readonly signal: AbortSignal;
  /** Whether an error is the abort itself. */
  readonly caused: (error: unknown) => boolean;
  readonly end: () => void;
};

/** What a command itself has to say is no consequence of an abort. */
const OWN_CODES = /^(?:build|import|check|export_command|folder|search_command|serve|usage)\./;

/** Listens for an interruption; a second Ctrl-C ends the process at once. */
export const listenForInterruption = (terminal: Terminal): Interruption => {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    terminal.error.write('\nStopping: what runs is being put away safely (Ctrl-C again to leave at once).\n');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  // Started by an older Node (see bin/pixmill.js): its end, even by `kill -9`, is seen here.
  if (process.connected) {
    process.on('disconnect', interrupt);
    process.channel?.unref();
  }
  return {
    signal: controller.signal,
    caused: (error) => controller.signal.aborted && !(error instanceof PixmillError && OWN_CODES.test(error.code)),
    end: () => {
      for (const name of signals) process.off(name, interrupt);
      process.off('disconnect', interrupt);
    },
  };
};
