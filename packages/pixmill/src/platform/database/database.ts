import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { ClientConfig, Pool } from 'pg';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../logging/logger.ts';
import { databaseError } from './database.errors.ts';
import { unreachable } from './database-failure.ts';
import { attachEmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts';
import { openPool } from './pool.ts';

/** Drizzle over the pool: each query may take another connection. */
export type Database = NodePgDatabase;
/** Inside `database.transaction(async (tx) => …)`; the first argument of every function that writes. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** What functions that only read take. */
export type Queryable = Database | Transaction;

/** The open relational store of one process. */
export type OpenDatabase = {
  readonly kind: 'embedded' | 'external';
  readonly db: Database;
  readonly pool: Pool;
  /** For connections outside the pool (the queue, a session lock); may hold a password. */
  readonly connection: ClientConfig;
  /** The same for the database that always exists on the server; `null` when the server is not ours. */
  readonly maintenance: ClientConfig | null;
  /** Where it is, without a password, for people. */
  readonly where: string;
  /** Ends every connection; the last process that leaves an embedded server stops it. */
  readonly close: () => Promise<void>;
};

const OLDEST_SERVER = 14;

/** Reads DATABASE_URL. Throws `database.url_invalid`. */
const parseUrl = (text: string): { readonly connection: ClientConfig; readonly where: string } => {
  const url = URL.parse(text);
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol)) throw databaseError('database.url_invalid');
  const where = `at ${url.host === '' ? 'its socket' : url.host}`;
  return { connection: { connectionString: text }, where };
};

/** Asks the server for its version. Throws `database.unreachable`, `database.too_old`. */
const checkServer = async (pool: Pool, where: string): Promise<void> => {
  const { rows } = await pool
    .query<{ number: number; name: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
    )
    .catch((error: unknown) => {
      throw unreachable(error, where);
    });
  const version = rows[0];
  if (version !== undefined && version.number < OLDEST_SERVER * 10_000) {
    throw databaseError('database.too_old', { version: version.name });
  }
};

/** A cache that holds what searches over some 100,000 images read, and room for cleaning up several tables at once. */
const FOR_REQUESTS = { shared_buffers: '128MB', autovacuum_max_workers: '3' };

/**
 * Opens the relational store: the server of `DATABASE_URL`, or the embedded PostgreSQL of the data directory, which is
 * started when it does not run. Does not migrate. Throws `database.*`.
 */
export const openDatabase = async ({
  settings,
  logger,
  answersRequests = false,
}: {
  readonly settings: Pick<Settings, 'databaseUrl' | 'dataDirectory'>;
  readonly logger: Logger;
  /** Whether searches will read the same pages again and again: an embedded server that is started keeps more of them. */
  readonly answersRequests?: boolean;
}): Promise<OpenDatabase> => {
  if (settings.databaseUrl === undefined) {
    const server = await attachEmbeddedPostgres({
      dataDirectory: settings.dataDirectory,
      logger,
      serverSettings: answersRequests ? FOR_REQUESTS : {},
    });
    const pool = openPool(server.connection, { logger, waitsForServer: true });
    return {
      kind: 'embedded',
      db: drizzle({ client: pool }),
      pool,
      connection: server.connection,
      maintenance: server.maintenance,
      where: `in ${settings.dataDirectory}`,
      close: async () => {
        await pool.end();
        await server.release();
      },
    };
  }
  const { connection, where } = parseUrl(settings.databaseUrl);
  const pool = openPool(connection, { logger, waitsForServer: false });
  try {
    await checkServer(pool, where);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'external',
    db: drizzle({ client: pool }),
    pool,
    connection,
    maintenance: null,
    where,
    close: () => pool.end(),
  };
};
