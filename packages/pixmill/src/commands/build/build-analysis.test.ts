import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { chatAnswer, startRemoteServer, type RemoteServer } from '../../../test/remote-analysers.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import type { JobIntent } from '../jobs/job-intent.ts';
import type { BuildOptions } from './build-options.ts';
import { planBuild } from './build-plan.ts';
import { runBuild } from './run-build.ts';

const IMAGES = 6;
const SEEN = chatAnswer(JSON.stringify({ description: 'Stripes and spots.', tags: ['stripes', 'photo'] }));

let database: TestDatabase;
let work: string;
let server: RemoteServer | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  work = await mkdtemp(join(tmpdir(), 'pixmill-build-analysis-'));
  await mkdir(join(work, 'pictures', 'cats'), { recursive: true });
  for (let seed = 1; seed <= IMAGES; seed++) {
    await encoderOf(makePicture(160, 120, seed))
      .jpeg()
      .toFile(join(work, 'pictures', 'cats', `${seed}.jpg`));
  }
});
afterEach(() => server?.close());
afterAll(async () => {
  await database.close();
  await rm(work, { recursive: true, force: true });
});

const build = async (
  out: string,
  flags: BuildOptions,
  {
    intent = { kind: 'new' },
    signal = new AbortController().signal,
  }: { intent?: JobIntent; signal?: AbortSignal } = {},
) => {
  const settings = loadSettings({
    environment: {
      DATABASE_URL: database.url,
      PIXMILL_DATA_DIR: join(work, 'data'),
      WORKER_CONCURRENCY: '1',
      OPENAI_BASE_URL: server?.origin ?? '',
      OPENAI_MODEL: 'tiny-eyes',
    },
    cwd: work,
  });
  const plan = await planBuild({
    keywords: [],
    flags: { from: 'pictures', out, ...flags },
    config: {},
    selectSources: () => [],
    cwd: work,
  });
  const terminal = collectingTerminal();
  const logger = createLogger({ level: 'silent' });
  const status = await runBuild({
    plan,
    intent,
    command: 'pixmill build',
    settings,
    logger,
    terminal,
    signal,
    json: false,
  });
  const lines = await readFile(join(work, out, 'metadata.jsonl'), 'utf8');
  const rows = lines
    .trim()
    .split('\n')
    .map((line): { tags?: readonly string[]; description?: string } => JSON.parse(line));
  return { status, rows, said: terminal.text() };
};

describe('a build with --analyze', () => {
  it('looks at what was kept, and --tags writes what was found', async () => {
    const { status, rows, said } = await build('described', { analyze: 'builtin', tags: true });
    expect(status).toBe(0);
    expect(rows).toHaveLength(IMAGES);
    expect(rows.every(({ tags = [], description = '' }) => tags.includes('cats') && description.endsWith('.'))).toBe(
      true,
    );
    expect(said).toContain(`${IMAGES} of ${IMAGES} images analysed`);
  });

  it('leaves the metadata as it would be, without --tags', async () => {
    const { rows } = await build('analysed', { analyze: 'builtin' });
    expect(rows.some((row) => 'tags' in row || 'description' in row)).toBe(false);
  });

  it('is not there without being asked for', async () => {
    const { rows, said } = await build('plain', {});
    expect(rows.some((row) => 'tags' in row || 'description' in row)).toBe(false);
    expect(said).not.toContain('analysed');
  });

  it('goes on after an interruption, with what is missing', async () => {
    const controller = new AbortController();
    server = await startRemoteServer(({ n }) => {
      if (n > 1) controller.abort();
      return n > 1 ? null : SEEN;
    });
    const flags: BuildOptions = { analyze: ['builtin', 'openai'], tags: true };
    await expect(build('interrupted', flags, { signal: controller.signal })).rejects.toThrow(/abort/i);
    await server.close();
    server = await startRemoteServer(() => SEEN);
    const { status, rows } = await build('interrupted', flags, { intent: { kind: 'continue' } });
    expect(status).toBe(0);
    expect(rows.every(({ tags }) => tags?.includes('stripes'))).toBe(true);
    expect(rows.every(({ tags = [] }) => new Set(tags).size === tags.length)).toBe(true);
  });

  it('writes the dataset when an analyser fails, and says what failed', async () => {
    server = await startRemoteServer(({ n }) =>
      n === 2 ? chatAnswer(null, { refusal: 'I would rather not.' }) : SEEN,
    );
    const { status, rows, said } = await build('partly', { analyze: 'openai', tags: true });
    expect(status).toBe(3);
    expect(rows.filter(({ description }) => description === 'Stripes and spots.')).toHaveLength(IMAGES - 1);
    expect(said).toContain('! 1 image: The model behind the analyser openai declined');
    // The same command looks only at the one that is missing.
    await server.close();
    server = await startRemoteServer(() => SEEN);
    const again = await build('partly', { analyze: 'openai', tags: true }, { intent: { kind: 'continue' } });
    expect([again.status, server.asked.length]).toEqual([0, 1]);
    expect(again.rows.every(({ description }) => description === 'Stripes and spots.')).toBe(true);
  });

  it.each([[{ analyze: 'telepathy' }], [{ analyze: '' }]])('refuses %j', async (flags) => {
    await expect(build('never', flags)).rejects.toThrow(/^--analyze cannot be/);
  });

  it('takes --tags alone for the usual analysers', async () => {
    const plan = await planBuild({
      keywords: [],
      flags: { from: 'pictures', tags: true },
      config: {},
      selectSources: () => [],
      usualAnalysers: ['local'],
      cwd: work,
    });
    expect(plan.analysers).toEqual(['local']);
  });
});
