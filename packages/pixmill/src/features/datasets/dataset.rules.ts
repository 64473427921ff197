import type { DatasetRequest } from '../../library/dataset-request.ts';
import type { JobStatus, NewSearch } from '../../library/job.ts';
import { distinctKeywords } from '../../library/keywords.ts';
import type { DatasetRow } from '../../library/service.schema.ts';

/** Keywords whose images get one label. */
export type LabelGroup = { readonly label: string; readonly keywords: readonly string[] };

/** Every label with its keywords: a keyword is its own label, a category one for all of its keywords. */
export const labelGroups = ({
  keywords,
  categories,
}: Pick<DatasetRequest, 'keywords' | 'categories'>): LabelGroup[] => {
  const groups = new Map<string, LabelGroup>();
  const add = (label: string, words: readonly string[]): void => {
    const known = groups.get(label.toLowerCase());
    const all = distinctKeywords([...(known?.keywords ?? []), ...words]);
    if (all.length > 0) groups.set(label.toLowerCase(), { label: known?.label ?? label, keywords: all });
  };
  for (const keyword of distinctKeywords(keywords)) add(keyword, [keyword]);
  for (const [label, words] of Object.entries(categories)) add(label.trim().replaceAll(/\s+/g, ' '), words);
  return [...groups.values()];
};

/** A crawl that brings a dataset what it lacks. */
export type CrawlPlan = { readonly searches: readonly NewSearch[]; readonly maxImages: number };

/**
 * What to ask for, given what the dataset has of each label: every label gets the same share, so that one with many
 * images leaves room for the others. `null` when nothing is missing.
 */
export const planCrawl = (
  request: DatasetRequest,
  kept: { readonly total: number; readonly ofLabel: (label: string) => number },
): CrawlPlan | null => {
  const groups = labelGroups(request);
  const share = Math.ceil(request.maxImages / groups.length);
  const maxImages = request.maxImages - kept.total;
  const wanting = groups
    .map((group) => ({ ...group, target: share - kept.ofLabel(group.label) }))
    .filter(({ target }) => target > 0);
  if (maxImages <= 0 || wanting.length === 0) return null;
  const searches = wanting.flatMap(({ label, keywords, target }, targetGroup) =>
    keywords.flatMap((query) => request.sources.map((source) => ({ source, query, label, targetGroup, target }))),
  );
  return { searches, maxImages };
};

/** How a dataset stands. */
export type DatasetStatus = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

/** What the state of a dataset follows from; it is stored nowhere else. */
export type DatasetState = {
  readonly archiveStatus: DatasetRow['archiveStatus'];
  /** Of its job; `null` when that was deleted. */
  readonly jobStatus: JobStatus | null;
};

const OF_ARCHIVE = {
  none: 'processing',
  building: 'processing',
  ready: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<DatasetRow['archiveStatus'], DatasetStatus>;

/** The crawl first, then the archive; without a job only what became of the archive counts. */
export const statusOf = ({ archiveStatus, jobStatus }: DatasetState): DatasetStatus => {
  if (jobStatus === 'running') return 'processing';
  if (jobStatus === 'completed') return OF_ARCHIVE[archiveStatus];
  if (jobStatus !== null) return jobStatus;
  return archiveStatus === 'none' ? 'failed' : OF_ARCHIVE[archiveStatus];
};

/** What the crawl of a dataset has brought. */
export type CrawlCounts = {
  /** Kept images of the dataset. */
  readonly collected: number;
  readonly discovered: number;
  readonly inFlight: number;
  /** Whether no source has more to give. */
  readonly dry: boolean;
};

/** The part of the whole that the crawl is; the rest is the archive. */
const CRAWL_PERCENT = 95;

/** How far a dataset is, 0..100; 100 is for completed ones only. */
export const progressOf = (state: DatasetState, maxImages: number, counts: CrawlCounts): number => {
  const status = statusOf(state);
  if (status === 'completed') return 100;
  if (status === 'pending') return 0;
  if (state.jobStatus === 'completed' || state.jobStatus === null) return CRAWL_PERCENT;
  const byTarget = counts.collected / maxImages;
  const byEnds = counts.dry && counts.discovered > 0 ? 1 - counts.inFlight / counts.discovered : 0;
  return Math.min(CRAWL_PERCENT - 1, Math.floor(CRAWL_PERCENT * Math.max(byTarget, byEnds)));
};
