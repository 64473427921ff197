import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeSettings, loadSettings, secretValues } from './load-settings.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'pixmill-settings-'));
  await writeFile(
    join(cwd, '.env'),
    '# a comment\nROBOTS=off\nLOG_LEVEL="info"\nPIXMILL_DATA_DIR=data\nOPENVERSE_CLIENT_SECRET=from-the-file\n',
  );
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

test('nothing set gives the documented defaults', () => {
  const settings = loadSettings({ environment: {}, cwd: join(cwd, 'no-such-folder') });
  expect(settings).toMatchObject({
    environment: 'local',
    logLevel: 'warn',
    dataDirectory: join(homedir(), '.pixmill'),
    databaseUrl: undefined,
    maxPixels: 100_000_000,
    allowedPrivateOrigins: [],
  });
});

test('the file .env is read, the environment wins over it, and an empty value counts as unset', () => {
  const settings = loadSettings({ environment: { LOG_LEVEL: 'debug', ROBOTS: '' }, cwd });
  expect(settings).toMatchObject({ logLevel: 'debug', robots: 'off', dataDirectory: join(cwd, 'data') });
});

test('all wrong settings are named at once, and none of their values', () => {
  const environment = {
    LOG_LEVEL: 'loudest',
    MAX_PIXELS: '12.5',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    ALLOWED_PRIVATE_ORIGINS: 'http://127.0.0.1:9000/hinterland',
    STORAGE_URL: 'ftp://elsewhere',
  };
  const error = (() => {
    try {
      return loadSettings({ environment, cwd });
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toMatchObject({ code: 'config.invalid' });
  const message = error instanceof Error ? error.message : '';
  for (const name of Object.keys(environment)) expect(message).toContain(name);
  for (const value of ['loudest', '12.5', 'hunter2', 'hinterland', 'elsewhere']) expect(message).not.toContain(value);
});

test('the list for people tells where a value comes from and hides secrets and wrong values', () => {
  const states = describeSettings({ environment: { MAX_PIXELS: 'many', CRAWLER_CONTACT: 'me@example.org' }, cwd });
  const byName = new Map(states.map((state) => [state.name, state]));
  expect(byName.get('CRAWLER_CONTACT')).toMatchObject({ from: 'environment', shown: 'me@example.org', problem: null });
  expect(byName.get('OPENVERSE_CLIENT_SECRET')).toMatchObject({ from: 'file', shown: '[hidden]' });
  expect(byName.get('MAX_PIXELS')).toMatchObject({
    shown: '[hidden]',
    problem: expect.stringContaining('whole number'),
  });
  expect(byName.get('DATABASE_URL')).toMatchObject({ from: 'default', shown: null });
});

test('secrets for the logger include the password of DATABASE_URL as it is written and as it is meant', () => {
  const settings = loadSettings({ environment: { DATABASE_URL: 'postgres://u:p%40ss-word@h/d' }, cwd });
  expect(secretValues(settings)).toEqual(expect.arrayContaining(['p%40ss-word', 'p@ss-word', 'from-the-file']));
});
