import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { insertSearched } from '../../../test/searched-images.ts';
import { addTinyDual } from '../../../test/tiny-dual-model.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { users } from '../../library/accounts.schema.ts';
import { projects } from '../../library/schema.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { collectingTerminal, runCommand } from '../command-run.fixture.ts';
import { runSearch } from './run-search.ts';
import { planSearch } from './search-plan.ts';
import type { SearchOptions } from './search-plan.ts';
import { addSearchCommand } from './search-command.ts';

let database: TestDatabase;
let work: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  work = await realpath(await mkdtemp(join(tmpdir(), 'pixmill-search-')));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('PIXMILL_DATA_DIR', join(work, 'data'));
  vi.stubEnv('WORKER_CONCURRENCY', '1');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(work, { recursive: true, force: true });
});

/** Runs a search as the command does once it has read what was typed. */
const search = async (text: string | undefined, options: SearchOptions & { readonly json?: true } = {}) => {
  const { json = false, ...typed } = options;
  const terminal = collectingTerminal();
  const { signal } = new AbortController();
  const run = { json, settings: loadSettings(), logger: createLogger({ level: 'silent' }), terminal, signal };
  const status = await runSearch(run, await planSearch(text, typed, work), work);
  const lines = (): unknown[] =>
    terminal
      .text()
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  return { status, out: terminal.text(), lines };
};

const isImage = (line: unknown): boolean => typeof line === 'object' && line !== null && 'file' in line;

/** A picture of one colour with some noise, so that it is no flat one. */
const plain = async (name: string, rgb: readonly [number, number, number]): Promise<string> => {
  const path = join(work, 'pictures', name);
  const pixels = Uint8Array.from({ length: 96 * 64 * 3 }, (_, at) =>
    Math.max(0, Math.min(255, (rgb[at % 3] ?? 0) + ((at * 7919) % 41) - 20)),
  );
  await encoderOf({ data: pixels, width: 96, height: 64 }).png().toFile(path);
  return path;
};

