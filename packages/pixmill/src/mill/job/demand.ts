import type { JobConfig } from '../../library/job.ts';
import type { SearchRow } from '../../library/schema.ts';

/** How many candidates of a job may wait or be in work before its sources are asked for more. */
const MAX_IN_FLIGHT = 2048;

/** The share of candidates that is assumed to be kept before anything is known, and the least that is ever assumed. */
const FIRST_KEEP_RATE = 0.7;
const LEAST_KEEP_RATE = 0.1;

type Counters = Pick<
  SearchRow,
  'targetGroup' | 'target' | 'dry' | 'discovered' | 'kept' | 'duplicate' | 'rejected' | 'failed' | 'skipped'
>;

/** Candidates of a search that have not ended yet. */
export const inFlight = (search: Counters): number =>
  search.discovered - search.kept - search.duplicate - search.rejected - search.failed - search.skipped;

const sum = (searches: readonly Counters[], of: (search: Counters) => number): number =>
  searches.reduce((total, search) => total + of(search), 0);

/** How many of the candidates under way will probably be kept, going by those that have ended. */
const expectedKept = (searches: readonly Counters[]): number => {
  const kept = sum(searches, (search) => search.kept);
  const waiting = sum(searches, inFlight);
  const ended = sum(searches, ({ discovered }) => discovered) - waiting;
  const rate = ended === 0 ? FIRST_KEEP_RATE : Math.max(LEAST_KEEP_RATE, kept / ended);
  return kept + waiting * rate;
};

/** Whether a job, by the numbers of all of its searches, should ask this one for another page. */
export const wantsMore = (
  search: Counters,
  searches: readonly Counters[],
  { maxImages }: Pick<JobConfig, 'maxImages'>,
): boolean => {
  if (search.dry || sum(searches, inFlight) >= MAX_IN_FLIGHT) return false;
  if (maxImages !== null && expectedKept(searches) >= maxImages) return false;
  if (search.target === null) return true;
  return expectedKept(searches.filter(({ targetGroup }) => targetGroup === search.targetGroup)) < search.target;
};

/** Whether nothing is under way and nothing more is wanted of any search. */
export const isComplete = (searches: readonly Counters[], config: Pick<JobConfig, 'maxImages'>): boolean =>
  searches.every((search) => inFlight(search) === 0 && !wantsMore(search, searches, config));
