import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client, type ClientConfig } from 'pg';
import { readDatabaseFailure } from './database-failure.ts';
import { databaseError } from './database.errors.ts';
import { appliedMigrations } from './migrate.ts';

/** What a backup holds. */
export type BackupSummary = { readonly tables: number; readonly rows: number; readonly bytes: number };

/**
 * Format: gzip, one JSON value a line. First a header object; then for each table `["table", name]` and its rows as
 * objects, in an order in which each row's references are there before it; last `["end", rows]`, so that a cut-off file is
 * noticed.
 */
export const BACKUP_FORMAT = { format: 'pixmill-backup', version: 1 } as const;

/** Tables whose rows mean nothing elsewhere or later. */
const LEFT_OUT = ['queue_claims'];
const ROWS_AT_ONCE = 500;

/** Names of Pixmill's tables, each after those that it refers to. */
export const tablesInOrder = async (client: Client): Promise<readonly string[]> => {
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all($1) order by relname`,
    [LEFT_OUT],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint
      where contype = 'f' and conrelid <> confrelid`,
  );
  const ordered: string[] = [];
  let left = tables.map(({ name }) => name);
  while (left.length > 0) {
    const free = left.filter((name) => !references.some(({ from, to }) => from === name && left.includes(to)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${left.join(', ')}.`);
    ordered.push(...free);
    left = left.filter((name) => !free.includes(name));
  }
  return ordered;
};

/** The lines of a backup of what the transaction of `client` sees. */
async function* backupLines(client: Client, counted: { tables: number; rows: number }): AsyncGenerator<string> {
  const migrations = (await appliedMigrations(client)).map(({ hash }) => hash);
  yield `${JSON.stringify({ ...BACKUP_FORMAT, made_at: new Date().toISOString(), migrations })}\n`;
  for (const table of await tablesInOrder(client)) {
    counted.tables += 1;
    yield `${JSON.stringify(['table', table])}\n`;
    // PostgreSQL writes the JSON itself: numbers keep all their digits, times their microseconds.
    await client.query(
      `declare backup cursor for select row_to_json(one.*)::text as row from ${client.escapeIdentifier(table)} as one`,
    );
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from backup`);
      if (rows.length === 0) break;
      counted.rows += rows.length;
      yield `${rows.map(({ row }) => row.replaceAll('\n', ' ')).join('\n')}\n`;
    }
    await client.query('close backup');
  }
  yield `${JSON.stringify(['end', counted.rows])}\n`;
}

const syncPath = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Writes every row as of one moment to a file, while others go on working; the file appears whole or not at all. Stored
 * bytes (images) and the queue are not part of it: a resumed job enqueues again what it needs. Throws
 * `database.backup_exists`, `database.backup_unwritable`, `database.*`.
 */
export const backupDatabase = async ({
  connection,
  file,
}: {
  readonly connection: ClientConfig;
  readonly file: string;
}): Promise<BackupSummary> => {
  if ((await stat(file).catch(() => null)) !== null) throw databaseError('database.backup_exists', { file });
  const partial = `${file}.${randomUUID()}.partial`;
  const client = new Client({ ...connection, application_name: 'pixmill backup' });
  client.on('error', () => undefined);
  const counted = { tables: 0, rows: 0 };
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    await pipeline(
      backupLines(client, counted),
      createGzip(),
      createWriteStream(partial, { flags: 'wx', mode: 0o600 }),
    );
    await syncPath(partial);
    const { size: bytes } = await stat(partial);
    await rename(partial, file);
    await syncPath(dirname(file));
    return { ...counted, bytes };
  } catch (error) {
    // What goes wrong with a file names its path; all else comes from the database or is a fault of the program.
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    if (!('path' in error) && error.syscall !== 'write') throw readDatabaseFailure(error) ?? error;
    throw databaseError('database.backup_unwritable', { file, reason: error.message }, { cause: error });
  } finally {
    await rm(partial, { force: true });
    await client.end().catch(() => undefined);
  }
};
