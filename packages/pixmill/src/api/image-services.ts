import type { ImageServices } from '../features/images/image-services.ts';
import type { SignUrl } from '../library/image-view.ts';
import { releaseBlobs } from '../mill/removal/release-blobs.ts';
import { removeImages } from '../mill/removal/remove-images.ts';
import { ingestUploads } from '../mill/upload/ingest-uploads.ts';
import type { ServiceWorkerParts } from './service-worker.ts';

/** Joins the images of the API with the mill's pipeline. */
export const imageServicesOf = (pixmill: ServiceWorkerParts, signUrl: SignUrl): ImageServices => {
  const { settings, storage, decoders, fetcher, queue, logger } = pixmill;
  const { db } = pixmill.database;
  const optOut = { robots: settings.robots, tdmrep: settings.robots !== 'off' };
  const stages = { fetcher, storage, decoders, optOut, maxPixels: settings.maxPixels };
  const maxBytes = settings.maxUploadMb * 1024 ** 2;
  return {
    db,
    storage,
    queue,
    decoders,
    logger,
    settings,
    signUrl,
    ingestUploads: (request) => ingestUploads({ db, queue, stages, logger, maxBytes }, request),
    removeImages,
    releaseBlobs: (sha256s) => releaseBlobs({ db, storage }, sha256s),
  };
};
