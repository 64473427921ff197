import type { Json } from './candidate.ts';
import type { LicenceFilter } from './licence-filter.ts';

export type JobKind = 'crawl' | 'import' | 'upload';

/**
 * pending → running → completed | failed | cancelled. A job that was interrupted stays `running` until a worker goes on
 * with it.
 */
export type JobStatus = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';

/** How strictly images are judged. */
export type ValidationLevel = 'fast' | 'medium' | 'slow';
/** What happens to an image that fails a check: reject it; reject only what is unusable and flag the rest; flag all. */
export type ValidationMode = 'strict' | 'lenient' | 'report';

/** The rules that images of a job are judged by. */
export type JudgeRules = {
  readonly level: ValidationLevel;
  readonly mode: ValidationMode;
  /** Pixels. */
  readonly minWidth: number;
  readonly minHeight: number;
  /** Longest side divided by shortest side. */
  readonly maxAspect: number;
  readonly minBytes: number;
  readonly maxBytes: number;
};

/** Largest radius that the near index answers, in bits: two flipped ones in each of its four bands of the hash. */
export const MAX_NEAR_DISTANCE = 11;

/** What a job was asked to do; stored with it, so that going on later means the same. */
export type JobConfig = {
  readonly judge: JudgeRules;
  /** Largest Hamming distance (0..MAX_NEAR_DISTANCE) at which two images are near duplicates; `null` turns it off. */
  readonly nearDistance: number | null;
  readonly licences: LicenceFilter;
  /** Kept images in all; `null` means no limit. */
  readonly maxImages: number | null;
  /** Columns of tabular lists. */
  readonly columns: { readonly url?: string; readonly caption?: string; readonly label?: string };
  /** Candidates a chunk. */
  readonly chunkSize: number;
};

/** One question that a new job asks a source. */
export type NewSearch = {
  readonly source: string;
  readonly query: string;
  /** Label of candidates to which the source gives none. */
  readonly label: string | null;
  /** Searches with the same group share a target. */
  readonly targetGroup: number;
  /** Kept images wanted of the group; `null` takes all. */
  readonly target: number | null;
};

/** What a new job is to do, and for whom. */
export type JobPlan = {
  readonly projectId: string;
  readonly kind: JobKind;
  readonly config: JobConfig;
  readonly searches: readonly NewSearch[];
  readonly name?: string;
  /** Who is told of its end; nobody when it is left out. */
  readonly createdBy?: string;
  /** The request of the API, as it was understood. A job without one is worked on by its command only. */
  readonly request?: { readonly [key: string]: Json };
};
