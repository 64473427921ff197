import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob } from '../../../test/mill-rows.ts';
import { jobs } from '../../library/schema.ts';
import type { JobStatus } from '../../library/job.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openJobStops, sendStop, type JobStops } from './job-stops.ts';

let database: TestDatabase;
const opened: JobStops[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const stops of opened.splice(0)) await stops.close();
});
afterAll(() => database.close());

const open = async (): Promise<JobStops> => {
  const { db, connection } = database;
  const stops = await openJobStops({ db, connection, logger: createLogger({ level: 'silent' }) });
  opened.push(stops);
  return stops;
};
const runningJob = async (): Promise<string> =>
  (await insertJob(database.db, { candidates: [candidateAt('http://images.test/1')] })).jobId;
const setStatus = (jobId: string, status: JobStatus) =>
  database.db.transaction(async (tx) => {
    await tx.update(jobs).set({ status }).where(eq(jobs.id, jobId));
    await sendStop(tx, jobId);
  });

/** A part that runs until its signal is aborted. */
const endless = (begun: () => void) => (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')));
    begun();
  });

const never = new AbortController().signal;

describe('a part of a job', () => {
  it('is aborted when the job is cancelled, in whatever process, and what it throws is dropped', async () => {
    const jobId = await runningJob();
    const begun: number[] = [];
    const parts = [await open(), await open()].map((stops, n) =>
      stops.whileRunning(
        jobId,
        never,
        endless(() => begun.push(n)),
      ),
    );
    expect(begun).toEqual([0, 1]);
    await setStatus(jobId, 'cancelled');
    expect(await Promise.all(parts)).toEqual([undefined, undefined]);
  });

  it('is begun again when the job runs again by the time that it has stopped', async () => {
    const jobId = await runningJob();
    const stops = await open();
    let runs = 0;
    await stops.whileRunning(jobId, never, async (signal) => {
      runs += 1;
      if (runs === 2) return;
      await setStatus(jobId, 'cancelled');
      await endless(() => {})(signal).catch(async (error: unknown) => {
        await setStatus(jobId, 'running');
        throw error;
      });
    });
    expect(runs).toBe(2);
  });

  it('goes on when a message comes late, and the job runs', async () => {
    const jobId = await runningJob();
    const stops = await open();
    const other = await runningJob();
    let isAborted = false;
    await stops.whileRunning(jobId, never, async (signal) => {
      const stopped = stops.whileRunning(
        other,
        never,
        endless(() => {}),
      );
      await setStatus(jobId, 'running');
      // What is sent later is heard later.
      await setStatus(other, 'cancelled');
      await stopped;
      isAborted = signal.aborted;
    });
    expect(isAborted).toBe(false);
  });

  it('throws what it threw by itself, or when its own signal was aborted', async () => {
    const jobId = await runningJob();
    const stops = await open();
    const failing = stops.whileRunning(jobId, never, async () => {
      throw new Error('a fault of its own');
    });
    await expect(failing).rejects.toThrow('a fault of its own');
    const stopping = new AbortController();
    const stopped = stops.whileRunning(
      jobId,
      stopping.signal,
      endless(() => stopping.abort()),
    );
    await expect(stopped).rejects.toThrow('aborted');
  });

  it('is aborted, too, when the connection that hears of it was cut', async () => {
    const jobId = await runningJob();
    const stops = await open();
    const part = stops.whileRunning(
      jobId,
      never,
      endless(() => {}),
    );
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'pixmill listener%'`,
    );
    await setStatus(jobId, 'cancelled');
    expect(await part).toBe(undefined);
  });
});
