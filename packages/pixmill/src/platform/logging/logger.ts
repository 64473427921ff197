import { pino, type Logger as PinoLogger } from 'pino';
import { redactText } from './redaction.ts';

/** Where log lines go: pino's interface. */
export type Logger = PinoLogger;

/**
 * Makes the logger: JSON lines on standard error, so that standard output stays the command's own. Secrets given here,
 * and keys in URLs, appear in no line.
 */
export const createLogger = ({
  level,
  secrets = [],
  destination = process.stderr,
}: {
  readonly level: string;
  /** Values that must never be written, e.g. of secret settings. */
  readonly secrets?: readonly string[];
  readonly destination?: { readonly write: (line: string) => unknown };
}): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => void destination.write(redactText(line, secrets)) },
  );
