import { and, eq, inArray, sql } from 'drizzle-orm';
import { jobError } from '../../library/job.errors.ts';
import { jobs } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { openListener, type Listener } from '../../platform/database/listener.ts';

/** Lets the parts of jobs that this process runs stop when their job ends under them. */
export type JobStops = {
  /**
   * Runs a part of a job with a signal that is also aborted when the job does not run any more; then whatever the part
   * throws is dropped, since nobody waits for it.
   */
  readonly whileRunning: (
    jobId: string,
    signal: AbortSignal,
    part: (signal: AbortSignal) => Promise<void>,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
};

const CHANNEL = 'pixmill_job_stops';
/** Messages may be lost with their connection; this is how long a part can go on then. */
const LOOK_INTERVAL_MS = 1_000;

/** Tells every process that a job is not to be worked on any more, when the transaction commits. */
export const sendStop = async (tx: Transaction, jobId: string): Promise<void> => {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${jobId})`);
};

/** Begins to listen for stops; while parts run, it also looks after their jobs once a second. */
export const openJobStops = async ({
  db,
  connection,
  logger,
}: {
  readonly db: Database;
  readonly connection: Parameters<typeof openListener>[0]['connection'];
  readonly logger: Logger;
}): Promise<JobStops> => {
  const running = new Map<string, Set<AbortController>>();
  const stop = (jobId: string): void => {
    for (const controller of running.get(jobId) ?? []) controller.abort(jobError('job.cancelled'));
  };
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const ids = [...running.keys()];
    if (ids.length === 0) return;
    const rows = await db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(inArray(jobs.id, ids), eq(jobs.status, 'running')));
    const going = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!going.has(id)) stop(id);
  };
  const lookAgain = (): void => {
    looking = looking
      .then(look)
      .catch((error: unknown) => logger.debug({ err: error }, 'could not look after the jobs that run here'));
  };
  const listener: Listener = await openListener({
    connection,
    channel: CHANNEL,
    logger,
    hear: stop,
    missed: lookAgain,
  });
  const timer = setInterval(lookAgain, LOOK_INTERVAL_MS);

  return {
    whileRunning: async (jobId, signal, part) => {
      const controller = new AbortController();
      const parts = running.get(jobId) ?? new Set();
      running.set(jobId, parts.add(controller));
      try {
        await part(AbortSignal.any([signal, controller.signal]));
      } catch (error) {
        if (!controller.signal.aborted || signal.aborted) throw error;
      } finally {
        parts.delete(controller);
        if (parts.size === 0) running.delete(jobId);
      }
    },
    close: async () => {
      clearInterval(timer);
      await looking;
      await listener.close();
    },
  };
};
