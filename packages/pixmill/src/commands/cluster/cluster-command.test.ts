import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { encoderOf, makeFlat } from '../../imaging/fixtures/pictures.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import { planCluster } from './cluster-plan.ts';
import { runCluster } from './run-cluster.ts';

const logger = createLogger({ level: 'silent' });
let database: TestDatabase;
let work: string;
let root: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  work = await realpath(await mkdtemp(join(tmpdir(), 'pixmill-cluster-')));
  root = join(work, 'pictures <b>');
  await mkdir(root);
});
afterEach(() => rm(work, { recursive: true, force: true }));

/** A picture that is mostly of one colour. */
const paint = (name: string, [red, green, blue]: readonly [number, number, number], at: number): Promise<unknown> =>
  encoderOf(makeFlat(120 + at, 90 + at, [red + at, green + at, blue + at]))
    .png()
    .toFile(join(root, name));

const run = async (flags: object, { json = true } = {}) => {
  const settings = loadSettings({
    environment: { DATABASE_URL: database.url, PIXMILL_DATA_DIR: join(work, 'data'), WORKER_CONCURRENCY: '1' },
    cwd: work,
  });
  const terminal = collectingTerminal();
  const { signal } = new AbortController();
  const plan = await planCluster(root, { analyze: 'builtin', ...flags }, work);
  const status = await runCluster({ json, settings, logger, terminal, signal }, plan, 'pixmill cluster <pictures>');
  const text = terminal.text();
  return { status, text };
};

type Event = { readonly event: string; readonly files?: string[]; readonly [key: string]: unknown };
const eventsOf = (text: string): Event[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Event => JSON.parse(line));

describe('pixmill cluster', () => {
  it('puts pictures of a folder into groups, tells of each with its files, and writes a page that needs nothing', async () => {
    for (let at = 0; at < 6; at++) {
      await paint(`red ${at}.png`, [190, 10, 20], at);
      await paint(`blue ${at}.png`, [10, 30, 190], at);
    }
    const { status, text } = await run({ algorithm: 'kmeans', groups: '2', out: 'report.html' });
    expect(status).toBe(0);
    const events = eventsOf(text);
    const groups = events.filter(({ event }) => event === 'group');
    expect(groups).toHaveLength(2);
    for (const { files = [] } of groups) expect(new Set(files.map((file) => file.split(' ')[0])).size).toBe(1);
    expect(events.at(-1)).toMatchObject({
      event: 'end',
      images: 12,
      groups: 2,
      compared_by: 'look',
      algorithm: 'kmeans',
    });

    const page = await readFile(join(work, 'report.html'), 'utf8');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(page).toContain('<h1>pictures &lt;b&gt;</h1>');
    expect(page).toContain('class="map"');
    expect(page.match(/<img src="data:image\/webp/g)?.length).toBe(12);
    expect(page).toContain('href="./pictures%20%3Cb%3E/red%200.png"');
    // Nothing half-written stays.
    expect((await readdir(work)).toSorted()).toEqual(['data', 'pictures <b>', 'report.html']);

    const again = await run({ algorithm: 'kmeans', groups: '2' }, { json: false });
    expect(again.text).toMatch(/2 groups in 12 images, \d in none of them/);
    expect(again.text).toContain('Note: No embedding model has seen these images');
    expect(again.text).toContain('Add --out report.html');
  });

  it('says in one sentence why it cannot', async () => {
    await paint('one.png', [190, 10, 20], 0);
    await writeFile(join(root, 'notes.txt'), 'no picture');
    await expect(run({})).rejects.toThrow(/^Clusters need at least 8 images .* this project has 1/);
    await expect(run({ out: 'report.jpg' })).rejects.toThrow(/cannot be written to .*does not end in \.html/);
    await expect(run({ out: 'none/report.html' })).rejects.toThrow(/its folder does not exist/);
    await expect(run({ algorithm: 'hdbscan', groups: '3' })).rejects.toThrow(/--groups needs --algorithm kmeans/);
    // An earlier run that failed keeps nobody out.
    await expect(run({})).rejects.toThrow(/^Clusters need at least 8 images/);
  });
});
