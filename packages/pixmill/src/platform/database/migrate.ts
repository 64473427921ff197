import { drizzle } from 'drizzle-orm/node-postgres';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, type ClientConfig } from 'pg';
import { PixmillError } from '../errors/pixmill-error.ts';
import { readDatabaseFailure } from './database-failure.ts';
import { databaseError } from './database.errors.ts';

/** How far a database is, compared with the committed migrations. */
export type MigrationStatus = { readonly applied: number; readonly pending: number };

const SCHEMA = 'migrations';
const TABLE = 'applied';
/** Advisory lock that makes processes which start together migrate one after the other. */
const LOCK_KEY = '7061820002';

type AppliedRow = { readonly hash: string; readonly created_at: string };

/** Compares what was applied with what is known. Throws `database.newer_schema`, `database.unknown_schema`. */
const compare = async (client: Client, known: readonly MigrationMeta[]): Promise<MigrationStatus> => {
  const { rows: tables } = await client.query<{ name: string | null }>('select to_regclass($1) as name', [
    `${SCHEMA}.${TABLE}`,
  ]);
  if (tables[0]?.name == null) return { applied: 0, pending: known.length };
  const { rows } = await client.query<AppliedRow>(
    `select hash, created_at from ${SCHEMA}.${TABLE} order by created_at`,
  );
  const hashes = new Set(known.map((migration) => migration.hash));
  const newest = known.at(-1)?.folderMillis ?? 0;
  for (const row of rows) {
    if (hashes.has(row.hash)) continue;
    if (Number(row.created_at) > newest) throw databaseError('database.newer_schema');
    throw databaseError('database.unknown_schema', { migration: row.hash.slice(0, 8) });
  }
  return { applied: rows.length, pending: known.length - rows.length };
};

const withClient = async <T>(connection: ClientConfig, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ ...connection, application_name: 'pixmill migrations' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } catch (error) {
    if (error instanceof PixmillError) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw readDatabaseFailure(error) ?? databaseError('database.migration_failed', { reason }, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Tells how far a database is, changing nothing. Throws `database.*`. */
export const migrationStatus = (options: {
  readonly connection: ClientConfig;
  /** Folder that drizzle-kit writes to. */
  readonly folder: string;
}): Promise<MigrationStatus> => {
  const known = readMigrationFiles({ migrationsFolder: options.folder });
  return withClient(options.connection, (client) => compare(client, known));
};

/**
 * Brings the tables up to date, forward only: everything that is pending in one transaction, under a lock, so that any
 * number of processes may start at once. Returns how many migrations it applied. Throws `database.newer_schema`,
 * `database.unknown_schema`, `database.migration_failed`.
 */
export const migrateDatabase = (options: {
  readonly connection: ClientConfig;
  /** Folder that drizzle-kit writes to. */
  readonly folder: string;
}): Promise<number> => {
  const known = readMigrationFiles({ migrationsFolder: options.folder });
  return withClient(options.connection, async (client) => {
    await client.query(`select pg_advisory_lock(${LOCK_KEY})`);
    const { pending } = await compare(client, known);
    if (pending > 0) {
      await migrate(drizzle({ client }), {
        migrationsFolder: options.folder,
        migrationsSchema: SCHEMA,
        migrationsTable: TABLE,
      });
    }
    return pending;
  });
};
