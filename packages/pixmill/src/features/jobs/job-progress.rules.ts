import type { JobStatus } from '../../library/job.ts';

/** What is known of a job's candidates, summed over its searches. */
export type JobCounts = {
  readonly discovered: number;
  readonly downloaded: number;
  readonly kept: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly failed: number;
  readonly skipped: number;
  /** Whether no source has more to give. */
  readonly dry: boolean;
};

/** Candidates of a job that have not ended. */
export const inFlightOf = ({ discovered, kept, duplicate, rejected, failed, skipped }: JobCounts): number =>
  discovered - kept - duplicate - rejected - failed - skipped;

/**
 * How far a job is, in percent: by what it is to keep, or, when its sources have no more, by what has ended. 100 is for
 * completed jobs only.
 */
export const progressOf = (
  { status, target }: { readonly status: JobStatus; readonly target: number | null },
  counts: JobCounts,
): number => {
  if (status === 'completed') return 100;
  if (status === 'pending' || counts.discovered === 0) return 0;
  const byTarget = target === null ? 0 : counts.kept / target;
  const byEnds = counts.dry ? 1 - inFlightOf(counts) / counts.discovered : 0;
  return Math.min(99, Math.floor(100 * Math.max(byTarget, byEnds)));
};

/** The newest ends of a job. */
export type RecentEnds = { readonly ended: number; readonly kept: number; readonly since: Date | null };

/** Fewer ends than these say nothing about a rate. */
const FEWEST_ENDS = 5;

/**
 * When a running job will probably have ended, by the rate of its newest ends: when enough are kept, or when nothing is in
 * flight any more, whichever comes first. `null` while nothing can be said.
 */
export const estimatedCompletion = (
  { target, now }: { readonly target: number | null; readonly now: Date },
  counts: JobCounts,
  { ended, kept, since }: RecentEnds,
): Date | null => {
  if (since === null || ended < FEWEST_ENDS) return null;
  const elapsedMs = Math.max(1, now.getTime() - since.getTime());
  const waits: number[] = [];
  if (target !== null && kept > 0) waits.push((Math.max(0, target - counts.kept) / kept) * elapsedMs);
  if (counts.dry) waits.push((inFlightOf(counts) / ended) * elapsedMs);
  if (waits.length === 0) return null;
  const moment = new Date(now.getTime() + Math.min(...waits));
  return Number.isNaN(moment.getTime()) ? null : moment;
};
