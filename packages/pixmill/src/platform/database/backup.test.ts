import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { MIGRATIONS } from '../../../test/database-server.ts';
import { PixmillError } from '../errors/pixmill-error.ts';
import { backupDatabase } from './backup.ts';
import { migrationStatus } from './migrate.ts';
import { restoreDatabase } from './restore.ts';

const PROJECT = '0190b3a0-0000-7000-8000-000000000001';
const JOB = '0190b3a0-0000-7000-8000-000000000002';
const NAME = 'Füchse 🦊 "quoted"\\\n and two lines';
let folder: string;
let source: TestDatabase;
let backup: string;

const contentOf = async (database: TestDatabase) => {
  const projects = await database.pool.query(`select id, name, created_at::text as at from projects order by id`);
  const jobs = await database.pool.query(`select id, project_id, config::text as config from jobs`);
  return [projects.rows, jobs.rows];
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-backup-'));
  backup = join(folder, 'pixmill.backup');
  source = await createTestDatabase();
  const insert = 'insert into projects (id, name, created_at) values ($1, $2, $3)';
  await source.pool.query(insert, [PROJECT, NAME, '2026-02-03T04:05:06.123456Z']);
  await source.pool.query(
    `insert into projects (id, name) select gen_random_uuid(), 'project ' || n from generate_series(1, 1200) as n`,
  );
  await source.pool.query(
    `insert into jobs (id, project_id, kind, status, config) values ($1, $2, 'crawl', 'running', $3)`,
    [JOB, PROJECT, '{"big": 12345678901234567890.123456789, "text": "line\\nbreak"}'],
  );
  await backupDatabase({ connection: source.connection, file: backup });
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

const restoreInto = (database: TestDatabase, file: string) =>
  restoreDatabase({ connection: database.connection, folder: MIGRATIONS, file, where: 'here' });

test('a backup restored into an untouched database gives every row back, to the digit', async () => {
  const target = await createTestDatabase({ template: 'template0' });
  expect(await restoreInto(target, backup)).toMatchObject({ rows: 1202 });
  expect(await contentOf(target)).toEqual(await contentOf(source));
  expect(await migrationStatus({ connection: target.connection, folder: MIGRATIONS })).toMatchObject({ pending: 0 });
  await target.close();
});

test('a backup restored into a migrated database without rows gives every row back', async () => {
  const target = await createTestDatabase();
  await restoreInto(target, backup);
  expect(await contentOf(target)).toEqual(await contentOf(source));
  await target.close();
});

test('a database that holds data is left as it is', async () => {
  await expect(restoreInto(source, backup)).rejects.toMatchObject({ code: 'database.restore_not_empty' });
});

test('a backup is one moment: what is written while it is made is not in it', async () => {
  const file = join(folder, 'moment');
  const [summary] = await Promise.all([
    backupDatabase({ connection: source.connection, file }),
    source.pool.query(`update projects set description = 'changed' where id = $1`, [PROJECT]),
  ]);
  const lines = gunzipSync(await readFile(file))
    .toString()
    .trim()
    .split('\n');
  expect(lines.at(-1)).toBe(JSON.stringify(['end', summary.rows]));
});

test('an existing file is never overwritten, and a failed backup leaves none', async () => {
  await expect(backupDatabase({ connection: source.connection, file: backup })).rejects.toMatchObject({
    code: 'database.backup_exists',
  });
  const nowhere = join(folder, 'missing', 'file');
  await expect(backupDatabase({ connection: source.connection, file: nowhere })).rejects.toMatchObject({
    code: 'database.backup_unwritable',
  });
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('a cut off, foreign or newer backup changes nothing', async () => {
  const target = await createTestDatabase({ template: 'template0' });
  const lines = gunzipSync(await readFile(backup))
    .toString()
    .trim()
    .split('\n');
  const bad: readonly (readonly [string, Uint8Array, string])[] = [
    ['cut off in the middle', (await readFile(backup)).subarray(0, 2000), 'database.backup_unreadable'],
    ['without its end', gzipSync(lines.slice(0, -1).join('\n')), 'database.backup_unreadable'],
    [
      'without a row',
      gzipSync(
        lines
          .toSpliced(
            lines.findLastIndex((line) => line.startsWith('{')),
            1,
          )
          .join('\n'),
      ),
      'database.backup_unreadable',
    ],
    ['no gzip', Buffer.from('hello'), 'database.backup_unreadable'],
    ['another gzip', gzipSync('hello'), 'database.backup_unreadable'],
    [
      'of a newer version',
      gzipSync('{"format":"pixmill-backup","version":1,"migrations":["future"]}\n["end",0]\n'),
      'database.backup_version',
    ],
  ];
  const found: [string, unknown][] = [];
  for (const [name, bytes] of bad) {
    const file = join(folder, name);
    await writeFile(file, bytes);
    const code = await restoreInto(target, file).then(
      () => 'restored',
      (error: unknown) => (error instanceof PixmillError ? error.code : error),
    );
    found.push([name, code]);
  }
  expect(found).toEqual(bad.map(([name, , code]) => [name, code]));
  await expect(restoreInto(target, join(folder, 'absent'))).rejects.toMatchObject({
    code: 'database.backup_unreadable',
  });
  const { rows } = await target.pool.query(`select to_regclass('projects') as projects`);
  expect(rows).toEqual([{ projects: null }]);
  await target.close();
});
