import { appendFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { cropped, fileOf, flipped, makePicture } from '../../../test/picture-copies.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { collectingTerminal, runCommand } from '../command-run.fixture.ts';
import { addDedupeCommand } from './dedupe-command.ts';
import { DedupeFlags, planDedupe } from './dedupe-plan.ts';
import { endCopies } from './end-copies.ts';
import { runDedupe } from './run-dedupe.ts';

let database: TestDatabase;
let work: string;
let root: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  work = await realpath(await mkdtemp(join(tmpdir(), 'pixmill-dedupe-')));
  root = join(work, 'pictures');
  await mkdir(join(root, 'sub'), { recursive: true });
  const [one, two] = [makePicture(1), makePicture(2)];
  await writeFile(join(root, 'one.png'), await fileOf(one));
  await writeFile(join(root, 'two.png'), await fileOf(two));
  await writeFile(join(root, 'three.png'), await fileOf(makePicture(3)));
  await writeFile(join(root, 'sub/crop.png'), await fileOf(cropped(one, 0.8)));
  await writeFile(join(root, 'sub/again.png'), await fileOf(one));
  await writeFile(join(root, 'sub/mirror.png'), await fileOf(cropped(flipped(two), 0.95)));
});
afterEach(() => rm(work, { recursive: true, force: true }));

const dedupe = async (flags: Record<string, unknown> = {}, json = true) => {
  const settings = loadSettings({
    environment: { DATABASE_URL: database.url, PIXMILL_DATA_DIR: join(work, 'data'), WORKER_CONCURRENCY: '1' },
    cwd: work,
  });
  const terminal = collectingTerminal();
  const { signal } = new AbortController();
  const plan = await planDedupe(root, Value.Parse(DedupeFlags, flags), work);
  const run = { json, settings, logger: createLogger({ level: 'silent' }), terminal, signal };
  const status = await runDedupe(run, plan, 'pixmill dedupe pictures');
  return { status, text: terminal.text() };
};

const eventsOf = (text: string, name: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ event }) => event === name);

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.png')).toSorted();

const ALL = ['one.png', 'sub/again.png', 'sub/crop.png', 'sub/mirror.png', 'three.png', 'two.png'];

describe('pixmill dedupe', () => {
  it('tells of copies in groups, and changes nothing', async () => {
    const { status, text } = await dedupe({ out: join(work, 'report.html') });
    expect(status).toBe(0);
    const groups = eventsOf(text, 'group');
    expect(groups).toHaveLength(2);
    expect(groups).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          best: expect.objectContaining({ file: 'one.png', why: 'more_pixels' }),
          copies: [
            expect.objectContaining({ file: 'sub/again.png', kind: 'exact', sureness: 1 }),
            expect.objectContaining({ file: 'sub/crop.png', kind: 'cropped' }),
          ],
        }),
        expect.objectContaining({
          best: expect.objectContaining({ file: 'two.png' }),
          copies: [expect.objectContaining({ file: 'sub/mirror.png', kind: 'mirrored' })],
        }),
      ]),
    );
    expect(eventsOf(text, 'end')).toMatchObject([{ files: 6, groups: 2, copies: 3, changed: 0, compared_by: 'look' }]);
    expect(await filesIn(root)).toEqual(ALL);
    const page = await readFile(join(work, 'report.html'), 'utf8');
    expect(page).toContain('sub/crop.png');
    expect(page.match(/data:image\/webp/g)?.length).toBe(5);
    expect(page).not.toMatch(/<script|src="http/);
  });

  it('shows a table to people, and is quicker the second time with the same answer', async () => {
    const first = await dedupe({}, false);
    expect(first.text).toMatch(/3 copies in 2 groups of 5 images/);
    expect(first.text).toMatch(/cropped +sub\/crop\.png/);
    expect(first.text).toContain('Nothing was changed.');
    const table = (text: string): string => text.slice(text.indexOf('sure '));
    expect(table((await dedupe({}, false)).text)).toBe(table(first.text));
  });

  it('moves the copies with their sub-folders, and writes over nothing', async () => {
    const target = join(work, 'copies');
    await mkdir(join(target, 'sub'), { recursive: true });
    await writeFile(join(target, 'sub/crop.png'), 'something else');
    const dry = await dedupe({ move_to: target, dry_run: true, threshold: '0.5' });
    expect(eventsOf(dry.text, 'moved')).toEqual([]);
    expect(await filesIn(root)).toEqual(ALL);
    const { status, text } = await dedupe({ move_to: target, threshold: '0.5' });
    expect([status, eventsOf(text, 'moved').length]).toEqual([0, 3]);
    expect(await filesIn(root)).toEqual(['one.png', 'three.png', 'two.png']);
    expect(await filesIn(target)).toEqual(['sub/again.png', 'sub/crop (2).png', 'sub/crop.png', 'sub/mirror.png']);
    expect(await readFile(join(target, 'sub/crop.png'), 'utf8')).toBe('something else');
    expect(eventsOf((await dedupe()).text, 'end')).toMatchObject([{ groups: 0, copies: 0 }]);
  });

  it('deletes only when it is told to, and leaves what it has not seen as it is', async () => {
    await expect(dedupe({ delete: true })).rejects.toMatchObject({ code: 'dedupe_command.nobody_to_ask' });
    expect(await filesIn(root)).toEqual(ALL);
    const { text } = await dedupe({ delete: true, yes: true, threshold: '0.5' });
    expect(eventsOf(text, 'deleted').map(({ file }) => file)).toEqual(
      expect.arrayContaining(['sub/again.png', 'sub/crop.png', 'sub/mirror.png']),
    );
    expect(await filesIn(root)).toEqual(['one.png', 'three.png', 'two.png']);
  });

  it('leaves a copy alone whose best file has changed meanwhile', async () => {
    const image = { id: 'i', sha256: 'x', width: 1, height: 1, bytes: 1e9 };
    await appendFile(join(root, 'one.png'), 'more');
    const file = { kind: 'exact', sureness: 1, image } as const;
    const group = {
      best: { path: 'one.png', ...file },
      why: 'same_bytes' as const,
      copies: [{ path: 'two.png', ...file }],
      sureness: 1,
    };
    const { signal } = new AbortController();
    const ended = await endCopies([group], { root, moveTo: null, signal });
    expect(ended).toEqual([{ path: 'two.png', to: null, problem: 'one.png has changed meanwhile' }]);
    expect(await filesIn(root)).toEqual(ALL);
  });

  it('refuses what makes no sense before it looks at anything', async () => {
    for (const args of [
      [join(work, 'nowhere')],
      [root, '--threshold', '2'],
      [root, '--delete', '--move-to', join(work, 'copies')],
      [root, '--move-to', join(root, 'copies')],
      [root, '--out', join(work, 'report.txt')],
    ]) {
      const end = await runCommand(addDedupeCommand, ['dedupe', ...args]);
      expect([args.slice(1), end.status, end.out]).toEqual([args.slice(1), 2, '']);
    }
  });
});
