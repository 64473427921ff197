import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../logging/logger.ts';
import { openPool } from './pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const open = () => openPool(database.connection, { logger: createLogger({ level: 'silent' }), waitsForServer: false });
const backendOf = async (client: { query: (text: string) => Promise<{ rows: { pid: number }[] }> }) =>
  (await client.query('select pg_backend_pid() as pid')).rows[0]?.pid;

test('a connection that breaks while it is lent out is dropped, and does not keep the pool from ending', async () => {
  const pool = open();
  const client = await pool.connect();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  client.once('end', resolve);
  await database.pool.query('select pg_terminate_backend($1)', [await backendOf(client)]);
  await ended;
  expect(pool.totalCount).toBe(0);
  // Its borrower never returns it, or does so late: neither matters.
  client.release();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('connections are used again', async () => {
  const pool = open();
  const first = await backendOf(pool);
  for (let round = 0; round < 5; round += 1) {
    const client = await pool.connect();
    expect(await backendOf(client)).toBe(first);
    client.release();
  }
  expect(pool.totalCount).toBe(1);
  await pool.end();
});
