import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob, passed } from '../../../test/mill-rows.ts';
import { removalJob } from '../../library/removal.jobs.ts';
import { blobs, candidates, chunks, images, jobs, projects, searches } from '../../library/schema.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openQueue, type Queue } from '../../platform/queue/queue.ts';
import { openStorage } from '../../platform/storage/open-storage.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { lockForSettling } from '../settle/open-settler.ts';
import { settleBatch } from '../settle/settle-batch.ts';
import * as millJobs from '../job/mill.jobs.ts';
import { chunkItem } from '../job/queue-items.ts';
import { startPendingJob } from '../job/start-job.ts';
import { removeJob, removeJobParts } from './remove-job.ts';
import type { RemovalSize } from './remove-parts.ts';
import { removeProject, removeProjectParts } from './remove-project.ts';

let database: TestDatabase;
let queue: Queue;
let storage: Storage;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'pixmill-removal-'));
  storage = await openStorage({ url: undefined, dataDirectory: folder });
  const { connection, pool } = database;
  queue = await openQueue({
    connection,
    pool,
    jobs: [...Object.values(millJobs), removalJob],
    logger: createLogger({ level: 'silent' }),
  });
});
afterAll(async () => {
  await queue.stop();
  await storage.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** A picture: which bytes it has, what it looks like, and how large it is. */
type Picture = { readonly sha256: string; readonly phash: string; readonly width?: number };

/** A job that has found these pictures, in a project that may have others. */
const jobOf = async (pictures: readonly Picture[], projectId?: string) => {
  const job = await insertJob(database.db, {
    ...(projectId === undefined ? {} : { projectId }),
    candidates: pictures.map((_, index) => candidateAt(`http://images.test/${uuidv7()}/${index}`)),
  });
  const settlements = job.rows.map((row, index) => passed(row, pictures[index] ?? { sha256: '' }));
  await database.db.transaction(async (tx) => {
    await lockForSettling(tx, job);
    await settleBatch(tx, { projectId: job.projectId, nearDistance: 4, settlements });
  });
  return job;
};

const imagesOf = (projectId: string) =>
  database.db.select().from(images).where(eq(images.projectId, projectId)).orderBy(asc(images.sha256));
const services = () => ({ db: database.db, queue, storage });
const { signal } = new AbortController();
const mark = (jobId: string): Promise<boolean> => database.db.transaction((tx) => removeJob(tx, queue, jobId));
const removeParts = (jobId: string, size: RemovalSize = {}): Promise<boolean> =>
  removeJobParts(services(), jobId, { signal, ...size });
const remove = async (jobId: string): Promise<void> => {
  await mark(jobId);
  expect(await removeParts(jobId)).toBe(true);
};
/** Stores bytes, as a worker does before it writes rows; returns their SHA-256. */
const store = async (text: string): Promise<string> => {
  const bytes = async function* () {
    yield Buffer.from(text);
  };
  const file = await storage.receive(bytes(), { maxBytes: 1000 });
  await file.commit();
  return file.sha256;
};
const waitingRemovals = async (): Promise<string[]> => {
  const { rows } = await database.db.execute<{ key: string }>(
    sql`select singleton_key as key from queue.job where name = ${removalJob.name} and state = 'created' order by 1`,
  );
  return rows.map(({ key }) => key);
};

const keptBySearches = async (projectId: string): Promise<number> => {
  const rows = await database.db
    .select({ kept: searches.kept })
    .from(searches)
    .innerJoin(jobs, eq(jobs.id, searches.jobId))
    .where(eq(jobs.projectId, projectId));
  return rows.reduce((total, { kept }) => total + kept, 0);
};

const FOX = '0123456789abcdef';
const OWL = 'fedcba9876543210';
const NEWT = '00ff00ff00ff00ff';

describe('removing a job', () => {
  it('lets what it stood for stand for itself, and keeps bytes that another job found', async () => {
    const first = await jobOf([
      { sha256: 'fox-large', phash: FOX, width: 500 },
      { sha256: 'owl', phash: OWL },
      { sha256: 'newt', phash: NEWT },
    ]);
    const second = await jobOf(
      [
        { sha256: 'fox-small', phash: FOX, width: 100 },
        { sha256: 'fox-tiny', phash: FOX, width: 80 },
        { sha256: 'owl', phash: OWL },
      ],
      first.projectId,
    );
    const before = await imagesOf(first.projectId);
    expect(before.map(({ sha256, status, jobId }) => [sha256, status, jobId === first.jobId])).toEqual([
      ['fox-large', 'kept', true],
      ['fox-small', 'duplicate', false],
      ['fox-tiny', 'duplicate', false],
      ['newt', 'kept', true],
      ['owl', 'kept', true],
    ]);
    await remove(first.jobId);
    const after = await imagesOf(first.projectId);
    expect(after.map(({ sha256, status }) => [sha256, status])).toEqual([
      ['fox-small', 'kept'],
      ['fox-tiny', 'duplicate'],
      ['owl', 'kept'],
    ]);
    expect(after.every(({ jobId }) => jobId === second.jobId)).toBe(true);
    const kept = after.find(({ sha256 }) => sha256 === 'fox-small');
    expect(after.find(({ sha256 }) => sha256 === 'fox-tiny')?.duplicateOf).toBe(kept?.id);
    const rows = await database.db
      .select()
      .from(candidates)
      .where(eq(candidates.jobId, second.jobId))
      .orderBy(asc(candidates.rank));
    expect(rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['kept', 'job.kept'],
      ['duplicate', expect.stringMatching(/^dedupe\./)],
      ['kept', 'job.kept'],
    ]);
    expect(await keptBySearches(first.projectId)).toBe(2);
    expect(await database.db.$count(jobs, eq(jobs.id, first.jobId))).toBe(0);
  });

  it('marks it at once, and takes its parts out of the queue', async () => {
    const { jobId, projectId, rows } = await jobOf([{ sha256: 'a', phash: FOX }]);
    const chunkId = rows[0]?.chunkId ?? '';
    const place = { id: jobId, projectId, createdBy: null, request: {} };
    await database.db.transaction((tx) => queue.enqueue(tx, millJobs.chunkJob, [chunkItem(place, chunkId)]));
    expect([await mark(jobId), await mark(jobId)]).toEqual([true, false]);
    expect(await waitingRemovals()).toContain(`job ${jobId}`);
    await expect(database.db.transaction((tx) => startPendingJob(tx, { queue, jobId }))).rejects.toMatchObject({
      code: 'job.not_found',
    });
    expect(await removeParts(jobId)).toBe(true);
    expect([...(await queue.statesOf(database.db, millJobs.chunkJob, [chunkId])).keys()]).toEqual([]);
    expect(await imagesOf(projectId)).toEqual([]);
    expect(await removeParts(jobId)).toBe(true);
  });

  it('goes on where it was cut off, and each part is no more than it may be', async () => {
    const pictures = Array.from({ length: 7 }, (_, n) => ({ sha256: `part ${n}`, phash: `${n}`.repeat(16) }));
    const first = await jobOf([...pictures, { sha256: 'both', phash: OWL }]);
    const second = await jobOf([{ sha256: 'both', phash: OWL }], first.projectId);
    await mark(first.jobId);
    const left: number[] = [];
    for (let isDone = false; !isDone;) {
      isDone = await removeParts(first.jobId, { parts: 1, imagesAtOnce: 3, rowsAtOnce: 4 });
      left.push(await database.db.$count(images, eq(images.projectId, first.projectId)));
    }
    // First it is stopped; the one that both found goes over to the other; candidates and its chunk follow the images.
    expect(left).toEqual([8, 5, 2, 2, 1, 1, 1, 1, 1]);
    expect((await imagesOf(first.projectId)).map(({ sha256, jobId }) => [sha256, jobId])).toEqual([
      ['both', second.jobId],
    ]);
    expect(await database.db.$count(candidates, eq(candidates.jobId, first.jobId))).toBe(0);
    expect(await keptBySearches(first.projectId)).toBe(1);
  });
});

describe('removing a project', () => {
  const markProject = (projectId: string) => database.db.transaction((tx) => removeProject(tx, queue, projectId));

  it('frees its name and its place at once, and takes everything in it, part by part', async () => {
    const sha256s = await Promise.all(['one', 'two', 'three', 'four', 'five'].map(store));
    const { jobId, projectId } = await jobOf(sha256s.map((sha256, n) => ({ sha256, phash: `${n}`.repeat(16) })));
    const other = await jobOf([{ sha256: sha256s[0] ?? '', phash: FOX }]);
    // Bytes stay for as long as somebody may be fetching the same.
    await database.db.update(jobs).set({ status: 'completed' }).where(ne(jobs.id, jobId));
    await database.db.update(candidates).set({ outcome: 'skipped' }).where(isNull(candidates.outcome));
    const [before] = await database.db.select().from(projects).where(eq(projects.id, projectId));
    await database.db.update(projects).set({ directory: '/data/owls' }).where(eq(projects.id, projectId));
    await markProject(projectId);
    await database.db.insert(projects).values({ id: uuidv7(), name: 'Owls', directory: '/data/owls' });
    await database.db.insert(projects).values({ id: uuidv7(), name: before?.name ?? '' });
    expect(await waitingRemovals()).toContain(`project ${projectId}`);

    let rounds = 0;
    while (!(await removeProjectParts(services(), projectId, { signal, parts: 1, imagesAtOnce: 2, rowsAtOnce: 2 }))) {
      rounds += 1;
    }
    // Its job, three parts of images, three of candidates, its chunk, its search, itself.
    expect(rounds).toBeGreaterThanOrEqual(8);
    for (const [table, condition] of [
      [projects, eq(projects.id, projectId)],
      [jobs, eq(jobs.id, jobId)],
      [chunks, eq(chunks.jobId, jobId)],
      [searches, eq(searches.jobId, jobId)],
      [candidates, eq(candidates.jobId, jobId)],
      [images, eq(images.projectId, projectId)],
    ] as const) {
      expect(await database.db.$count(table, condition)).toBe(0);
    }
    // Bytes that a project of somebody else has stay.
    const stored = await Promise.all(sha256s.map(async (sha256) => (await storage.stat(blobKey(sha256))) !== null));
    expect(stored).toEqual([true, false, false, false, false]);
    expect(await database.db.$count(blobs, inArray(blobs.sha256, sha256s))).toBe(1);
    const left = and(eq(images.projectId, other.projectId), eq(images.status, 'kept'));
    expect(await database.db.$count(images, left)).toBe(1);
  });

  it('takes what a worker still brings after it began', async () => {
    const job = await insertJob(database.db, { candidates: [candidateAt('late 1'), candidateAt('late 2')] });
    await markProject(job.projectId);
    expect(await removeProjectParts(services(), job.projectId, { signal, parts: 1 })).toBe(false);
    const settlements = job.rows.map((row, n) =>
      passed(row, { sha256: `${n}`.repeat(64), phash: `${n + 3}`.repeat(16) }),
    );
    await database.db.transaction(async (tx) => {
      await lockForSettling(tx, job);
      await settleBatch(tx, { projectId: job.projectId, nearDistance: 4, settlements });
    });
    expect(await database.db.$count(images, eq(images.projectId, job.projectId))).toBe(2);
    expect(await removeProjectParts(services(), job.projectId, { signal })).toBe(true);
    expect(await database.db.$count(images, eq(images.projectId, job.projectId))).toBe(0);
  });
});
