import { eq } from 'drizzle-orm';
import { jobs, searches } from '../../library/schema.ts';
import type { Source, SourceContext } from '../../library/source.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { jobError } from '../../library/job.errors.ts';
import { advanceJob, lockJob } from '../job/advance-job.ts';
import { wantsMore } from '../job/demand.ts';
import { reasonOf } from '../job/fail-job.ts';
import { chunkJob } from '../job/mill.jobs.ts';
import type { JobStops } from '../job/job-stops.ts';
import { chunkItem } from '../job/queue-items.ts';
import type { OpenPages } from './open-pages.ts';
import { recordPage } from './record-page.ts';

/** What discovery works with. */
export type DiscoveryServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly sourceContext: (source: Source, signal: AbortSignal) => SourceContext;
  readonly pages: OpenPages;
  readonly stops: JobStops;
};

/**
 * Reads pages of one search until the job has enough candidates under way or the source is dry. Each page is one
 * transaction: its candidates, chunks, cursor and the queue's jobs appear together. Throws what the source throws, and
 * `job.unknown_source`; whoever will not try again calls `giveUpSearch`.
 */
export const discover = async ({
  searchId,
  signal,
  services,
}: {
  readonly searchId: string;
  readonly signal: AbortSignal;
  readonly services: DiscoveryServices;
}): Promise<void> => {
  const { db, stops } = services;
  const [search] = await db.select({ jobId: searches.jobId }).from(searches).where(eq(searches.id, searchId));
  if (search === undefined) return;
  await stops.whileRunning(search.jobId, signal, (both) => readPages({ searchId, signal: both, services }));
};

const readPages = async ({
  searchId,
  signal,
  services,
}: {
  searchId: string;
  signal: AbortSignal;
  services: DiscoveryServices;
}): Promise<void> => {
  try {
    while (!signal.aborted && (await readOnePage({ searchId, signal, services }))) {
      // Goes on until one of the two says that it is enough.
    }
  } catch (error) {
    await services.pages.close(searchId);
    throw error;
  }
};

/** Returns whether another page is wanted. */
const readOnePage = async ({
  searchId,
  signal,
  services,
}: {
  searchId: string;
  signal: AbortSignal;
  services: DiscoveryServices;
}): Promise<boolean> => {
  const { db, queue, pages } = services;
  const [before] = await db
    .select()
    .from(searches)
    .innerJoin(jobs, eq(jobs.id, searches.jobId))
    .where(eq(searches.id, searchId));
  if (before === undefined || before.jobs.status !== 'running' || before.searches.dry) return false;
  const source = services.sources.get(before.searches.source);
  if (source === undefined) throw jobError('job.unknown_source', { source: before.searches.source });
  const { config } = before.jobs;
  const page = await pages.next({
    searchId,
    source,
    request: { query: before.searches.query, licences: config.licences, columns: config.columns },
    context: (whileRead) => services.sourceContext(source, whileRead),
    signal,
    cursor: before.searches.cursor ?? null,
  });
  return db.transaction(async (tx) => {
    const locked = await lockJob(tx, before.searches.jobId);
    const search = locked?.searches.find(({ id }) => id === searchId);
    if (locked === null || search === undefined || locked.job.status !== 'running') return false;
    // Somebody else has read this page meanwhile (a worker that was given up for dead): theirs counts.
    if (search.pages !== before.searches.pages) return true;
    const chunkIds = await recordPage(tx, {
      projectId: locked.job.projectId,
      search,
      page: page ?? { candidates: [], dropped: [], cursor: null, notices: [] },
      chunkSize: config.chunkSize,
    });
    await queue.enqueue(
      tx,
      chunkJob,
      chunkIds.map((chunkId) => chunkItem(locked.job, chunkId)),
    );
    const after = await lockJob(tx, search.jobId);
    const self = after?.searches.find(({ id }) => id === searchId);
    if (self !== undefined && after !== null && wantsMore(self, after.searches, config)) return true;
    await advanceJob(tx, { queue, jobId: search.jobId });
    return false;
  });
};

/** Ends a search that cannot go on, with the reason; the other searches of its job go on without it. */
export const giveUpSearch = (
  { db, queue }: Pick<DiscoveryServices, 'db' | 'queue'>,
  searchId: string,
  error: unknown,
): Promise<void> =>
  db.transaction(async (tx) => {
    const [search] = await tx.select({ jobId: searches.jobId }).from(searches).where(eq(searches.id, searchId));
    if (search === undefined) return;
    await lockJob(tx, search.jobId);
    await tx
      .update(searches)
      .set({ dry: true, ...reasonOf(error) })
      .where(eq(searches.id, searchId));
    await advanceJob(tx, { queue, jobId: search.jobId });
  });
