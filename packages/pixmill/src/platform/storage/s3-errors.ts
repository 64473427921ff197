import { S3ServiceException } from '@aws-sdk/client-s3';
import { PixmillError } from '../errors/pixmill-error.ts';
import { systemCode } from './disk-errors.ts';
import { storageError } from './storage.errors.ts';

const FORBIDDEN = new Set(['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'CredentialsProviderError']);
const UNSUPPORTED = new Set(['NotImplemented', 'MethodNotAllowed', 'UnsupportedOperation', 'NotSupported']);

/** Whether a service says that the object is not there. A HEAD has no body, hence no name but the status. */
export const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException &&
  error.name !== 'NoSuchBucket' &&
  (error.name === 'NoSuchKey' || error.name === 'NotFound' || error.$metadata.httpStatusCode === 404);

/** Whether a service says that it does not know an operation at all. */
export const isUnsupported = (error: unknown): boolean =>
  error instanceof S3ServiceException &&
  (UNSUPPORTED.has(error.name) || error.$metadata.httpStatusCode === 501 || error.$metadata.httpStatusCode === 405);

/** Whether a service says that a range starts behind the end. */
export const isBadRange = (error: unknown): boolean =>
  error instanceof S3ServiceException && (error.name === 'InvalidRange' || error.$metadata.httpStatusCode === 416);

/** What a failed request to the service means to a person; aborts and faults of the program come back as they are. */
export const s3Error = (error: unknown, bucket: string): unknown => {
  if (error instanceof PixmillError || !(error instanceof Error) || error.name === 'AbortError') return error;
  const path = `s3://${bucket}`;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (error.name === 'NoSuchBucket') return storageError('storage.no_bucket', { bucket }, { cause: error });
  if (FORBIDDEN.has(error.name) || status === 401 || status === 403) {
    return storageError('storage.not_permitted', { path, reason: error.name }, { cause: error });
  }
  if (error instanceof S3ServiceException || systemCode(error) !== undefined || error.name === 'TimeoutError') {
    return storageError('storage.unreachable', { path, reason: systemCode(error) ?? error.name }, { cause: error });
  }
  return error;
};
