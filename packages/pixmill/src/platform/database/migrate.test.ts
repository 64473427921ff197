import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { MIGRATIONS } from '../../../test/database-server.ts';
import { migrateDatabase, migrationStatus } from './migrate.ts';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '../../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-migrations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('migrateDatabase', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await createTestDatabase({ template: 'template0' });
  });
  afterAll(() => empty.close());

  test('migrates an empty database once, however many processes start at the same time', async () => {
    const before = await migrationStatus({ connection: empty.connection, folder: MIGRATIONS });
    const counts = await Promise.all(
      Array.from({ length: 4 }, () => migrateDatabase({ connection: empty.connection, folder: MIGRATIONS })),
    );
    const after = await migrationStatus({ connection: empty.connection, folder: MIGRATIONS });
    expect(before.applied).toBe(0);
    expect(counts.filter((count) => count > 0)).toEqual([before.pending]);
    expect(after).toEqual({ applied: before.pending, pending: 0 });
  });

  test('makes an index for each band of the perceptual hash that a question in those words uses', async () => {
    const client = await empty.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      // An empty table gives the planner no reason to choose among its indexes: only these are left to it.
      const { rows: others } = await client.query<{ name: string }>(
        `select indexname as name from pg_indexes
          where tablename = 'images' and indexname not like 'images_near_%' and indexname not like '%_pkey'`,
      );
      for (const { name } of others) await client.query(`drop index ${name}`);
      for (const band of [0, 1, 2, 3]) {
        const { rows: found } = await client.query<{ condition: string }>(
          'select pg_get_expr(indpred, indrelid) as condition from pg_index where indexrelid = $1::regclass',
          [`images_near_${band}`],
        );
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain select id from images where project_id = gen_random_uuid() and ${found[0]?.condition ?? 'false'}
             and (((phash >> ${band * 16}) & 65535)::int) = any (array[1, 2, 3])`,
        );
        expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(`images_near_${band}`);
      }
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

test('a database of a newer version is refused in one sentence', async () => {
  const database = await createTestDatabase();
  await database.pool.query(
    `insert into migrations.applied (hash, created_at) values ('from-the-future', 99999999999999)`,
  );
  const connection = database.connection;
  await expect(migrateDatabase({ connection, folder: MIGRATIONS })).rejects.toMatchObject({
    code: 'database.newer_schema',
  });
  await database.close();
});

test('a database whose tables another build made is refused', async () => {
  const database = await createTestDatabase();
  await database.pool.query(
    `update migrations.applied set hash = 'another' || created_at, created_at = created_at - 1e12::bigint`,
  );
  const connection = database.connection;
  await expect(migrateDatabase({ connection, folder: MIGRATIONS })).rejects.toMatchObject({
    code: 'database.unknown_schema',
  });
  await database.close();
});

test('a migration that fails leaves the database as it was', async () => {
  const broken = join(folder, 'broken');
  await cp(MIGRATIONS, broken, { recursive: true });
  const journalPath = join(broken, 'meta/_journal.json');
  const journal: { entries: unknown[] } = JSON.parse(await readFile(journalPath, 'utf8'));
  journal.entries.push({ idx: 99, version: '7', when: 99999999999999, tag: '0099_broken', breakpoints: true });
  await writeFile(journalPath, JSON.stringify(journal));
  await writeFile(
    join(broken, '0099_broken.sql'),
    'create table half (id int);\n--> statement-breakpoint\nselect * from nowhere;',
  );
  const database = await createTestDatabase();
  const connection = database.connection;
  await expect(migrateDatabase({ connection, folder: broken })).rejects.toMatchObject({
    code: 'database.migration_failed',
  });
  const { rows } = await database.pool.query(`select to_regclass('half') as half`);
  expect(rows).toEqual([{ half: null }]);
  await database.close();
});

test('the committed migrations are those of the schema in code', async () => {
  const copy = join(folder, 'regenerated');
  await cp(MIGRATIONS, copy, { recursive: true });
  const { stdout } = await run(
    process.execPath,
    [
      join(PACKAGE, '../../node_modules/drizzle-kit/bin.cjs'),
      'generate',
      '--dialect=postgresql',
      '--schema=./src/{library/schema,library/*.schema,platform/queue/claims-table}.ts',
      // drizzle-kit puts "./" before it.
      `--out=${join('../../../../../../../../../', copy)}`,
    ],
    { cwd: PACKAGE },
  );
  expect(stdout, 'run npm run db:generate and commit what it writes').toContain('No schema changes');
});
