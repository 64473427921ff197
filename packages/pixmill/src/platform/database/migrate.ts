import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
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

/** The committed migrations, oldest first. */
export const readMigrations = (folder: string): readonly MigrationMeta[] =>
  readMigrationFiles({ migrationsFolder: folder });

/** Hashes of the migrations that a database has, oldest first; none when it has no tables yet. */
export const appliedMigrations = async (client: Client): Promise<readonly AppliedRow[]> => {
  const { rows: tables } = await client.query<{ name: string | null }>('select to_regclass($1) as name', [
    `${SCHEMA}.${TABLE}`,
  ]);
  if (tables[0]?.name == null) return [];
  const { rows } = await client.query<AppliedRow>(
    `select hash, created_at from ${SCHEMA}.${TABLE} order by created_at`,
  );
  return rows;
};

/** Compares what was applied with what is known. Throws `database.newer_schema`, `database.unknown_schema`. */
const compare = async (client: Client, known: readonly MigrationMeta[]): Promise<MigrationStatus> => {
  const rows = await appliedMigrations(client);
  const hashes = new Set(known.map((migration) => migration.hash));
  const newest = known.at(-1)?.folderMillis ?? 0;
  for (const row of rows) {
    if (hashes.has(row.hash)) continue;
    if (Number(row.created_at) > newest) throw databaseError('database.newer_schema');
    throw databaseError('database.unknown_schema', { migration: row.hash.slice(0, 8) });
  }
  return { applied: rows.length, pending: known.length - rows.length };
};

/** Runs migrations and notes them, in the transaction that the client is in. */
export const applyMigrations = async (client: Client, migrations: readonly MigrationMeta[]): Promise<void> => {
  await client.query(`create schema if not exists ${SCHEMA}`);
  await client.query(
    `create table if not exists ${SCHEMA}.${TABLE} (hash text primary key, created_at bigint not null unique)`,
  );
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) await client.query(statement);
    await client.query(`insert into ${SCHEMA}.${TABLE} (hash, created_at) values ($1, $2)`, [hash, folderMillis]);
  }
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

/**
 * Runs `use` with a connection of its own that holds the migration lock. What it throws without a code becomes
 * `database.migration_failed`.
 */
export const withMigrationLock = <T>(connection: ClientConfig, use: (client: Client) => Promise<T>): Promise<T> =>
  withClient(connection, async (client) => {
    await client.query(`select pg_advisory_lock(${LOCK_KEY})`);
    return use(client);
  });

/** Tells how far a database is, changing nothing. Throws `database.*`. */
export const migrationStatus = (options: {
  readonly connection: ClientConfig;
  /** Folder that drizzle-kit writes to. */
  readonly folder: string;
}): Promise<MigrationStatus> => {
  const known = readMigrations(options.folder);
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
  const known = readMigrations(options.folder);
  return withMigrationLock(options.connection, async (client) => {
    const { applied, pending } = await compare(client, known);
    if (pending === 0) return 0;
    await client.query('begin');
    await applyMigrations(client, known.slice(applied));
    await client.query('commit');
    return pending;
  });
};
