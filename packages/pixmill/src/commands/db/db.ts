import { resolve } from 'node:path';
import { backupDatabase } from '../../platform/database/backup.ts';
import type { OpenDatabase } from '../../platform/database/database.ts';
import { migrateDatabase, migrationStatus } from '../../platform/database/migrate.ts';
import { restoreDatabase } from '../../platform/database/restore.ts';

/** What `pixmill db` was asked to do. */
export type DbRequest =
  | { readonly action: 'migrate' | 'status' }
  | { readonly action: 'backup' | 'restore'; readonly file: string };

/** What it works with: a database that is open but not yet migrated. */
export type DbServices = {
  readonly database: Pick<OpenDatabase, 'kind' | 'connection' | 'pool' | 'where'>;
  /** Folder with the committed migrations. */
  readonly migrations: string;
};

type StatusRow = { readonly version: string; readonly bytes: string };

const formatMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const describe = async ({ database, migrations }: DbServices): Promise<readonly string[]> => {
  const { applied, pending } = await migrationStatus({ connection: database.connection, folder: migrations });
  const { rows } = await database.pool.query<StatusRow>(
    `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
  );
  const server = database.kind === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL of DATABASE_URL';
  return [
    `${server} ${rows[0]?.version ?? ''}, ${database.where}`,
    `${formatMegabytes(Number(rows[0]?.bytes ?? 0))} on disk`,
    pending === 0
      ? `tables are up to date (${applied} migrations)`
      : `${pending} of ${applied + pending} migrations are pending: run pixmill db migrate`,
  ];
};

/** Runs one of `pixmill db migrate|status|backup|restore`, a line at a time to `write`. Throws `database.*`. */
export const runDb = async (request: DbRequest, services: DbServices, write: (line: string) => void): Promise<void> => {
  const { database, migrations } = services;
  const { connection } = database;
  switch (request.action) {
    case 'migrate': {
      const count = await migrateDatabase({ connection, folder: migrations });
      write(count === 0 ? 'The tables were up to date already.' : `Applied ${count} migrations.`);
      return;
    }
    case 'status': {
      for (const line of await describe(services)) write(line);
      return;
    }
    case 'backup': {
      const file = resolve(request.file);
      const { tables, rows, bytes } = await backupDatabase({ connection, file });
      write(`Wrote ${rows} rows of ${tables} tables to ${file} (${formatMegabytes(bytes)}).`);
      write('The stored images are not in it: copy the storage folder or bucket too.');
      return;
    }
    case 'restore': {
      const file = resolve(request.file);
      const { tables, rows } = await restoreDatabase({ connection, folder: migrations, file, where: database.where });
      write(`Restored ${rows} rows of ${tables} tables from ${file}.`);
      write('The stored images are not in it: bring the storage folder or bucket along.');
    }
  }
};
