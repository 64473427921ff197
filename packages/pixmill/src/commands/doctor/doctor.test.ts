import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { MIGRATIONS } from '../../../test/database-server.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { dataDirectoryCheck, databaseCheck, runDoctor } from './doctor.ts';

const logger = createLogger({ level: 'silent' });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a healthy installation gets a line each, and nothing is left behind', async () => {
  const database = await createTestDatabase();
  const settings = { databaseUrl: database.url, dataDirectory: folder };
  const lines: string[] = [];
  const well = await runDoctor(
    {
      origin: { environment: { CRAWLER_CONTACT: 'me@example.org' }, cwd: folder },
      checks: [dataDirectoryCheck(settings), databaseCheck({ settings, logger, migrations: MIGRATIONS })],
    },
    (line) => lines.push(line),
  );
  await database.close();
  expect(well).toBe(true);
  const text = lines.join('\n');
  expect(text).toMatch(/^ok {4}runtime .*Node/m);
  expect(text).toMatch(/^ok {4}database .*tables up to date/m);
  expect(text).toMatch(/^ok {4}settings .*1 of \d+ are set/m);
  expect(text).toContain('CRAWLER_CONTACT = me@example.org');
  expect(await readdir(folder)).toEqual([]);
});

test('every fault is told, none hides another, and secrets stay hidden', async () => {
  const settings = { databaseUrl: 'postgres://me:hunter2@127.0.0.1:1/none', dataDirectory: '/dev/null/data' };
  const lines: string[] = [];
  const well = await runDoctor(
    {
      origin: { environment: { DATABASE_URL: settings.databaseUrl, MAX_PIXELS: 'lots', ROBOTS: 'maybe' }, cwd: folder },
      checks: [dataDirectoryCheck(settings), databaseCheck({ settings, logger, migrations: MIGRATIONS })],
    },
    (line) => lines.push(line),
  );
  expect(well).toBe(false);
  const text = lines.join('\n');
  for (const part of ['FAIL  data directory', 'FAIL  database', 'MAX_PIXELS: expected', 'ROBOTS: expected']) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('hunter2');
});
