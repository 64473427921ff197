import { and, asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob, passed } from '../../../test/mill-rows.ts';
import { candidates, images, jobs, projects, searches } from '../../library/schema.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openQueue, type Queue } from '../../platform/queue/queue.ts';
import { lockForSettling } from '../settle/open-settler.ts';
import { settleBatch } from '../settle/settle-batch.ts';
import { deleteJob, deleteProject } from './delete-job.ts';
import * as millJobs from './mill.jobs.ts';
import { chunkItem } from './queue-items.ts';

let database: TestDatabase;
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase();
  const { connection, pool } = database;
  queue = await openQueue({
    connection,
    pool,
    jobs: Object.values(millJobs),
    logger: createLogger({ level: 'silent' }),
  });
});
afterAll(async () => {
  await queue.stop();
  await database.close();
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
const remove = (jobId: string) =>
  deleteJob({ db: database.db, queue }, { jobId, last: async (tx) => void (await tx.select().from(jobs).limit(1)) });
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

describe('deleting a job', () => {
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

  it('takes its parts out of the queue, and can be asked for again', async () => {
    const { jobId, projectId, rows } = await jobOf([{ sha256: 'a', phash: FOX }]);
    const chunkId = rows[0]?.chunkId ?? '';
    const place = { id: jobId, projectId, createdBy: null, request: {} };
    await database.db.transaction((tx) => queue.enqueue(tx, millJobs.chunkJob, [chunkItem(place, chunkId)]));
    const interrupted = deleteJob(
      { db: database.db, queue },
      {
        jobId,
        last: async () => {
          throw new Error('killed');
        },
      },
    );
    await expect(interrupted).rejects.toThrow('killed');
    expect([...(await queue.statesOf(database.db, millJobs.chunkJob, [chunkId])).keys()]).toEqual([]);
    await remove(jobId);
    await remove(jobId);
    expect(await imagesOf(projectId)).toEqual([]);
  });
});

it('deleting a project takes everything in it', async () => {
  const { jobId, projectId } = await jobOf([{ sha256: 'a', phash: FOX }]);
  const other = await jobOf([{ sha256: 'a', phash: FOX }]);
  await database.db.transaction((tx) => deleteProject(tx, queue, projectId));
  for (const [table, condition] of [
    [projects, eq(projects.id, projectId)],
    [jobs, eq(jobs.id, jobId)],
    [candidates, eq(candidates.jobId, jobId)],
    [images, eq(images.projectId, projectId)],
  ] as const) {
    expect(await database.db.$count(table, condition)).toBe(0);
  }
  const left = and(eq(images.projectId, other.projectId), eq(images.status, 'kept'));
  expect(await database.db.$count(images, left)).toBe(1);
});
