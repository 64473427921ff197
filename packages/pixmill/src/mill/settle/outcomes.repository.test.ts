import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob } from '../../../test/mill-rows.ts';
import { candidates, jobs, searches } from '../../library/schema.ts';
import { lockForSettling } from './open-settler.ts';
import { writeOutcomes, type OutcomeChange } from './outcomes.repository.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const jobOf = (count: number, projectId?: string) =>
  insertJob(database.db, {
    ...(projectId === undefined ? {} : { projectId }),
    candidates: Array.from({ length: count }, (_, index) => candidateAt(`http://images.test/${index}`)),
  });

const change = (id: string, given: Partial<OutcomeChange> = {}): OutcomeChange => ({
  id,
  outcome: 'kept',
  code: 'job.kept',
  detail: null,
  imageId: null,
  ...given,
});

const eventsOf = (jobId: string) =>
  database.db
    .select({ id: candidates.id, seq: candidates.eventSeq })
    .from(candidates)
    .where(eq(candidates.jobId, jobId))
    .orderBy(asc(candidates.eventSeq));

const newestOf = async (jobId: string): Promise<number | undefined> =>
  (await database.db.select({ seq: jobs.eventSeq }).from(jobs).where(eq(jobs.id, jobId)))[0]?.seq;

describe('writeOutcomes', () => {
  it('numbers the ends of each job from 1 without a gap, and a changed one anew', async () => {
    const job = await jobOf(3);
    const other = await jobOf(2, job.projectId);
    const ids = job.rows.map(({ id }) => id);
    const otherIds = other.rows.map(({ id }) => id);
    await database.db.transaction((tx) =>
      writeOutcomes(
        tx,
        [...ids, ...otherIds].map((id) => change(id)),
      ),
    );
    expect((await eventsOf(job.jobId)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await eventsOf(other.jobId)).map(({ seq }) => seq)).toEqual([1, 2]);
    const first = ids[0] ?? '';
    await database.db.transaction((tx) =>
      writeOutcomes(tx, [change(first, { outcome: 'duplicate', code: 'dedupe.near' })]),
    );
    expect((await eventsOf(job.jobId)).at(-1)).toEqual({ id: first, seq: 4 });
    expect(await newestOf(job.jobId)).toBe(4);
  });

  it('never lets a number be seen before a smaller one', async () => {
    const job = await jobOf(2);
    const [first, second] = job.rows.map(({ id }) => id);
    let later: Promise<unknown> = Promise.resolve();
    await database.db.transaction(async (tx) => {
      await lockForSettling(tx, job);
      await writeOutcomes(tx, [change(first ?? '')]);
      later = database.db.transaction((other) => writeOutcomes(other, [change(second ?? '')]));
      // Whoever comes second waits for the row of the job.
      await expect
        .poll(() => database.pool.query(`select 1 from pg_locks where not granted`).then(({ rowCount }) => rowCount))
        .toBeGreaterThan(0);
      expect((await eventsOf(job.jobId)).map(({ seq }) => seq)).toEqual([null, null]);
    });
    await later;
    expect(await eventsOf(job.jobId)).toEqual([
      { id: first, seq: 1 },
      { id: second, seq: 2 },
    ]);
  });

  it('counts what had arrived, once, whatever it becomes later', async () => {
    const job = await jobOf(5);
    const [kept = '', near = '', sameUrl = '', blurry = '', gone = ''] = job.rows.map(({ id }) => id);
    await database.db.transaction((tx) =>
      writeOutcomes(tx, [
        change(kept),
        change(near, { outcome: 'duplicate', code: 'dedupe.near' }),
        change(sameUrl, { outcome: 'duplicate', code: 'dedupe.same_url' }),
        change(blurry, { outcome: 'rejected', code: 'judge.blurry' }),
        change(gone, { outcome: 'failed', code: 'fetch.not_found' }),
      ]),
    );
    const downloaded = async () =>
      (await database.db.select().from(searches).where(eq(searches.jobId, job.jobId)))[0]?.downloaded;
    expect(await downloaded()).toBe(3);
    await database.db.transaction((tx) =>
      writeOutcomes(tx, [change(near), change(kept, { code: 'job.target_reached' })]),
    );
    expect(await downloaded()).toBe(3);
  });
});
