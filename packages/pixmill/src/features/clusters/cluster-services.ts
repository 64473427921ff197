import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import type { SignUrl } from '../../library/image-view.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Queue } from '../../platform/queue/queue.ts';

/** Who asks, and from where. */
export type Asker = Pick<Principal, 'role' | 'userId'> & { readonly address: string; readonly requestId: string };

/** A dataset that is made of images that are there already. */
export type MadeDataset = {
  readonly dataset_id: string;
  readonly project_id: string;
  readonly job_id: string;
  readonly name: string;
  readonly images: number;
};

/** Images for a dataset, with the label that each is to have there; `null` for its own. */
export type DatasetImages = readonly { readonly id: string; readonly label: string | null }[];

/** What the clusters of the API work with. */
export type ClusterServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue' | 'remove'>;
  readonly signUrl: SignUrl;
  /** Makes a dataset of images of projects that the asker may see, and starts to fill it. */
  readonly createDataset: (
    asker: Asker,
    given: {
      readonly name: string;
      readonly description: string | null;
      /** Chosen in the transaction that makes the dataset. */
      readonly choose: (tx: Transaction) => Promise<DatasetImages>;
    },
    keep: KeepAnswer<MadeDataset>,
  ) => Promise<MadeDataset>;
};
