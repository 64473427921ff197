import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { findProjectByName } from '../../library/projects.repository.ts';
import { images, jobs, searches } from '../../library/schema.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { makeZip } from '../../../test/archives.ts';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { image, reply, startHttpServer } from '../../../test/http-server.ts';
import type { Handler, HttpServer } from '../../../test/http-server.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import type { JobOptions } from '../options/job-options.ts';
import type { JobIntent } from '../jobs/job-intent.ts';
import { planImport } from './import-plan.ts';
import { runImport } from './run-import.ts';

const logger = createLogger({ level: 'silent' });
let database: TestDatabase;
let server: HttpServer;
let work: string;
/** What the second address of the list answers. */
let secondAddress: Handler = reply('', { status: 404 });

const HELD = Array.from({ length: 6 }, (_, index) => `/held/${index}.jpg`);
const released = Promise.withResolvers<null>();

const jpeg = (seed: number): Promise<Buffer> =>
  encoderOf(makePicture(160, 120, seed))
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  database = await createTestDatabase();
  work = await mkdtemp(join(tmpdir(), 'pixmill-import-'));
  const held = await Promise.all(HELD.map((_, index) => jpeg(30 + index)));
  server = await startHttpServer({
    '/a.jpg': image(await jpeg(20)),
    '/b.jpg': (...request) => secondAddress(...request),
    ...Object.fromEntries(HELD.map((path, index) => [path, image(held[index] ?? Buffer.alloc(0))])),
    // The last one answers only when the test says so.
    [HELD.at(-1) ?? '']: async (...request) => {
      await released.promise;
      return image(held.at(-1) ?? Buffer.alloc(0))(...request);
    },
  });
  await mkdir(join(work, 'folder', 'cats'), { recursive: true });
  for (const seed of [1, 2, 3]) await writeFile(join(work, 'folder', 'cats', `${seed}.jpg`), await jpeg(seed));
  await writeFile(join(work, 'folder', 'broken.jpg'), 'no image at all');
  await writeFile(join(work, 'alone.jpg'), await jpeg(4));
  await writeFile(join(work, 'alone.txt'), 'a caption beside it');
  await symlink(join(work, 'alone.jpg'), join(work, 'link.jpg'));
  await writeFile(join(work, 'list.txt'), `${server.origin}/a.jpg\n${server.origin}/b.jpg\n`);
  await writeFile(join(work, 'archive.zip'), makeZip([{ name: 'dogs/5.jpg', bytes: await jpeg(5) }]));
  await writeFile(join(work, 'held.txt'), HELD.map((path) => `${server.origin}${path}\n`).join(''));
});

afterAll(async () => {
  await server.close();
  await database.close();
  await rm(work, { recursive: true, force: true });
});

const importPaths = async (
  paths: readonly string[],
  {
    project,
    options = {},
    intent = { kind: 'new' },
    stopAfter = Number.POSITIVE_INFINITY,
  }: { project: string; options?: JobOptions; intent?: JobIntent; stopAfter?: number },
) => {
  const settings = loadSettings({
    environment: {
      DATABASE_URL: database.url,
      PIXMILL_DATA_DIR: join(work, 'data'),
      ALLOWED_PRIVATE_ORIGINS: server.origin,
      WORKER_CONCURRENCY: '1',
    },
    cwd: work,
  });
  const controller = new AbortController();
  const terminal = collectingTerminal();
  let outcomes = 0;
  const out = new Writable({
    decodeStrings: false,
    write: (text: unknown, _, done) => {
      terminal.out.write(String(text));
      if (String(text).includes('"event":"outcome"')) outcomes += 1;
      if (outcomes >= stopAfter) controller.abort();
      done();
    },
  });
  const json = stopAfter !== Number.POSITIVE_INFINITY;
  const plan = await planImport({ paths, project, options, intent, cwd: work });
  const run = { plan, settings, logger, terminal: { ...terminal, out }, signal: controller.signal, json };
  const status = await runImport(run).catch((error: unknown) => error);
  return { status, out: terminal.text() };
};

const readProject = async (name: string) => {
  const project = await findProjectByName(database.db, name);
  if (project === null) throw new Error(`There is no project ${name}.`);
  const kept = await database.db
    .select()
    .from(images)
    .where(and(eq(images.projectId, project.id), eq(images.status, 'kept')));
  const ofProject = await database.db.select().from(jobs).where(eq(jobs.projectId, project.id));
  return { kept, jobs: ofProject };
};

const codeOf = (error: unknown): string => (error instanceof PixmillError ? error.code : String(error));

