import { setTimeout as wait } from 'node:timers/promises';
import type { PgBoss, JobWithMetadata } from 'pg-boss';
import type { ClientConfig, Pool } from 'pg';
import { PixmillError } from '../errors/pixmill-error.ts';
import type { Logger } from '../logging/logger.ts';
import { parsePayload, type JobDefinition, type Payload } from './job-definition.ts';
import { queueError } from './queue.errors.ts';
import { handBack, takeOverFromDead, type Claim } from './take-over.ts';
import { registerWorker } from './workers.ts';

/** One run of one job. */
export type JobRun<Definition extends JobDefinition> = {
  /** The same at every attempt. */
  readonly id: string;
  readonly payload: Payload<Definition>;
  /** Aborted when the process stops, the run is too long, or the job was given to somebody else. */
  readonly signal: AbortSignal;
  /** From 1; also counts runs that a killed or stopped worker did not finish. */
  readonly attempt: number;
  /** Whether it would be run again if this run failed now: tries are left, or the process is stopping. */
  readonly comesBack: () => boolean;
};

export type Handler<Definition extends JobDefinition> = (run: JobRun<Definition>) => Promise<void>;

export type WorkOptions = {
  /** Jobs at once. */
  readonly concurrency: number;
  /** Leaves alone what is not of this lane; `none` takes what is of no lane, without it jobs of every lane and of none are taken. */
  readonly lane?: number | 'none';
  /** Jobs of one group at once in this process, fewer than `concurrency`: what is left is for other groups. */
  readonly perGroup?: number;
};

/** The working half of one process. */
export type WorkerProcess = {
  readonly id: number;
  readonly work: <Definition extends JobDefinition>(
    job: Definition,
    options: WorkOptions,
    handler: Handler<Definition>,
  ) => Promise<void>;
  readonly stop: (deadlineMs: number) => Promise<void>;
};

const TAKE_OVER_INTERVAL_MS = 3_000;
/** How long handlers have between their signal and being left alone. */
const ABORT_GRACE_MS = 2_000;
/** Notifications wake workers at once; this is for what none comes for: jobs whose time has come, and freed keys. */
const POLLING_SECONDS = 1;
/** How long a job waits before it looks again whether the one of its key has ended. */
const KEY_WAIT_MS = 1_000;

/** Lanes are priorities: pg-boss can take jobs by a range of them, by an index. Jobs of no lane have priority 0. */
const priorities = (lane: WorkOptions['lane']): { minPriority?: number; maxPriority?: number } => {
  if (lane === undefined) return {};
  return lane === 'none' ? { maxPriority: 0 } : { minPriority: lane, maxPriority: lane };
};

