import { inspectCodes } from '../../imaging/inspect.errors.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { storageCodes } from '../../platform/storage/storage.errors.ts';
import type { FileOutcome } from './image-services.ts';
import { imageError } from './images.errors.ts';

/** The error that a file ended with in the pipeline, as its sender is told of it. */
export const failureOf = (outcome: Pick<FileOutcome, 'code' | 'detail'> | undefined): PixmillError => {
  const code = outcome?.code ?? '';
  const details = { detail: outcome?.detail ?? '' };
  const area = [inspectCodes, storageCodes].find(({ codes }) => code in codes);
  return area === undefined ? imageError('image.not_taken') : new PixmillError(area, code, details);
};
