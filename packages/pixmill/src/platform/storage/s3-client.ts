import { S3Client } from '@aws-sdk/client-s3';

/** Where a bucket is and who asks; what is absent is taken from where AWS clients look for it. */
export type S3Connection = {
  /** Endpoint of an S3-compatible service; absent for AWS. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
};

/** Makes a client with few surprises for services that are not AWS. */
export const createS3Client = (connection: S3Connection): S3Client =>
  new S3Client({
    ...(connection.region === undefined ? {} : { region: connection.region }),
    ...(connection.credentials === undefined ? {} : { credentials: connection.credentials }),
    maxAttempts: 4,
    // Other services seldom have a name per bucket, and many refuse the checksum trailers that AWS made the default.
    ...(connection.endpoint === undefined
      ? {}
      : {
          endpoint: connection.endpoint,
          forcePathStyle: true,
          region: connection.region ?? 'us-east-1',
          requestChecksumCalculation: 'WHEN_REQUIRED',
          responseChecksumValidation: 'WHEN_REQUIRED',
        }),
  });
