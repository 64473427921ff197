import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { readDatabaseFailure } from '../platform/database/database-failure.ts';
import { EXIT } from './exit-status.ts';
import { UsageProblem } from './usage-problem.ts';
import type { Terminal } from './terminal.ts';
import { colours } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

const LABEL = colours.red('pixmill:');

/** A sentence about what went wrong, in lines that fit into the terminal. */
export const sentenceFor = ({ error: { columns = Infinity } }: Terminal, sentence: string): string => {
  const text = wrapText(`pixmill: ${sentence}`, columns).join('\n');
  return `${text.replace('pixmill:', LABEL)}\n`;
};

/**
 * Says in one sentence why a command failed, and returns its exit status. What is not in the catalogue is a fault of
 * Pixmill: its stack is printed, because nobody could mend it without.
 */
export const reportFailure = (terminal: Terminal, error: unknown): number => {
  const isUsage = error instanceof UsageProblem;
  const cause = isUsage ? error.cause : error;
  const known = cause instanceof PixmillError ? cause : readDatabaseFailure(cause);
  if (known !== null) {
    terminal.error.write(sentenceFor(terminal, known.message));
    return isUsage || known.code.startsWith('usage.') || known.code.startsWith('config.') ? EXIT.usage : EXIT.failed;
  }
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  terminal.error.write(
    `${LABEL} something went wrong that Pixmill did not expect; please report it with these lines:\n${stack}\n`,
  );
  return EXIT.failed;
};
