import { and, desc, eq, inArray } from 'drizzle-orm';
import { candidates, images, jobs, searches } from '../../library/schema.ts';
import type { CandidateRow, SearchRow } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { removeCandidates } from '../settle/remove-candidates.ts';
import { lockProject } from '../../library/project-lock.ts';
import { lockJob } from './advance-job.ts';
import type { LockedJob } from './advance-job.ts';
import { isComplete } from './demand.ts';
import { endJob } from './end-job.ts';
import type { FailServices } from './fail-job.ts';

/**
 * Ends a job: what was kept beyond a target is taken out again, last found first, so that which images stay does not
 * depend on how far ahead the workers were. Fails the job when no source answered and nothing was kept. Running it twice
 * changes nothing.
 */
export const finishJob = async (services: FailServices, jobId: string): Promise<void> => {
  const { db } = services;
  const [known] = await db.select({ projectId: jobs.projectId }).from(jobs).where(eq(jobs.id, jobId));
  if (known === undefined) return;
  await db.transaction(async (tx) => {
    await lockProject(tx, known.projectId);
    const locked = await lockJob(tx, jobId);
    if (locked === null || locked.job.status !== 'running' || !isComplete(locked.searches, locked.job.config)) return;
    await trimToTargets(tx, locked);
    await endJob(tx, services, { jobId, ...endOf(locked) });
  });
};

/** A job fails when it has nothing to show and a source is to blame; otherwise what there is, is its result. */
const endOf = ({ searches: all }: LockedJob) => {
  const failed = all.find(({ errorCode }) => errorCode !== null);
  const kept = all.reduce((total, search) => total + search.kept, 0);
  if (failed === undefined || kept > 0) return { end: 'completed' as const };
  return { end: 'failed' as const, reason: { errorCode: failed.errorCode, errorDetail: failed.errorDetail } };
};

const trimToTargets = async (tx: Transaction, { job, searches: all }: LockedJob): Promise<void> => {
  const groups = Map.groupBy(all, ({ targetGroup }) => targetGroup);
  for (const group of groups.values()) {
    const target = group[0]?.target ?? null;
    if (target !== null) await trim(tx, { job, group, target });
  }
  if (job.config.maxImages !== null) {
    const group = await tx.select().from(searches).where(eq(searches.jobId, job.id));
    await trim(tx, { job, group, target: job.config.maxImages });
  }
};

/** Takes out the last found candidates of a group of searches until at most `target` of its images are kept. */
const trim = async (
  tx: Transaction,
  { job, group, target }: { job: LockedJob['job']; group: readonly SearchRow[]; target: number },
): Promise<void> => {
  const searchIds = group.map(({ id }) => id);
  // Taking one out may free a duplicate that it stood for, so the count is asked again after each round.
  for (;;) {
    const kept = await tx.$count(
      candidates,
      and(inArray(candidates.searchId, searchIds), eq(candidates.outcome, 'kept')),
    );
    if (kept <= target) return;
    const last: Pick<CandidateRow, 'id'>[] = await tx
      .select({ id: candidates.id })
      .from(candidates)
      .innerJoin(searches, eq(searches.id, candidates.searchId))
      .innerJoin(images, eq(images.candidateId, candidates.id))
      .where(and(inArray(candidates.searchId, searchIds), inArray(candidates.outcome, ['kept', 'duplicate'])))
      .orderBy(desc(candidates.rank), desc(searches.position))
      .limit(kept - target);
    if (last.length === 0) return;
    await removeCandidates(tx, {
      projectId: job.projectId,
      nearDistance: job.config.nearDistance,
      candidateIds: last.map(({ id }) => id),
      code: 'job.target_reached',
    });
  }
};
