import type { JobPlan } from '../../library/job.ts';
import type { Requester } from '../../library/job-ends.ts';
import type { SignUrl } from '../../library/image-view.ts';
import type { Database, Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { KeyState } from '../../platform/queue/queue.ts';

/** What jobs ask of the mill. */
export type JobMill = {
  /** Makes a job that waits to be started; returns its id. */
  readonly create: (tx: Transaction, plan: JobPlan) => Promise<string>;
  /** Starts a pending job; returns the ids of its first tasks. Throws `job.not_found`, `job.not_pending`. */
  readonly start: (tx: Transaction, jobId: string) => Promise<readonly string[]>;
  /** Throws `job.not_found`, `job.not_cancellable`. */
  readonly cancel: (
    tx: Transaction,
    options: { readonly jobId: string; readonly requester: Requester },
  ) => Promise<{ readonly waiting: number; readonly running: number }>;
  /** Throws `job.not_found`, `job.not_retryable`, `job.nothing_to_retry`. */
  readonly retry: (
    tx: Transaction,
    options: { readonly jobId: string; readonly reasons: readonly string[]; readonly requestedBy: string },
  ) => Promise<void>;
  /** Deletes a job with its images; `last` runs in the transaction from which on nobody sees it. */
  readonly remove: (jobId: string, last: (tx: Transaction) => Promise<void>) => Promise<void>;
  /** Which of these chunks wait, and which a living worker holds; the others are not in the queue. */
  readonly chunkStates: (db: Queryable, chunkIds: readonly string[]) => Promise<ReadonlyMap<string, KeyState>>;
};

/** What jobs need. */
export type JobServices = {
  readonly db: Database;
  readonly mill: JobMill;
  /** Ids of the sources that are meant by these names, or of the default ones. Throws `source.*`. */
  readonly selectSources: (names: readonly string[] | null) => readonly string[];
  readonly signUrl: SignUrl;
  /** Issues by which an image is not valid. */
  readonly rejectingIssues: readonly string[];
};

/** Whose jobs may be seen. */
export type Viewer = Pick<Principal, 'role' | 'userId'>;

/** Who asks, and from where. */
export type Asker = Viewer & Requester;
