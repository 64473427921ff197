import { fileURLToPath } from 'node:url';
import { storageError } from './storage.errors.ts';
import { isStorageKey } from './storage-keys.ts';

/** Where bytes are kept. */
export type StorageAddress =
  | { readonly kind: 'local'; readonly root: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Understands `file:///absolute/path` and `s3://bucket/prefix`; throws `storage.bad_url` for anything else. */
export const parseStorageUrl = (text: string): StorageAddress => {
  const url = URL.parse(text);
  if (url === null) throw refuse('it is not a URL');
  if (url.username !== '' || url.password !== '') throw refuse('it holds a password');
  if (url.search !== '' || url.hash !== '') throw refuse('it has a query or a fragment');
  if (url.protocol === 'file:') return { kind: 'local', root: filePath(url) };
  if (url.protocol === 's3:') return bucketAddress(url);
  throw refuse(`${url.protocol}// is not known`);
};

const refuse = (reason: string) => storageError('storage.bad_url', { reason });

const filePath = (url: URL): string => {
  try {
    const path = fileURLToPath(url);
    if (url.hostname === '' && path.length > 1) return path;
  } catch {
    // Said below, in one sentence for every way in which it can be wrong.
  }
  throw refuse('it does not name an absolute path on this machine');
};

const bucketAddress = (url: URL): StorageAddress => {
  const bucket = url.hostname;
  const prefix = url.pathname.replace(/^\//, '').replace(/\/$/, '');
  if (!BUCKET.test(bucket) || url.port !== '') throw refuse('the bucket name is not valid');
  if (prefix !== '' && !isStorageKey(prefix)) throw refuse('the prefix may hold only a-z, 0-9, dot, dash, _ and /');
  return { kind: 's3', bucket, prefix };
};
