import { isAbsolute } from 'node:path';
import { PixmillError } from '../errors/pixmill-error.ts';
import type { S3Connection } from '../storage/s3-client.ts';
import { parseStorageUrl } from '../storage/storage-url.ts';
import type { StorageAddress } from '../storage/storage-url.ts';
import { vectorError } from './vectors.errors.ts';

/** Where the vectors are, as LanceDB wants to be told; `path` is what people are told. */
export type VectorAddress = {
  readonly kind: StorageAddress['kind'];
  readonly path: string;
  readonly storageOptions: Readonly<Record<string, string>>;
};

/** Understands an absolute path, `file:///absolute/path` and `s3://bucket/prefix`; throws `vectors.bad_url`. */
export const vectorAddress = (url: string, s3: S3Connection = {}): VectorAddress => {
  if (isAbsolute(url)) return { kind: 'local', path: url, storageOptions: {} };
  const address = parse(url);
  if (address.kind === 'local') return { kind: 'local', path: address.root, storageOptions: {} };
  const path = ['s3:/', address.bucket, address.prefix].filter((part) => part !== '').join('/');
  return { kind: 's3', path, storageOptions: s3Options(s3) };
};

const parse = (url: string): StorageAddress => {
  try {
    return parseStorageUrl(url);
  } catch (error) {
    if (!(error instanceof PixmillError)) throw error;
    throw vectorError('vectors.bad_url', { reason: error.details['reason'] ?? 'it is not a URL' }, { cause: error });
  }
};

// What is absent is taken from AWS_… in the environment and from the machine's role, as AWS clients do it.
const s3Options = ({ endpoint, region, credentials }: S3Connection): Record<string, string> => ({
  ...(region === undefined ? {} : { aws_region: region }),
  ...(credentials === undefined
    ? {}
    : { aws_access_key_id: credentials.accessKeyId, aws_secret_access_key: credentials.secretAccessKey }),
  ...(endpoint === undefined
    ? {}
    : {
        aws_endpoint: endpoint,
        aws_virtual_hosted_style_request: 'false',
        ...(endpoint.startsWith('http:') ? { allow_http: 'true' } : {}),
        ...(region === undefined ? { aws_region: 'us-east-1' } : {}),
      }),
});
