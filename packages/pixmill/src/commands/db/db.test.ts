import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { MIGRATIONS } from '../../../test/database-server.ts';
import { runDb } from './db.ts';

test('migrate, status, backup and restore tell in a line each what they did', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-db-'));
  const [source, target] = [
    await createTestDatabase({ template: 'template0' }),
    await createTestDatabase({ template: 'template0' }),
  ];
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const file = join(folder, 'backup');
  const services = { database: source, migrations: MIGRATIONS };
  await runDb({ action: 'status' }, services, write);
  expect(lines.join('\n')).toContain('are pending');
  await runDb({ action: 'migrate' }, services, write);
  await runDb({ action: 'migrate' }, services, write);
  await source.pool.query(`insert into projects (id, name) values (gen_random_uuid(), 'foxes')`);
  await runDb({ action: 'backup', file }, services, write);
  await runDb({ action: 'restore', file }, { database: target, migrations: MIGRATIONS }, write);
  expect(lines.join('\n')).toMatch(
    /Applied \d+ migrations[\s\S]*up to date already[\s\S]*Wrote 1 rows[\s\S]*Restored 1 rows/,
  );
  const { rows } = await target.pool.query('select name from projects');
  expect(rows).toEqual([{ name: 'foxes' }]);
  await Promise.all([source.close(), target.close(), rm(folder, { recursive: true })]);
});