describe('pixmill search in a folder', () => {
  beforeEach(async () => {
    await mkdir(join(work, 'pictures', 'kites'), { recursive: true });
    await plain('kites/fire.png', [230, 20, 20]);
    await plain('sea.png', [20, 40, 220]);
    await plain('grass.png', [20, 210, 30]);
  });

  it('finds by words of names and folders, by colour, and by both', async () => {
    const folder = join(work, 'pictures');
    const { status, out } = await search('kites', { in: folder });
    expect(status).toBe(0);
    expect(out).toMatch(/^SCORE +WHY +FILE$/m);
    expect(out).toMatch(/words #1 kites +\S*pictures\/kites\/fire\.png$/m);
    const colour = await search(undefined, { in: folder, color: '1428dc', tolerance: '15', json: true });
    expect(colour.lines().filter(isImage)).toMatchObject([
      { file: join(folder, 'sea.png'), why: [{ way: 'color', rank: 1 }] },
    ]);
    const both = await search('kites', { in: folder, color: '#1428dc', json: true });
    expect(both.lines().at(-1)).toMatchObject({ event: 'end', total: 0, no_good_match: true });
  });

  it('finds by what pictures show, where a model understands texts', async () => {
    await addTinyDual({ dataDirectory: join(work, 'data') });
    const { out, status } = await search('something rot', { in: 'pictures' });
    expect(status).toBe(0);
    expect(out).toMatch(/meaning #1 \d\.\d\d +\S*fire\.png$/m);
    expect(out).not.toContain('sea.png');
  });

  it('finds what is like a file, and says how sure it is', async () => {
    const folder = join(work, 'pictures');
    const original = encoderOf(makePicture(300, 200, 1));
    await original.clone().png().toFile(join(folder, 'original.png'));
    await original.clone().jpeg({ quality: 60 }).toFile(join(folder, 'copy.jpg'));
    await original.clone().flop().png().toFile(join(folder, 'mirrored.png'));
    await symlink(join(folder, 'original.png'), join(work, 'link.png'));
    const { status, lines } = await search(undefined, { like: 'link.png', in: folder, json: true, limit: '3' });
    expect(status).toBe(0);
    expect(lines().filter(isImage)).toMatchObject([
      { tier: 'same', by: 'bytes', file: join(folder, 'original.png') },
      { tier: 'near', by: 'hash', file: join(folder, 'copy.jpg') },
      { tier: 'similar', by: 'look', file: join(folder, 'mirrored.png') },
    ]);
  });

  it.each(['no picture', ''])('says in one sentence that a file is no image: %j', async (content) => {
    await writeFile(join(work, 'notes.txt'), content);
    const answer = search(undefined, { like: 'notes.txt', in: 'pictures' });
    await expect(answer).rejects.toMatchObject({ code: 'search_command.not_an_image' });
  });
});

describe('pixmill search in projects', () => {
  it('finds in all of them, or in one by its name, whoever owns it', async () => {
    const { db } = database;
    const [ada, bob] = ['0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11', '0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c12'] as const;
    await db.insert(users).values([
      { id: ada, email: 'ada@example.com' },
      { id: bob, email: 'bob@example.com' },
    ]);
    const first = await insertSearched(db, { ownerId: ada, given: [{ title: 'A lighthouse at night' }] });
    await insertSearched(db, { ownerId: bob, given: [{ title: 'Lighthouse', originalName: 'light.jpg' }] });
    const all = await search('lighthouse', { json: true });
    expect(all.lines().at(-1)).toMatchObject({ event: 'end', total: 2 });
    expect((await search('lighthouse')).out).toMatch(/^SCORE +WHY +PROJECT +FILE$/m);
    const one = await search('lighthouse', { project: first.projectId, json: true });
    expect(one.lines()).toMatchObject([{ title: 'A lighthouse at night' }, { event: 'end', total: 1 }]);
  });

  it('says which project may have been meant', async () => {
    await expect(search('lighthouse', { project: 'no such project' })).rejects.toThrow(
      /^There is no project "no such project"/,
    );
    const ownerId = 'f0000000-0000-4000-8000-000000000001';
    await database.db.insert(users).values({ id: ownerId, email: 'keeper@example.com' });
    const { projectId } = await insertSearched(database.db, { ownerId, given: [{}] });
    await database.db.update(projects).set({ name: 'lighthouses' }).where(eq(projects.id, projectId));
    await expect(search('a', { project: 'lighthouse' })).rejects.toThrow(/did you mean "lighthouses"\?/);
  });
});

describe('pixmill search, typed wrongly', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ['nothing', [], /Nothing to look for/],
    ['only blanks', ['  '], /Nothing to look for/],
    ['no colour', ['--color', 'reddish'], /--color cannot be "reddish": expected a colour/],
    ['a limit that is none', ['a', '--limit', '0'], /--limit cannot be "0": expected a number from 1 to 100/],
    ['a tolerance that is none', ['--color', '#fff', '--tolerance', '101'], /--tolerance cannot be "101"/],
    ['a file that is not there', ['--like', 'nowhere.jpg'], /nowhere\.jpg cannot be read \(it does not exist\)/],
    ['a folder as file', ['--like', '/'], /cannot be read \(it is no file\)/],
    ['a file and words', ['a', '--like', 'b.jpg'], /--like stands alone/],
    ['two places', ['a', '--in', '/', '--project', 'b'], /--in and --project name two places/],
    ['a folder that is not there', ['a', '--in', 'nowhere'], /nowhere does not exist/],
    ['10,000 characters', ['x'.repeat(10_000)], /expected at most 500 characters/],
    ['two texts', ['a', 'b'], /too many arguments/],
  ])('refuses %s', async (_, args, sentence) => {
    const { status, error, out } = await runCommand(addSearchCommand, ['search', ...args]);
    expect([status, out]).toEqual([2, '']);
    expect(error).toMatch(sentence);
  });
});
