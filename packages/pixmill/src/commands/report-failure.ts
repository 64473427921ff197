import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { readDatabaseFailure } from '../platform/database/database-failure.ts';
import { EXIT } from './exit-status.ts';
import { UsageProblem } from './usage-problem.ts';
import type { Terminal } from './terminal.ts';
import { colours } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

/**
 * Says in one sentence why a command failed, and returns its exit status. What is not in the catalogue is a fault of
 * Pixmill: its stack is printed, because nobody could mend it without.
 */
export const reportFailure = (terminal: Terminal, error: unknown): number => {
  const isUsage = error instanceof UsageProblem;
  const cause = isUsage ? error.cause : error;
  const known = cause instanceof PixmillError ? cause : readDatabaseFailure(cause);
  const { columns = Infinity } = terminal.error;
  const label = colours.red('pixmill:');
  if (known !== null) {
    const text = wrapText(`pixmill: ${known.message}`, columns).join('\n');
    terminal.error.write(`${text.replace('pixmill:', label)}\n`);
    return isUsage || known.code.startsWith('usage.') || known.code.startsWith('config.') ? EXIT.usage : EXIT.failed;
  }
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  terminal.error.write(
    `${label} something went wrong that Pixmill did not expect; please report it with these lines:\n${stack}\n`,
  );
  return EXIT.failed;
};