/** Registers this process as a worker, takes over what dead ones held, and keeps doing so. */
export const createWorkerProcess = async ({
  boss,
  connection,
  pool,
  jobs,
  logger,
}: {
  readonly boss: PgBoss;
  readonly connection: ClientConfig;
  readonly pool: Pool;
  /** Names of every job that dead workers may have held. */
  readonly jobs: readonly string[];
  readonly logger: Logger;
}): Promise<WorkerProcess> => {
  const registration = await registerWorker({ connection, logger });
  const stopping = new AbortController();
  const closing = { now: false };
  const running = new Map<string, Claim>();
  const workIds: { readonly name: string; readonly id: string }[] = [];

  const takeOver = async ({ isFresh }: { readonly isFresh: boolean }): Promise<void> => {
    try {
      const count = await takeOverFromDead(pool, { self: registration.id, jobs, isFresh });
      if (count === 0) return;
      logger.info({ count }, 'took over jobs of workers that are gone');
      for (const { id } of workIds) boss.notifyWorker(id);
    } catch (error) {
      logger.debug({ err: error }, 'could not look for jobs of workers that are gone');
    }
  };
  await takeOver({ isFresh: true });
  let pass = Promise.resolve();
  const timer = setInterval(() => {
    pass = pass.then(() => takeOver({ isFresh: false }));
  }, TAKE_OVER_INTERVAL_MS);

  const claimJob = (job: JobDefinition, { jobId, attempt }: Claim): Promise<unknown> =>
    pool.query(
      `insert into queue_claims (job_id, job, attempt, worker_id, process) values ($1, $2, $3, $4, $5)
       on conflict (job_id) do update set job = excluded.job, attempt = excluded.attempt,
         worker_id = excluded.worker_id, process = excluded.process, claimed_at = now()`,
      [jobId, job.name, attempt, registration.id, registration.process],
    );

  /** Lets a job wait for the one of its key that runs, as if it was enqueued now: at most one of a key waits. */
  const putBehind = async (job: JobDefinition, { data, singletonKey, groupId, priority }: JobWithMetadata) => {
    const startAfter = new Date(Date.now() + KEY_WAIT_MS);
    const again = { data, singletonKey: singletonKey ?? '', priority, startAfter };
    await boss.insert(job.name, [groupId == null ? again : { ...again, group: { id: groupId } }]);
  };

  /** Runs the handler; says how the job is to be settled. Throws what counts as a failed try. */
  const run = async <Definition extends JobDefinition>(
    job: Definition,
    handler: Handler<Definition>,
    given: JobWithMetadata,
  ): Promise<{ status: 'completed' | 'deadletter'; output?: object }> => {
    const claim = { jobId: given.id, attempt: given.retryCount };
    let payload: Payload<Definition>;
    try {
      payload = parsePayload(job, given.data);
    } catch (error) {
      if (!(error instanceof PixmillError)) throw error;
      const { code, message } = error;
      logger.error({ job: job.name, id: given.id }, message);
      return { status: 'deadletter', output: { code, message } };
    }
    const key = job.unique === 'none' || given.singletonKey === null ? null : `${job.name}:${given.singletonKey}`;
    if (key !== null && !(await registration.lockKey(key))) {
      await putBehind(job, given);
      return { status: 'completed' };
    }
    try {
      await claimJob(job, claim);
      const signal = AbortSignal.any([given.signal, stopping.signal]);
      signal.throwIfAborted();
      const comesBack = (): boolean => stopping.signal.aborted || given.retryCount < given.retryLimit;
      await handler({ id: given.id, payload, signal, attempt: given.retryCount + 1, comesBack });
      return { status: 'completed' };
    } catch (error) {
      // What a stopping process did not finish is not the job's failure.
      if (stopping.signal.aborted) await handBack(pool, [claim]);
      throw error;
    } finally {
      if (key !== null) await registration.unlockKey(key);
    }
  };

  const work: WorkerProcess['work'] = async (job, { concurrency, lane, perGroup }, handler) => {
    if (closing.now) throw queueError('queue.closed');
    const slots: string[] = [];
    const handle = async (batch: readonly JobWithMetadata[]) => {
      const given = batch[0];
      if (given === undefined) return [];
      running.set(given.id, { jobId: given.id, attempt: given.retryCount });
      try {
        return [{ id: given.id, ...(await run(job, handler, given)) }];
      } finally {
        running.delete(given.id);
        // pg-boss would now wait for its next poll, however much is waiting.
        if (!closing.now) for (const slot of slots) boss.notifyWorker(slot);
      }
    };
    const workId = await boss.work(
      job.name,
      {
        batchSize: 1,
        localConcurrency: concurrency,
        perJobResults: true,
        includeMetadata: true,
        ...priorities(lane),
        pollingIntervalSeconds: POLLING_SECONDS,
        notifyPollingIntervalSeconds: POLLING_SECONDS,
        ...(perGroup === undefined ? {} : { localGroupConcurrency: perGroup }),
        ...(perGroup === undefined && job.unique !== 'none' ? { groupConcurrency: 1 } : {}),
      },
      handle,
    );
    slots.push(...boss.getWipData().flatMap((slot) => (slot.workId === workId ? [slot.id] : [])));
    workIds.push(...slots.map((id) => ({ name: job.name, id })));
  };

  const stop = async (deadlineMs: number): Promise<void> => {
    closing.now = true;
    clearInterval(timer);
    await pass;
    const names = new Set(workIds.map(({ name }) => name));
    // Resolves when every handler has ended and what it did is settled.
    const drained = Promise.all([...names].map((name) => boss.offWork(name, { wait: true })));
    const timeUp = new AbortController();
    const within = (ms: number): Promise<unknown> =>
      Promise.race([drained, wait(ms, undefined, { signal: timeUp.signal }).catch(() => undefined)]);
    await within(deadlineMs);
    if (running.size > 0) {
      stopping.abort(queueError('queue.closed'));
      await within(ABORT_GRACE_MS);
    }
    timeUp.abort();
    await handBack(pool, [...running.values()]).catch((error: unknown) =>
      logger.debug({ err: error }, 'what runs could not be handed back'),
    );
    await registration.release();
  };

  return { id: registration.id, work, stop };
};
