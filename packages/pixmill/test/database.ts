import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { OpenDatabase } from '../src/platform/database/database.ts';
import { openPool } from '../src/platform/database/pool.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { TEMPLATE_DATABASE } from './database-server.ts';

/** A migrated database of a test file's own, in the form that production code takes. */
export type TestDatabase = OpenDatabase & {
  /** `DATABASE_URL` for a child process. */
  readonly url: string;
};

const run = async (statement: string): Promise<void> => {
  const client = new Client({ ...inject('databaseServer'), database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/**
 * Copies the template into a database of its own; `close` drops it, whoever is still connected. Call it in `beforeAll`
 * (once a file) or in a test that needs an untouched database.
 */
export const createTestDatabase = async ({ template = TEMPLATE_DATABASE } = {}): Promise<TestDatabase> => {
  const server = inject('databaseServer');
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await run(`create database ${database} template ${template} strategy file_copy`);
  const connection = { ...server, database };
  const pool = openPool(connection, { logger: createLogger({ level: 'silent' }), waitsForServer: false });
  return {
    kind: 'external',
    db: drizzle({ client: pool }),
    pool,
    connection,
    maintenance: { ...server, database: 'postgres' },
    where: `${database} of the test server`,
    url: `postgres://${server.user}@localhost:${server.port}/${database}?host=${encodeURIComponent(server.host)}`,
    close: async () => {
      await pool.end();
      await run(`drop database if exists ${database} with (force)`);
    },
  };
};
