import { PixmillError } from '../errors/pixmill-error.ts';
import { databaseError } from './database.errors.ts';

/** An error and what caused it, outermost first; bounded, since a cause may point back. */
const chainOf = (error: unknown): readonly unknown[] => {
  const chain: unknown[] = [];
  for (let current = error; current !== undefined && chain.length < 8;) {
    chain.push(current);
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else current = current instanceof Error ? current.cause : undefined;
  }
  return chain;
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Codes of the system and of PostgreSQL (classes 08 and 57P) that mean: no connection, or no longer. */
const CONNECTION_CODES =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|53300|57P0[1235]|25P0[34])$/;
/** What pg and Node say of a connection without any code of the system. */
const CONNECTION_MESSAGES =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect|Query read timeout|This socket has been ended by the other party|Client network socket disconnected before secure TLS|There was an error establishing an SSL connection|Cannot use a pool after calling end)/;
/** What a connection does; what else the system refuses concerns a file. */
const CONNECTION_CALLS = /^(?:connect|read|write|getaddrinfo)$/;
/** PostgreSQL's own; a file of ours that meets a full disk is not the database's. */
const FULL_CODES = /^(?:53100|58030)$/;

/** Reason in few words, without addresses or names of users. */
const reasonOf = (error: unknown): string => {
  const code = codeOf(error);
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens at its address',
    ENOENT: 'its socket is not there',
    ENOTFOUND: 'its host name is unknown',
    EAI_AGAIN: 'its host name could not be looked up',
    ETIMEDOUT: 'it did not answer in time',
    ECONNRESET: 'it closed the connection',
    EPIPE: 'it closed the connection',
    '28P01': 'it refuses the password',
    '28000': 'it refuses the user',
    '3D000': 'that database does not exist on it',
    '57P01': 'it is being stopped',
    '57P02': 'it crashed',
    '57P03': 'it is starting or stopping',
    '53300': 'it has no connection to spare',
    '25P03': 'it closed a connection that waited too long',
    '25P04': 'it closed a connection that waited too long',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
};

/** `database.unreachable` for an error that a first connection met. */
export const unreachable = (error: unknown, where: string): PixmillError => {
  const innermost = chainOf(error).findLast((link) => codeOf(link) !== '') ?? error;
  return databaseError('database.unreachable', { where, reason: reasonOf(innermost) }, { cause: error });
};

/**
 * Turns an error of a query into the sentence for people when its cause is the connection or the disk, and leaves every
 * other error (`null`) to whoever caught it. Drizzle's wrapped errors are looked through.
 */
export const readDatabaseFailure = (error: unknown): PixmillError | null => {
  for (const link of chainOf(error)) {
    if (link instanceof PixmillError) return link.code.startsWith('database.') ? link : null;
    const code = codeOf(link);
    if (!(link instanceof Error)) continue;
    const isCall = 'syscall' in link && CONNECTION_CALLS.test(String(link.syscall)) && !('path' in link);
    if (!isCall && !('severity' in link) && !CONNECTION_MESSAGES.test(link.message)) continue;
    if (FULL_CODES.test(code)) return databaseError('database.disk_full', { path: 'its server' }, { cause: error });
    if (CONNECTION_CODES.test(code) || CONNECTION_MESSAGES.test(link.message)) {
      return databaseError('database.connection_lost', { reason: reasonOf(link) }, { cause: error });
    }
  }
  return null;
};

/** What was referred to has gone, two transactions waited for each other, or one could not be put after the other. */
const CONFLICT_CODES = /^(?:23503|40P01|40001)$/;

/** Whether two requests changed the same thing at the same moment: the one that fails has changed nothing. */
export const isConflict = (error: unknown): boolean => chainOf(error).some((link) => CONFLICT_CODES.test(codeOf(link)));
