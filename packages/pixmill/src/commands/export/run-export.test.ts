import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { planBuild } from '../build/build-plan.ts';
import { runBuild } from '../build/run-build.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import { planImport } from '../import/import-plan.ts';
import { runImport } from '../import/run-import.ts';
import { outputPlanOf } from '../options/output-options.ts';
import type { OutputOptions } from '../options/output-options.ts';
import { runExport } from './run-export.ts';

const logger = createLogger({ level: 'silent' });
const { signal } = new AbortController();
let database: TestDatabase;
let work: string;
let settings: Settings;

beforeAll(async () => {
  database = await createTestDatabase();
  work = await mkdtemp(join(tmpdir(), 'pixmill-export-'));
  settings = loadSettings({
    environment: { DATABASE_URL: database.url, PIXMILL_DATA_DIR: join(work, 'data'), WORKER_CONCURRENCY: '1' },
    cwd: work,
  });
  for (const [folder, seeds] of Object.entries({ 'first/cats': [1, 2], 'second/dogs': [3, 1] })) {
    await mkdir(join(work, folder), { recursive: true });
    for (const seed of seeds) {
      const bytes = await encoderOf(makePicture(160, 120, seed))
        .jpeg()
        .toBuffer();
      await writeFile(join(work, folder, `${seed}.jpg`), bytes);
    }
  }
  for (const path of ['first', 'second']) {
    const intent = { kind: 'new' } as const;
    const plan = await planImport({ paths: [path], project: 'pets', options: {}, intent, cwd: work });
    await runImport({ plan, settings, logger, terminal: collectingTerminal(), signal, json: false });
  }
});

afterAll(async () => {
  await database.close();
  await rm(work, { recursive: true, force: true });
});

const exportTo = async (dataset: string, out: string, options: OutputOptions = {}) => {
  const terminal = collectingTerminal();
  const directory = join(work, out);
  const output = outputPlanOf(options);
  const run = { dataset, directory, output, cwd: work, json: false, command: 'pixmill export', settings, logger };
  const status = await runExport({ ...run, terminal, signal }).catch((error: unknown) => error);
  return { status, out: terminal.text(), directory };
};

const linesOf = async (path: string): Promise<unknown[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

const codeOf = (error: unknown): string => (error instanceof PixmillError ? error.code : String(error));

describe('pixmill export', () => {
  it('writes the kept images of a project by name, with the outcomes of all of its imports', async () => {
    const { status, directory } = await exportTo('pets', 'pets');
    expect(status).toBe(0);
    const metadata = await linesOf(join(directory, 'metadata.jsonl'));
    expect(metadata).toEqual(
      ['images/cats/000001.jpg', 'images/cats/000002.jpg', 'images/dogs/000001.jpg'].map((name) =>
        expect.objectContaining({ file_name: name }),
      ),
    );
    const outcomes = await linesOf(join(directory, 'outcomes.jsonl'));
    expect(outcomes).toHaveLength(4);
    expect(outcomes.at(2)).toMatchObject({
      label: 'dogs',
      outcome: 'duplicate',
      code: 'dedupe.exact',
      duplicate_of: 'images/cats/000001.jpg',
    });
    const report: unknown = JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ counts: { discovered: 4, kept: 3, duplicate: 1, in_flight: 0 } });
  });

  it('resizes, encodes and writes label files and shards on request, and replaces its own earlier output', async () => {
    await exportTo('pets', 'again');
    const { status, directory } = await exportTo('pets', 'again', {
      format: 'imagefolder,webdataset',
      resize: '64x64:inside',
      encode: 'webp:80',
      labels: 'txt',
    });
    expect(status).toBe(0);
    expect(await readdir(join(directory, 'images', 'cats'))).toEqual(['000001.webp', '000002.webp']);
    expect(await readFile(join(directory, 'labels', 'dogs', '000001.txt'), 'utf8')).toContain('dogs');
    expect(await readdir(directory)).toContain('webdataset.json');
    expect((await linesOf(join(directory, 'metadata.jsonl')))[0]).toMatchObject({ width: 64, height: 48 });
  });

  it('finds a build by its directory, and keeps it as it is', async () => {
    const directory = join(work, 'built');
    const flags = { from: 'first', out: directory };
    const plan = await planBuild({ keywords: [], flags, config: {}, selectSources: () => [], cwd: work });
    const intent = { kind: 'new' } as const;
    const terminal = collectingTerminal();
    await runBuild({ plan, intent, settings, logger, terminal, signal, json: false, command: 'pixmill build' });
    const before = await readFile(join(directory, 'SHA256SUMS'), 'utf8');
    const exported = await exportTo('built', 'from-build', { format: 'webdataset' });
    expect(exported.status).toBe(0);
    expect(await readdir(exported.directory)).toContain('webdataset');
    expect(await readFile(join(directory, 'SHA256SUMS'), 'utf8')).toBe(before);
  });

  it('overwrites nothing that is not its own', async () => {
    await mkdir(join(work, 'taken'));
    await writeFile(join(work, 'taken', 'thesis.txt'), 'years of work');
    const { status } = await exportTo('pets', 'taken');
    expect(codeOf(status)).toBe('export.directory_exists');
    expect(await readdir(join(work, 'taken'))).toEqual(['thesis.txt']);
  });

  it('names the project that was meant, and says when there is nothing to write', async () => {
    const { status } = await exportTo('pet', 'nothing');
    expect(codeOf(status)).toBe('export_command.unknown_dataset');
    expect(status).toHaveProperty('message', expect.stringContaining('did you mean "pets"?'));
    expect(await readdir(work)).not.toContain('nothing');
  });
});
