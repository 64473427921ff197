import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Client, ClientConfig } from 'pg';
import { PixmillError } from '../errors/pixmill-error.ts';
import { BACKUP_FORMAT, tablesInOrder } from './backup.ts';
import { databaseError } from './database.errors.ts';
import { appliedMigrations, applyMigrations, readMigrations, withMigrationLock } from './migrate.ts';

/** What was restored. */
export type RestoreSummary = { readonly tables: number; readonly rows: number };

const ROWS_AT_ONCE = 500;
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** A line of the file, parsed as far as is needed; rows stay text, so that PostgreSQL reads their numbers itself. */
type Line =
  | { readonly kind: 'header'; readonly migrations: readonly string[] }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'end'; readonly rows: number }
  | { readonly kind: 'row'; readonly text: string };

const parseLine = (text: string, isFirst: boolean): Line => {
  if (!isFirst && text.startsWith('{')) return { kind: 'row', text };
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value)) {
    const [word, detail]: unknown[] = value;
    if (word === 'table' && typeof detail === 'string') return { kind: 'table', name: detail };
    if (word === 'end' && typeof detail === 'number') return { kind: 'end', rows: detail };
  } else if (typeof value === 'object' && value !== null && 'format' in value && 'migrations' in value) {
    const { format, migrations } = value;
    const version = 'version' in value ? value.version : null;
    if (format === BACKUP_FORMAT.format && version === BACKUP_FORMAT.version && Array.isArray(migrations)) {
      return { kind: 'header', migrations: migrations.map(String) };
    }
  }
  throw new Error('it holds a line that no backup has');
};

async function* readLines(file: string): AsyncGenerator<Line> {
  const input = createReadStream(file);
  const unzipped = createGunzip();
  input.on('error', (error) => unzipped.destroy(error));
  // What goes wrong after the reader has had enough concerns nobody.
  unzipped.on('error', () => undefined);
  try {
    let isFirst = true;
    for await (const text of createInterface({ input: input.pipe(unzipped), crlfDelay: Infinity })) {
      yield parseLine(text, isFirst);
      isFirst = false;
    }
  } finally {
    input.destroy();
    unzipped.destroy();
  }
}

/** Brings an empty database to the migrations of the backup; says which are to follow once the rows are in. */
const prepareTables = async (
  client: Client,
  wanted: readonly string[],
  { folder, file, where }: { readonly folder: string; readonly file: string; readonly where: string },
) => {
  const known = readMigrations(folder);
  const isPrefix = wanted.length > 0 && wanted.every((hash, index) => known[index]?.hash === hash);
  if (!isPrefix) throw databaseError('database.backup_version', { file });
  const applied = await appliedMigrations(client);
  if (applied.length === 0) {
    await applyMigrations(client, known.slice(0, wanted.length));
  } else {
    for (const table of await tablesInOrder(client)) {
      const { rowCount } = await client.query(`select from ${client.escapeIdentifier(table)} limit 1`);
      if (rowCount !== 0) throw databaseError('database.restore_not_empty', { where, table });
    }
    if (applied.length !== wanted.length) throw databaseError('database.backup_version', { file });
  }
  return known.slice(wanted.length);
};

/**
 * Puts the rows of a backup into an empty database, all or nothing, and then brings it up to date. Stored bytes are not
 * part of a backup: bring the storage folder or bucket along. Throws `database.backup_unreadable`,
 * `database.backup_version`, `database.restore_not_empty`, `database.*`.
 */
export const restoreDatabase = ({
  connection,
  folder,
  file,
  where,
}: {
  readonly connection: ClientConfig;
  /** Folder with the migrations. */
  readonly folder: string;
  readonly file: string;
  /** The database, for people. */
  readonly where: string;
}): Promise<RestoreSummary> =>
  withMigrationLock(connection, async (client) => {
    const counted = { tables: 0, rows: 0 };
    let ended = false;
    let table: string | null = null;
    let following: ReturnType<typeof readMigrations> = [];
    let batch: string[] = [];
    let batchBytes = 0;
    const flush = async (): Promise<void> => {
      if (table === null || batch.length === 0) return;
      const name = client.escapeIdentifier(table);
      await client.query(`insert into ${name} select * from json_populate_recordset(null::${name}, $1::json)`, [
        `[${batch.join(',')}]`,
      ]);
      counted.rows += batch.length;
      batch = [];
      batchBytes = 0;
    };
    try {
      await client.query('begin');
      for await (const line of readLines(file)) {
        if (line.kind === 'header') following = await prepareTables(client, line.migrations, { folder, file, where });
        if (line.kind === 'row') {
          batch.push(line.text);
          batchBytes += line.text.length;
          if (batch.length >= ROWS_AT_ONCE || batchBytes >= BYTES_AT_ONCE) await flush();
          continue;
        }
        await flush();
        if (line.kind === 'table') {
          table = line.name;
          counted.tables += 1;
        }
        if (line.kind === 'end') ended = line.rows === counted.rows;
      }
      if (!ended) throw new Error('its end is missing');
      await applyMigrations(client, following);
      await client.query('commit');
      return counted;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (error instanceof PixmillError || (error instanceof Error && 'severity' in error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw databaseError('database.backup_unreadable', { file, reason }, { cause: error });
    }
  });
