import type { ValidationServices } from '../features/validation/validation.service.ts';
import { findImageIssues } from './find-image-issues.ts';
import type { ServiceWorkerParts } from './service-worker.ts';

/** Joins the validation of images with the mill's rules. */
export const validationServicesOf = ({
  database,
  queue,
  storage,
  decoders,
  settings,
}: Pick<ServiceWorkerParts, 'database' | 'queue' | 'storage' | 'decoders' | 'settings'>): ValidationServices => ({
  db: database.db,
  queue,
  storage,
  decoders,
  maxPixels: settings.maxPixels,
  findIssues: findImageIssues,
});
