import { availableParallelism } from 'node:os';
import type { FindingServices } from '../features/duplicates/find-duplicates.service.ts';
import type { DuplicateServices } from '../features/duplicates/duplicates.routes.ts';
import { GREY_SIDE } from '../imaging/grey-picture.ts';
import { INSPECT_LIMITS } from '../imaging/inspection.ts';
import type { SignUrl } from '../library/image-view.ts';
import { previewKey } from '../library/preview-key.ts';
import { decideCopies, restoreCopies } from '../mill/decide/decide-copies.ts';
import { compareCopies } from '../mill/dedupe/copy-order.ts';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { blobKey } from '../platform/storage/storage.ts';
import type { ServiceWorkerParts } from './service-worker.ts';

/** Half of the machine at the most: requests and the mill go on beside it. */
const MOST_THREADS = 4;

const SHAPE = { fit: 'multiple', width: GREY_SIDE, height: GREY_SIDE, step: 1 } as const;

/** What the finding of duplicates is given: previews in place of files, since they are small and read fast. */
export const findingServicesOf = ({
  database: { db },
  storage,
  decoders,
  settings,
}: Pick<ServiceWorkerParts, 'database' | 'storage' | 'decoders' | 'settings'>): FindingServices => ({
  db,
  compareCopies,
  threads: Math.max(1, Math.min(MOST_THREADS, Math.floor(availableParallelism() / 2))),
  readPicture: async (sha256, signal) => {
    const limits = { ...INSPECT_LIMITS, maxPixels: settings.maxPixels };
    for (const key of [previewKey(sha256), blobKey(sha256)]) {
      try {
        const picture = await storage.withLocalFile(key, (path) =>
          decoders.makeSmallPicture(path, SHAPE, limits, signal),
        );
        if (picture.ok) return picture;
      } catch (error) {
        if (!(error instanceof PixmillError) || error.code !== 'storage.not_found') throw error;
      }
    }
    return null;
  },
});

/** Joins the duplicates of the API with the mill, which decides what follows. */
export const duplicateServicesOf = (
  { database: { db }, queue }: Pick<ServiceWorkerParts, 'database' | 'queue'>,
  { signUrl }: { readonly signUrl: SignUrl },
): DuplicateServices => ({ db, queue, signUrl, compareCopies, decideCopies, restoreCopies });
