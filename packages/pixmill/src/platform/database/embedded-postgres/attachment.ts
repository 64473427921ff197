import { Client, DatabaseError, type ClientConfig } from 'pg';

/**
 * One connection that says "this process uses the server", for as long as it lives: a shared advisory lock, which
 * PostgreSQL itself gives up when the process dies. Who gets the same lock exclusively is alone, and may stop the server;
 * who comes meanwhile waits for the lock until the server is gone, and starts it again.
 */
export type Attachment = {
  /** Resolves when the connection has ended, for whatever reason. */
  readonly lost: Promise<void>;
  /** Gives up the claim; `true` when no other process has one, and none can get one any more. */
  readonly leaveAndClaimStop: () => Promise<boolean>;
  readonly end: () => Promise<void>;
};

/** How an attempt to attach ended. */
export type AttachResult =
  | { readonly kind: 'attached'; readonly attachment: Attachment }
  /** It runs, but starts, recovers or stops just now, or has no connection to spare. */
  | { readonly kind: 'not-ready'; readonly reason: string }
  /** Nobody listens on the socket. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly error: unknown };

/** Key of the advisory lock in the maintenance database. */
const LOCK_KEY = '7061820001';

const CANNOT_CONNECT_NOW = '57P03';
const ADMIN_SHUTDOWN = '57P01';
const CRASH_SHUTDOWN = '57P02';
const TOO_MANY_CONNECTIONS = '53300';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const classify = (error: unknown): AttachResult => {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return { kind: 'absent' };
  if (error instanceof DatabaseError) {
    const passing = [CANNOT_CONNECT_NOW, ADMIN_SHUTDOWN, CRASH_SHUTDOWN, TOO_MANY_CONNECTIONS].includes(code);
    return passing ? { kind: 'not-ready', reason: error.message } : { kind: 'refused', error };
  }
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'refused', error };
  // The connection broke on the way: the server is going down, or it was killed.
  return { kind: 'not-ready', reason: error instanceof Error ? error.message : String(error) };
};

/** Tries once to attach to the server behind `connection` (its maintenance database). */
export const tryAttach = async (connection: ClientConfig): Promise<AttachResult> => {
  const client = new Client({
    ...connection,
    application_name: `pixmill attachment ${process.pid}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  // What breaks the connection is told by `end`; without a listener the error would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${LOCK_KEY})`);
  } catch (error) {
    await client.end().catch(() => undefined);
    return classify(error);
  }
  return {
    kind: 'attached',
    attachment: {
      lost,
      leaveAndClaimStop: async () => {
        const { rows } = await client.query<{ alone: boolean }>(
          `select pg_advisory_unlock_shared(${LOCK_KEY}), pg_try_advisory_lock(${LOCK_KEY}) as alone`,
        );
        return rows[0]?.alone === true;
      },
      end: () => client.end(),
    },
  };
};
