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
  const goingOf = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const rows = await db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(inArray(jobs.id, [...ids]), eq(jobs.status, 'running')));
    return new Set(rows.map(({ id }) => id));
  };
  let looking = Promise.resolve();
  // A message may be late: what counts is how the job stands.
  const look = async (): Promise<void> => {
    const ids = [...running.keys()];
    if (ids.length === 0) return;
    const going = await goingOf(ids);
    for (const id of ids.filter((known) => !going.has(known))) {
      for (const controller of running.get(id) ?? []) controller.abort(jobError('job.cancelled'));
    }
  };
  const lookAgain = (): void => {
    looking = looking
      .then(look)
      .catch((error: unknown) => logger.debug({ err: error }, 'could not look after the jobs that run here'));
  };
  const hear = (jobId: string): void => {
    if (running.has(jobId)) lookAgain();
  };
  const listener: Listener = await openListener({ connection, channel: CHANNEL, logger, hear, missed: lookAgain });
  const timer = setInterval(lookAgain, LOOK_INTERVAL_MS);

  return {
    whileRunning: async (jobId, signal, part) => {
      for (let isWanted = true; isWanted;) {
        isWanted = false;
        const controller = new AbortController();
        const parts = running.get(jobId) ?? new Set();
        running.set(jobId, parts.add(controller));
        try {
          await part(AbortSignal.any([signal, controller.signal]));
        } catch (error) {
          if (!controller.signal.aborted || signal.aborted) throw error;
          // Somebody may have started it again meanwhile: then the part is wanted after all.
          isWanted = (await goingOf([jobId])).has(jobId);
        } finally {
          parts.delete(controller);
          if (parts.size === 0) running.delete(jobId);
        }
      }
    },
    close: async () => {
      clearInterval(timer);
      await looking;
      await listener.close();
    },
  };
};
