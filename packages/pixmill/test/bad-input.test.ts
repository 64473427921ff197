import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makePicture } from '../src/imaging/fixtures/pictures.ts';
import { makeTar } from './archives.ts';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { image, startHttpServer } from './http-server.ts';
import type { HttpServer } from './http-server.ts';
import { runPixmill } from './run-pixmill.ts';
import type { PixmillRun } from './run-pixmill.ts';

let database: TestDatabase;
let server: HttpServer;
let work: string;
let data: string;
/** Takes its time, and so is begun first. */
let unreachable: Promise<PixmillRun>;
/** Resolves when the held picture is asked for, and what lets it go. */
const held = { asked: Promise.withResolvers<null>(), released: Promise.withResolvers<null>() };

const jpeg = (seed: number): Promise<Buffer> =>
  encoderOf(makePicture(160, 120, seed))
    .jpeg()
    .toBuffer();

const run = (words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<PixmillRun> =>
  runPixmill(words, {
    cwd: work,
    settings: {
      DATABASE_URL: database.url,
      PIXMILL_DATA_DIR: data,
      ALLOWED_PRIVATE_ORIGINS: server.origin,
      WORKER_CONCURRENCY: '1',
      ...settings,
    },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  work = await mkdtemp(join(tmpdir(), 'pixmill-bad-input-'));
  data = await mkdtemp(join(tmpdir(), 'pixmill-bad-input-data-'));
  const picture = await jpeg(9);
  server = await startHttpServer({
    '/held.jpg': async (...request) => {
      held.asked.resolve(null);
      await held.released.promise;
      return image(picture)(...request);
    },
  });
  await mkdir(join(work, 'photos'));
  for (const seed of [1, 2]) await writeFile(join(work, 'photos', `${seed}.jpg`), await jpeg(seed));
  await mkdir(join(work, 'empty'));
  await writeFile(join(work, 'no-url.csv'), 'name,size\na,1\n');
  await writeFile(join(work, 'held.txt'), `${server.origin}/held.jpg\n`);
  await writeFile(join(work, 'typo.yaml'), 'dataset_nam: owls\noptions:\n  per_keywrd: 3\n');
  unreachable = run(['build', 'owl', '--source', 'openverse', '--per-keyword', '2', '--out', 'owls'], {
    OPENVERSE_URL: 'http://127.0.0.1:1',
  });
});
afterAll(async () => {
  await unreachable;
  await server.close();
  await database.close();
  for (const folder of [work, data]) await rm(folder, { recursive: true, force: true });
});

/** Runs a command that is refused: its exit status, what it says, and what it has left behind in the folder. */
const attempt = async (words: readonly string[]) => {
  const before = await readdir(work);
  const { status, error } = await run(words);
  return { status, error, left: (await readdir(work)).filter((name) => !before.includes(name)) };
};

/** One sentence on standard error in which this stands, and nothing half-written. */
const refusal = (status: number, part: RegExp) => ({
  status,
  error: expect.stringMatching(new RegExp(`^pixmill: (?=.*${part.source})[^\\n]+[.)]\\n$`)),
  left: [],
});

describe('a command line that cannot be meant', () => {
  it.each([
    ['an unknown flag', ['build', 'owl', '--per-keywords', '3'], /'--per-keywords' \(did you mean --per-keyword\?\)/],
    ['an unknown command', ['biuld', 'owl'], /'biuld' \(did you mean build\?\): `pixmill --help`/],
    ['a keyword of one character', ['build', 'a'], /The keyword "a" is too short: use one of 2 to 100 characters/],
    ['nothing to build', ['build'], /give keywords, --from/],
    ['a radius out of range', ['build', 'owl', '--near', '99'], /--near cannot be "99": expected .* from 0 to 11/],
    [
      'a target of none',
      ['build', 'owl', '--per-keyword', '0'],
      /--per-keyword cannot be "0": expected a whole number/,
    ],
    ['a number that is none', ['build', 'owl', '--max-aspect', 'wide'], /--max-aspect cannot be "wide"/],
    [
      'a source that is not there',
      ['build', 'owl', '--source', 'altavista'],
      /no source named "altavista"; choose from/,
    ],
    ['a licence that is none', ['build', 'owl', '--license', 'gpl'], /"gpl" is not a licence/],
    ['a file that is not there', ['build', '--from', 'none.csv'], /none\.csv does not exist; check the path/],
    ['a config file with typos', ['build', '--config', 'typo.yaml'], /did you mean "dataset_name"\?.*"per_keyword"\?/],
    ['a config file that is a folder', ['build', '--config', 'empty'], /it is a folder/],
    ['a folder to check that is not there', ['check', 'none'], /none does not exist: check the path/],
  ])('%s', async (_, words, part) => {
    expect(await attempt(words)).toEqual(refusal(2, part));
  });
});

describe('an input that holds nothing', () => {
  it('a list without a column of links names its columns, and may be asked again with another flag', async () => {
    expect(await attempt(['build', '--from', 'no-url.csv'])).toEqual(
      refusal(1, /name one of `name`, `size` with --url-column\./),
    );
    expect(await attempt(['build', '--from', 'no-url.csv', '--url-column', 'link'])).toEqual(
      refusal(1, /has no column link; it has `name`, `size`/),
    );
  });

  it('an empty folder is told as such', async () => {
    expect(await attempt(['build', '--from', 'empty'])).toEqual(
      refusal(1, /empty holds nothing that could become an image/),
    );
    expect(await attempt(['check', 'empty'])).toEqual(refusal(1, /There are no images in .*empty/));
  });

  it('what can be read of a cut archive is built, and what comes after the cut when it is whole again', async () => {
    const whole = await makeTar([
      { name: 'a.jpg', bytes: await jpeg(3) },
      { name: 'b.jpg', bytes: await jpeg(4) },
      { name: 'c.jpg', bytes: await jpeg(5) },
    ]);
    await writeFile(join(work, 'cut.tar'), whole.subarray(0, Math.floor(whole.length * 0.5)));
    const first = await run(['build', '--from', 'cut.tar', '--out', 'cut']);
    expect(first).toMatchObject({ status: 3, error: '' });
    expect(first.out).toMatch(/✓ 1 image .*\n.*\n {2}! .*cut\.tar is damaged or cut short/);
    await writeFile(join(work, 'cut.tar'), whole);
    const second = await run(['build', '--from', 'cut.tar', '--out', 'cut', '--continue']);
    expect(second).toMatchObject({ status: 0, error: '' });
    expect(second.out).toContain('✓ 2 images');
  });
});

describe('a service that is away', () => {
  it('a dead database is told by where it is, without secrets', async () => {
    const end = await run(['build', '--from', 'photos', '--out', 'dead'], {
      DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/none',
    });
    expect(end.status).toBe(1);
    expect(end.error).toMatch(/^pixmill: The database at 127\.0\.0\.1:1 cannot be reached \([^\n]+\); check [^\n]+\n$/);
    expect(end.error).not.toContain('hunter2');
    expect(await readdir(work)).not.toContain('dead');
  });

  it('a source that cannot be reached fails the build with what to do', async () => {
    const end = await unreachable;
    expect(end.error).toMatch(/^pixmill: Openverse could not be reached \([^\n]+\): check the network[^\n]+\n$/);
    expect(end.status).toBe(1);
    expect(await readdir(work)).not.toContain('owls');
  });
});

describe('a second build into the same directory', () => {
  it('is refused when somebody else made it, before anything starts', async () => {
    expect(await attempt(['build', 'owl', '--out', 'photos'])).toEqual(
      refusal(1, /photos exists already and is not an earlier output/),
    );
    expect(await attempt(['build', 'owl', '--out', 'held.txt'])).toEqual(refusal(1, /held\.txt exists already/));
    expect(await readdir(join(work, 'photos'))).toEqual(['1.jpg', '2.jpg']);
  });

  it('is refused when it is finished', async () => {
    expect(await run(['build', '--from', 'photos', '--out', 'done'])).toMatchObject({ status: 0, error: '' });
    expect(await attempt(['build', '--from', 'photos', '--out', 'done'])).toEqual(
      refusal(1, /done is finished: add --retry-failed/),
    );
  });

  it('is refused while the first one runs, which is not disturbed', async () => {
    const first = run(['build', '--from', 'held.txt', '--out', 'held']);
    await held.asked.promise;
    expect(await attempt(['build', '--from', 'held.txt', '--out', 'held'])).toEqual(
      refusal(1, /is building into .*held right now/),
    );
    held.released.resolve(null);
    expect(await first).toMatchObject({ status: 0, error: '' });
  });
});
