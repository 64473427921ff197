import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { createLocalStorage } from './local-storage.ts';
import type { S3Connection } from './s3-client.ts';
import { parseStorageUrl } from './storage-url.ts';
import type { Storage } from './storage.ts';

/**
 * Opens the storage that the settings name: `file:///absolute/path`, `s3://bucket/prefix`, or, when `url` is
 * undefined, the folder `storage` in the data directory. Throws `storage.bad_url`; nothing is connected to yet.
 */
export const openStorage = async (options: {
  readonly url: string | undefined;
  readonly dataDirectory: string;
  readonly s3?: S3Connection;
}): Promise<Storage> => {
  const fallback = join(options.dataDirectory, 'storage');
  if (options.url === undefined) return createLocalStorage({ root: fallback });
  const address = parseStorageUrl(options.url);
  if (address.kind === 'local') return createLocalStorage({ root: address.root });
  // Loaded only when it is used: the client is most of the time that a command needs to start.
  const { createS3Storage } = await import('./s3-storage.ts');
  return createS3Storage({
    ...options.s3,
    bucket: address.bucket,
    prefix: address.prefix,
    temporaryDirectory: join(options.dataDirectory, 'incoming'),
  });
};

/** Opens the storage that the settings name, with the endpoint that they name. Throws `storage.bad_url`. */
export const openStorageOf = ({
  storageUrl,
  dataDirectory,
  s3Endpoint,
}: Pick<Settings, 'storageUrl' | 'dataDirectory' | 's3Endpoint'>): Promise<Storage> =>
  openStorage({
    url: storageUrl,
    dataDirectory,
    ...(s3Endpoint === undefined ? {} : { s3: { endpoint: s3Endpoint } }),
  });
