import { appendFile, chmod, copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { imageAnalyses } from '../../library/analysis.schema.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { images } from '../../library/schema.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import { withAnalysedFolder } from './analysed-folder.ts';
import { readFolderFiles } from './folder-files.ts';
import { folderRootOf } from './folder-root.ts';

const logger = createLogger({ level: 'silent' });
let database: TestDatabase;
let work: string;
let root: string;

const picture = (path: string, seed: number): Promise<unknown> =>
  encoderOf(makePicture(160, 120, seed))
    .jpeg()
    .toFile(join(root, path));

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  work = await realpath(await mkdtemp(join(tmpdir(), 'pixmill-looked-')));
  root = join(work, 'pictures');
  await mkdir(join(root, 'cats'), { recursive: true });
});
afterEach(() => rm(work, { recursive: true, force: true }));

const look = async () => {
  const settings = loadSettings({
    environment: { DATABASE_URL: database.url, PIXMILL_DATA_DIR: join(work, 'data'), WORKER_CONCURRENCY: '1' },
    cwd: work,
  });
  const terminal = collectingTerminal();
  const { signal } = new AbortController();
  const run = { json: true, settings, logger, terminal, signal };
  return withAnalysedFolder(run, { root, analysers: null }, async ({ pixmill, projectId, problems }) => {
    const { db } = pixmill.database;
    const files = await readFolderFiles(db, projectId);
    const rows = await db.select().from(images).where(eq(images.projectId, projectId)).orderBy(asc(images.id));
    const analyses = await db
      .select({ imageId: imageAnalyses.imageId, finishedAt: imageAnalyses.finishedAt })
      .from(imageAnalyses)
      .innerJoin(images, eq(images.id, imageAnalyses.imageId))
      .where(eq(images.projectId, projectId));
    const paths = [...files.values()].map((group) => group.map(({ path }) => path).join(' = ')).toSorted();
    const idOf = (path: string) => [...files.values()].flat().find((file) => file.path === path)?.imageId;
    return { projectId, problems, rows, analyses, paths, idOf, out: terminal.text() };
  });
};

describe('a folder that commands look at', () => {
  it('has every picture that can be decoded as an analysed image, and knows its files', async () => {
    await picture('cats/a.jpg', 1);
    await picture('b.jpg', 2);
    await copyFile(join(root, 'b.jpg'), join(root, 'copy of b.jpg'));
    await encoderOf(makePicture(9, 7, 3))
      .png()
      .toFile(join(root, 'tiny.png'));
    await writeFile(join(root, 'notes.txt'), 'no picture');
    await writeFile(join(root, 'broken.jpg'), 'no picture either');
    const { rows, paths, problems, out } = await look();
    expect(paths).toEqual(['b.jpg = copy of b.jpg', 'cats/a.jpg', 'tiny.png']);
    expect(rows.map(({ aiStatus }) => aiStatus)).toEqual(['completed', 'completed', 'completed']);
    expect(rows.every(({ tags, description }) => tags.length > 0 && description !== null)).toBe(true);
    expect(rows.find(({ label }) => label === 'cats')?.originalName).toBe('a.jpg');
    expect(problems).toEqual([]);
    expect(out).toContain('{"event":"analysis","analysed":3,"images":3}');
  });

  it('looks only at what is new or changed when it is looked at again', async () => {
    for (const seed of [1, 2, 3, 4]) await picture(`${seed}.jpg`, seed);
    await copyFile(join(root, '4.jpg'), join(root, '5.jpg'));
    const first = await look();
    await rm(join(root, '1.jpg'));
    await picture('2.jpg', 22);
    await chmod(join(root, '3.jpg'), 0o600);
    await rm(join(root, '4.jpg'));
    await picture('new.jpg', 6);
    const second = await look();
    expect(second.projectId).toBe(first.projectId);
    expect(second.paths).toEqual(['2.jpg', '3.jpg', '5.jpg', 'new.jpg']);
    expect(second.idOf('2.jpg')).not.toBe(first.idOf('2.jpg'));
    // Touched, not changed: the image and its analysis are the same.
    expect(second.idOf('3.jpg')).toBe(first.idOf('3.jpg'));
    expect(second.analyses).toContainEqual(first.analyses.find(({ imageId }) => imageId === first.idOf('3.jpg')));
    // A copy takes the place of what went.
    expect(second.idOf('5.jpg')).toBe(first.idOf('4.jpg'));
    expect(second.rows).toHaveLength(4);
    expect(second.rows.every(({ status, aiStatus }) => status === 'kept' && aiStatus === 'completed')).toBe(true);
    expect(second.out).toContain('"images":2}');

    const third = await look();
    expect(third.analyses).toEqual(second.analyses);
    expect(third.out).toBe('');
  });

  it('tries again what could not be read, once it has been changed', async () => {
    await picture('a.jpg', 1);
    await writeFile(join(root, 'b.jpg'), 'half');
    expect((await look()).paths).toEqual(['a.jpg']);
    await picture('b.jpg', 2);
    await appendFile(join(root, 'c.txt'), 'no picture');
    expect((await look()).paths).toEqual(['a.jpg', 'b.jpg']);
    expect((await look()).out).toBe('');
  });

  it('says in one sentence what is wrong with a folder', async () => {
    await expect(look()).rejects.toThrow(/^There are no pictures in .*: check the path\.$/);
    await writeFile(join(root, 'notes.txt'), 'no picture');
    await expect(look()).rejects.toThrow(expect.objectContaining({ code: 'folder.nothing_found' }));
    await expect(folderRootOf('none', work)).rejects.toThrow(/none does not exist: check the path\.$/);
    await expect(folderRootOf(join(root, 'notes.txt'), work)).rejects.toThrow(
      expect.objectContaining({ code: 'folder.not_a_folder' }),
    );
    await symlink(root, join(work, 'link'));
    expect(await folderRootOf('link', work)).toBe(root);
  });

  it('loses its images when it is emptied', async () => {
    await picture('a.jpg', 1);
    await look();
    await rm(join(root, 'a.jpg'));
    await expect(look()).rejects.toThrow(expect.objectContaining({ code: 'folder.nothing_found' }));
    await picture('b.jpg', 2);
    expect((await look()).paths).toEqual(['b.jpg']);
  });
});
