import type { Decoders } from '../../imaging/inspection.ts';
import type { SignUrl } from '../../library/image-view.ts';
import type { Outcome } from '../../library/outcome.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { IncomingFile, Storage } from '../../platform/storage/storage.ts';

/** A file that has arrived, and what was said of it. */
export type ArrivedFile = {
  readonly incoming: IncomingFile;
  readonly name: string;
  readonly title?: string;
  readonly tags?: readonly string[];
};

/** How a file ended in the pipeline. */
export type FileOutcome = {
  readonly outcome: Outcome;
  readonly code: string;
  readonly detail: string | null;
  readonly imageId: string | null;
  /** Whether the project had these very bytes before. */
  readonly isCopy: boolean;
};

/** Takes uploaded files through the mill's pipeline; returns how each ended, in their order. */
export type IngestUploads = (request: {
  readonly userId: string;
  readonly project: (tx: Transaction) => Promise<string>;
  readonly files: readonly ArrivedFile[];
}) => Promise<readonly FileOutcome[]>;

/** What the images of the API work with. */
export type ImageServices = {
  readonly db: Database;
  readonly storage: Storage;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly decoders: Pick<Decoders, 'transform'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly settings: Pick<
    Settings,
    'maxUploadMb' | 'maxUploadFiles' | 'allowedExtensions' | 'uploadUrlPath' | 'maxPixels'
  >;
  readonly signUrl: SignUrl;
  readonly ingestUploads: IngestUploads;
  /** Takes images out of a project; returns the blobs that may be free after the commit. */
  readonly removeImages: (
    tx: Transaction,
    given: { readonly projectId: string; readonly imageIds: readonly string[] },
  ) => Promise<readonly string[]>;
  /** Removes bytes that nothing needs any more. */
  readonly releaseBlobs: (sha256s: readonly string[]) => Promise<unknown>;
};
