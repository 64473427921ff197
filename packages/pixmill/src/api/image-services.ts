import { followWithAnalysis } from '../features/analysis/analysis.jobs.ts';
import type { ImageServices } from '../features/images/image-services.ts';
import type { SignUrl } from '../library/image-view.ts';
import { releaseBlobs } from '../mill/removal/release-blobs.ts';
import { removeImages } from '../mill/removal/remove-images.ts';
import { ingestUploads } from '../mill/upload/ingest-uploads.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { ServiceWorkerParts } from './service-worker.ts';

/** Joins the images of the API with the mill's pipeline. */
export const imageServicesOf = (
  pixmill: ServiceWorkerParts,
  { signUrl, metrics }: { readonly signUrl: SignUrl; readonly metrics: Metrics },
): ImageServices => {
  const { settings, storage, decoders, fetcher, queue, logger } = pixmill;
  const { db } = pixmill.database;
  const optOut = { robots: settings.robots, tdmrep: settings.robots !== 'off' };
  const stages = { fetcher, storage, decoders, optOut, maxPixels: settings.maxPixels };
  const followImages = followWithAnalysis(queue);
  const maxBytes = settings.maxUploadMb * 1024 ** 2;
  return {
    db,
    storage,
    queue,
    decoders,
    logger,
    settings,
    signUrl,
    ingestUploads: async (request) => {
      const time = metrics.timeStage;
      const ended = await ingestUploads({ db, queue, stages, logger, maxBytes, time, followImages }, request);
      for (const { outcome, code } of ended) metrics.countOutcome(outcome, code);
      return ended;
    },
    removeImages,
    releaseBlobs: (sha256s) => releaseBlobs({ db, storage }, sha256s),
  };
};
