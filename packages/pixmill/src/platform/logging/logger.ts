import { pino, type Logger as PinoLogger, type LoggerOptions } from 'pino';
import { redactText } from './redaction.ts';

/** Where log lines go: pino's interface. */
export type Logger = PinoLogger;

type LogMethod = NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']>;
type OnError = (error: unknown, context: { readonly message?: string; readonly requestId?: string }) => void;

/** Lines with an `err`, of this level on, are told. */
const ERROR_LEVEL = 50;

const telling = (onError: OnError): LogMethod =>
  function tell(args, method, level) {
    const [fields, message] = args;
    if (level >= ERROR_LEVEL && typeof fields === 'object' && fields !== null && 'err' in fields) {
      const { requestId } = this.bindings();
      onError(fields.err, {
        ...(typeof message === 'string' ? { message } : {}),
        ...(typeof requestId === 'string' ? { requestId } : {}),
      });
    }
    method.apply(this, args);
  };

/**
 * Makes the logger: JSON lines on standard error, so that standard output stays the command's own. Secrets given here,
 * and keys in URLs, appear in no line.
 */
export const createLogger = ({
  level,
  secrets = [],
  destination = process.stderr,
  onError,
}: {
  readonly level: string;
  /** Values that must never be written, e.g. of secret settings. */
  readonly secrets?: readonly string[];
  readonly destination?: { readonly write: (line: string) => unknown };
  /** Hears of every error that is logged as such. */
  readonly onError?: OnError;
}): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      ...(onError === undefined ? {} : { hooks: { logMethod: telling(onError) } }),
    },
    { write: (line: string) => void destination.write(redactText(line, secrets)) },
  );
