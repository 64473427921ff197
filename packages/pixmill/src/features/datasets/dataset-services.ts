import type { JobPlan } from '../../library/job.ts';
import type { JobEndServices, Requester } from '../../library/tell-of-end.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { SignUrl } from './dataset.schema.ts';
import type { Viewer } from './datasets.repository.ts';

/** What datasets ask of the mill. */
export type DatasetMill = {
  /** Makes a job that waits to be started; returns its id. */
  readonly create: (tx: Transaction, plan: JobPlan) => Promise<string>;
  readonly start: (tx: Transaction, jobId: string) => Promise<unknown>;
  /** Throws `job.not_found`, `job.not_cancellable`. */
  readonly cancel: (
    tx: Transaction,
    options: { readonly jobId: string; readonly requester: Requester },
  ) => Promise<unknown>;
  /** Removes a project with everything in it: what runs for it is told to stop. */
  readonly removeProject: (tx: Transaction, projectId: string) => Promise<void>;
};

/** What datasets need. */
export type DatasetServices = JobEndServices & {
  readonly db: Database;
  readonly storage: Pick<Storage, 'read' | 'remove'>;
  readonly mill: DatasetMill;
  /** Ids of the sources that are meant by these names, or of the default ones. Throws `source.*`. */
  readonly selectSources: (names: readonly string[] | null) => readonly string[];
  readonly signUrl: SignUrl;
};

/** Who asks, and from where. */
export type Asker = Viewer & Requester;
