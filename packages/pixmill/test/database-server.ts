import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { attachEmbeddedPostgres } from '../src/platform/database/embedded-postgres/embedded-postgres.ts';
import { isAlive } from '../src/platform/database/embedded-postgres/pid-file.ts';
import { stopServer } from '../src/platform/database/embedded-postgres/server-process.ts';
import { migrateDatabase } from '../src/platform/database/migrate.ts';
import { createLogger } from '../src/platform/logging/logger.ts';

/** How a test file reaches the server of its run. */
export type TestServer = { readonly host: string; readonly port: number; readonly user: string };

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: TestServer;
  }
}

/** The migrated database that every test database is a copy of. */
export const TEMPLATE_DATABASE = 'template_pixmill';
/** Folder with the committed migrations. */
export const MIGRATIONS = join(import.meta.dirname, '..', 'migrations');

const PREFIX = 'pixmill-tests-';

/** Ends and removes the servers of test runs that were killed. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    await stopServer(join(folder, 'postgres', 'cluster'), 10_000).catch(() => false);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
};

/** Starts one PostgreSQL for the whole run, with a migrated template database. What vitest calls `globalSetup`. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await attachEmbeddedPostgres({
    dataDirectory: folder,
    logger: createLogger({ level: 'warn' }),
    // Durability costs time and protects nothing here: the server is thrown away after the run.
    serverSettings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const { host, port, user } = server.connection;
  const client = new Client(server.maintenance);
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  await migrateDatabase({ connection: { host, port, user, database: TEMPLATE_DATABASE }, folder: MIGRATIONS });
  project.provide('databaseServer', { host, port, user });
  return async () => {
    await server.release();
    await rm(folder, { recursive: true, force: true });
  };
};
