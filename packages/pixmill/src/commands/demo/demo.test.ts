import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { inspectImage } from '../../imaging/inspect-image.ts';
import { hashDistance } from '../../imaging/hash-distance.ts';
import { encodeImage } from '../../imaging/encode-image.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { demoEntries, expectedCounts } from './demo-entries.ts';
import { demoImages } from './demo-images.ts';
import { DEMO_PROJECT_ID, runDemo } from './run-demo.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isRecord);

const countBy = (items: readonly unknown[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(items, String)].map(([name, group]) => [name, group.length]));

const sorted = (texts: readonly string[]): string[] => texts.toSorted((a, b) => (a < b ? -1 : 1));

const recordingTerminal = (): { readonly terminal: Terminal; readonly text: () => string } => {
  const parts: string[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      parts.push(chunk.toString());
      done();
    },
  });
  return { terminal: { out, error: out, isInteractive: false, columns: 80 }, text: () => parts.join('') };
};

describe('the demo', () => {
  let work: string;
  let database: TestDatabase;
  let out: string;
  let printed: string;
  let status: number;
  let settings: ReturnType<typeof loadSettings>;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'pixmill-demo-test-'));
    database = await createTestDatabase();
    const dataDirectory = join(work, 'data');
    settings = { ...loadSettings({ environment: {}, cwd: work }), dataDirectory, databaseUrl: database.url };
    out = join(work, 'pixmill-demo');
    // What an earlier demo left there.
    await mkdir(out);
    await writeFile(join(out, '.pixmill'), JSON.stringify({ owner: DEMO_PROJECT_ID, entries: ['old.txt'] }));
    await writeFile(join(out, 'old.txt'), 'from an earlier demo');
    const recording = recordingTerminal();
    status = await runDemo({ terminal: recording.terminal, out, json: false, settings });
    printed = recording.text();
  }, 180_000);

  afterAll(async () => {
    await database.close();
    await rm(work, { recursive: true, force: true });
  });

  it('ends every link as its catalogue says', async () => {
    const lines = linesOf(await readFile(join(out, 'outcomes.jsonl'), 'utf8'));
    const counts = countBy(lines.map(({ code }) => code));
    expect(counts).toEqual(Object.fromEntries(expectedCounts(demoEntries())));
    const pathOf = (url: unknown): string => URL.parse(String(url))?.pathname ?? String(url);
    const ended = lines.map(({ url, code }) => `${pathOf(url)} ${String(code)}`);
    const wanted = demoEntries().map(({ url, expected }) => `${pathOf(url)} ${expected}`);
    expect(sorted(ended)).toEqual(sorted(wanted));
  });

  it('accounts for every link once', async () => {
    const lines = linesOf(await readFile(join(out, 'outcomes.jsonl'), 'utf8'));
    const outcomes = countBy(lines.map(({ outcome }) => outcome));
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(demoEntries().length);
    const images = linesOf(await readFile(join(out, 'metadata.jsonl'), 'utf8'));
    expect(images).toHaveLength(outcomes['kept'] ?? 0);
    expect(countBy(images.map(({ label }) => label))).toEqual(countBy(demoImages().map(({ label }) => label)));
  });

  it('tells of each image how many others are duplicates of it', async () => {
    const lines = linesOf(await readFile(join(out, 'outcomes.jsonl'), 'utf8'));
    // The same address again is not another copy.
    const copies = lines.filter(({ outcome, code }) => outcome === 'duplicate' && code !== 'dedupe.same_url');
    const images = linesOf(await readFile(join(out, 'metadata.jsonl'), 'utf8'));
    const told = images
      .filter(({ duplicates }) => duplicates !== 0)
      .map((image) => [image['file_name'], image['duplicates']]);
    expect(told.length).toBeGreaterThan(1);
    expect(Object.fromEntries(told)).toEqual(countBy(copies.map((copy) => copy['duplicate_of'])));
  });

  it('succeeds, says where the report is, and replaces what an earlier demo left', async () => {
    expect(status).toBe(0);
    expect(printed).toContain(join(out, 'report.html'));
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('pixmill build --demo');
    await expect(readFile(join(out, 'old.txt'))).rejects.toThrow('ENOENT');
  });

  it('leaves a directory alone that is not its own', async () => {
    const foreign = join(work, 'holiday');
    await mkdir(foreign);
    await writeFile(join(foreign, 'beach.txt'), 'mine');
    const run = runDemo({ terminal: recordingTerminal().terminal, out: foreign, json: true, settings });
    await expect(run).rejects.toMatchObject({ code: 'export.directory_exists' });
    expect(await readFile(join(foreign, 'beach.txt'), 'utf8')).toBe('mine');
  });
});

describe('the images of the demo', () => {
  it('are the same whenever they are drawn', () => {
    const changed = demoImages()
      .filter(({ number }) => number === 3)
      .filter(({ draw }) => !Buffer.from(draw().data).equals(Buffer.from(draw().data)));
    expect(changed).toEqual([]);
  });

  it('differ far more than near duplicates do, and pass the checks with room to spare', async () => {
    const limits = { maxPixels: 2e6, maxChannels: 4 };
    const seen: { caption: string; phash: string }[] = [];
    const problems: string[] = [];
    for (const { caption, draw } of demoImages()) {
      const result = await inspectImage(await encodeImage(draw(), { format: 'jpeg' }), limits);
      if (!result.ok) throw new Error(result.detail);
      const { phash, scores } = result.inspection;
      if (scores.blurry < 0.31 || scores.dark < 0.36) problems.push(`${caption}: ${JSON.stringify(scores)}`);
      const near = seen.filter((other) => hashDistance(phash, other.phash) < 8);
      problems.push(...near.map((other) => `${caption} is like ${other.caption}`));
      seen.push({ caption, phash });
    }
    expect(problems).toEqual([]);
  }, 120_000);
});
