import { eq } from 'drizzle-orm';
import { jobs, searches } from '../../library/schema.ts';
import type { Source, SourceContext } from '../../library/source.ts';
import type { Database } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { advanceJob, lockJob } from '../job/advance-job.ts';
import { wantsMore } from '../job/demand.ts';
import { chunkJob } from '../job/mill.jobs.ts';
import type { OpenPages } from './open-pages.ts';
import { recordPage } from './record-page.ts';

/** What discovery works with. */
export type DiscoveryServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly sourceContext: (source: Source, signal: AbortSignal) => SourceContext;
  readonly pages: OpenPages;
};

/**
 * Reads pages of one search until the job has enough candidates under way or the source is dry. Each page is one
 * transaction: its candidates, chunks, cursor and the queue's jobs appear together. A source that fails for good, or on
 * the last attempt, gives up with its error recorded; the other searches go on.
 */
export const discover = async ({
  searchId,
  lastAttempt,
  signal,
  services,
}: {
  readonly searchId: string;
  readonly lastAttempt: boolean;
  readonly signal: AbortSignal;
  readonly services: DiscoveryServices;
}): Promise<void> => {
  try {
    while (!signal.aborted && (await readOnePage({ searchId, signal, services }))) {
      // Goes on until one of the two says that it is enough.
    }
  } catch (error) {
    await services.pages.close(searchId);
    const final = error instanceof PixmillError && (!error.retry || lastAttempt);
    if (signal.aborted || !final) throw error;
    await giveUp(services, searchId, error);
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
  if (source === undefined)
    throw new Error(`Search ${searchId} names the source ${before.searches.source}, which is not here.`);
  const { config } = before.jobs;
  const page = await pages.next({
    searchId,
    source,
    request: { query: before.searches.query, licences: config.licences, columns: config.columns },
    context: services.sourceContext(source, signal),
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
      chunkIds.map((chunkId) => ({ payload: { chunkId }, key: chunkId })),
    );
    const after = await lockJob(tx, search.jobId);
    const self = after?.searches.find(({ id }) => id === searchId);
    if (self !== undefined && after !== null && wantsMore(self, after.searches, config)) return true;
    await advanceJob(tx, { queue, jobId: search.jobId });
    return false;
  });
};

const giveUp = ({ db, queue }: DiscoveryServices, searchId: string, error: PixmillError): Promise<void> =>
  db.transaction(async (tx) => {
    const [search] = await tx.select({ jobId: searches.jobId }).from(searches).where(eq(searches.id, searchId));
    if (search === undefined) return;
    await lockJob(tx, search.jobId);
    const gaveUp = { dry: true, errorCode: error.code, errorDetail: error.message };
    await tx.update(searches).set(gaveUp).where(eq(searches.id, searchId));
    await advanceJob(tx, { queue, jobId: search.jobId });
  });