describe('pixmill import', () => {
  it('brings single images, folders, archives and lists into a project, with labels and captions', async () => {
    const paths = ['folder', 'link.jpg', 'archive.zip', 'list.txt'];
    const { status, out } = await importPaths(paths, { project: 'all kinds' });
    expect(status).toBe(0);
    const { kept, jobs: made } = await readProject('all kinds');
    expect(made.map(({ kind, status: end }) => [kind, end])).toEqual([['import', 'completed']]);
    const found = kept.map(({ originalName, sourceUrl, label, caption }) => [
      originalName ?? sourceUrl?.replace(server.origin, ''),
      label,
      caption,
    ]);
    expect(new Map(found.map(([name, ...rest]) => [name, rest]))).toEqual(
      new Map([
        ['1.jpg', ['cats', null]],
        ['2.jpg', ['cats', null]],
        ['3.jpg', ['cats', null]],
        ['alone.jpg', [null, 'a caption beside it']],
        ['5.jpg', ['dogs', null]],
        ['/a.jpg', [null, null]],
      ]),
    );
    expect(out).toMatch(/6 images imported in .*; all kinds has 6/);
    expect(out).toMatch(/failed\s+1 {2}fetch\.not_found/);
    expect(out).toMatch(/failed\s+1 {2}inspect\.not_an_image/);
    expect(out).toContain('pixmill export "all kinds"');
  });

  it('adds nothing when the same things are imported again, and says so', async () => {
    const paths = ['folder', 'alone.jpg', 'archive.zip', 'list.txt'];
    await importPaths(paths, { project: 'twice' });
    const before = await readProject('twice');
    const { status, out } = await importPaths(paths, { project: 'twice' });
    const after = await readProject('twice');
    expect(status).toBe(0);
    expect(out).toMatch(/Nothing new: all of it was there already; twice has 6/);
    expect(out).toMatch(/duplicate\s+5 {2}dedupe\.exact/);
    expect(out).toMatch(/duplicate\s+1 {2}dedupe\.same_url/);
    expect(new Set(after.kept.map(({ id }) => id))).toEqual(new Set(before.kept.map(({ id }) => id)));
    expect(after.jobs).toHaveLength(2);
  });

  it('shows several single images as one line', async () => {
    const paths = [1, 2, 3].map((seed) => `folder/cats/${seed}.jpg`);
    const { out } = await importPaths(paths, { project: 'singles' });
    expect(out).toMatch(/^3 files: 3 kept/m);
  });

  it('goes on with an interrupted import, refuses another before, and ends as if nothing had happened', async () => {
    const project = 'interrupted';
    const stopped = await importPaths(['held.txt'], { project, stopAfter: 1 });
    expect(stopped.status).toHaveProperty('name', 'AbortError');
    const between = await readProject(project);
    expect(between.jobs.map(({ status }) => status)).toEqual(['running']);
    expect(between.kept.length).toBeLessThan(HELD.length);

    expect(codeOf((await importPaths(['held.txt'], { project })).status)).toBe('import.interrupted');
    const other = await importPaths(['folder'], { project, intent: { kind: 'continue' } });
    expect(codeOf(other.status)).toBe('import.other_request');
    const otherRules = { project, options: { near: 'off' as const }, intent: { kind: 'continue' as const } };
    expect(codeOf((await importPaths(['held.txt'], otherRules)).status)).toBe('import.other_request');

    released.resolve(null);
    expect((await importPaths([], { project, intent: { kind: 'continue' } })).status).toBe(0);
    const whole = await importPaths(['held.txt'], { project: 'never interrupted' });
    expect(whole.status).toBe(0);
    const names = ({ kept }: Awaited<ReturnType<typeof readProject>>) =>
      new Set(kept.map(({ sourceUrl }) => sourceUrl));
    const ended = await readProject(project);
    expect(names(ended)).toEqual(names(await readProject('never interrupted')));
    const [search] = await database.db
      .select()
      .from(searches)
      .where(eq(searches.jobId, ended.jobs[0]?.id ?? ''));
    const { discovered = 0, kept = 0, duplicate = 0, rejected = 0, failed = 0, skipped = 0 } = search ?? {};
    expect(discovered).toBe(HELD.length);
    expect(kept + duplicate + rejected + failed + skipped).toBe(HELD.length);
  });

  it('tries failed candidates again on request', async () => {
    const project = 'again';
    await importPaths(['list.txt'], { project });
    const before = secondAddress;
    secondAddress = image(await jpeg(21));
    const { status } = await importPaths([], { project, intent: { kind: 'retry', reasons: ['not_found'] } });
    secondAddress = before;
    expect(status).toBe(0);
    expect((await readProject(project)).kept).toHaveLength(2);
  });

  it('says why nothing came into the project', async () => {
    const options = { min_size: '500x500' };
    const { status, out } = await importPaths(['folder'], { project: 'too strict', options });
    expect(codeOf(status)).toBe('import.nothing_kept');
    expect(out).toMatch(/rejected\s+3 {2}judge\.too_small/);
  });

  it.each([
    ['no paths', [], 'p', { kind: 'new' }, 'import.nothing_asked'],
    ['a path that is not there', ['nowhere'], 'p', { kind: 'new' }, 'input.not_found'],
    [
      'more paths than one import takes',
      Array.from({ length: 1001 }, (_, n) => `${n}.jpg`),
      'p',
      { kind: 'new' },
      'import.too_many_paths',
    ],
    ['a project without a name', ['folder'], '  ', { kind: 'new' }, 'import.bad_project'],
  ] as const)('refuses %s before anything is begun', async (_, paths, project, intent, code) => {
    const planned = planImport({ paths, project, options: {}, intent, cwd: work }).catch(codeOf);
    expect(await planned).toBe(code);
  });

  it('has nothing to go on with in a project that it does not know', async () => {
    const { status } = await importPaths([], { project: 'unknown', intent: { kind: 'continue' } });
    expect(codeOf(status)).toBe('import.nothing_to_continue');
    expect(await findProjectByName(database.db, 'unknown')).toBeNull();
  });
});
