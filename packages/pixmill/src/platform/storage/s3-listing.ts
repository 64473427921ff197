import { AbortMultipartUploadCommand, paginateListObjectsV2, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { isUnsupported, s3Error } from './s3-errors.ts';
import { isStorageKey } from './storage-keys.ts';
import type { StoredObject } from './storage.ts';

/** Objects whose key begins with `before + prefix`, a page of 1,000 at a time; `before` is cut off their keys. */
export const listObjects = async function* (
  client: S3Client,
  bucket: string,
  before: string,
  prefix: string,
): AsyncIterable<StoredObject> {
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: before + prefix })) {
      for (const object of page.Contents ?? []) {
        const key = object.Key?.slice(before.length) ?? '';
        if (!isStorageKey(key)) continue;
        yield { key, bytes: object.Size ?? 0, modifiedAt: object.LastModified ?? new Date(0) };
      }
    }
  } catch (error) {
    throw s3Error(error, bucket);
  }
};

/**
 * Ends uploads in parts that were begun before `olderThan` and never finished: their parts cost space without being
 * visible. Answers how many; services that do not know such a list have none.
 */
export const abortStaleUploads = async (
  client: S3Client,
  bucket: string,
  before: string,
  olderThan: Date,
): Promise<number> => {
  let aborted = 0;
  let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page = await client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: before, ...marker }))
      .catch((error: unknown) => {
        if (isUnsupported(error)) return null;
        throw error;
      });
    for (const upload of page?.Uploads ?? []) {
      if (upload.Key === undefined || upload.UploadId === undefined) continue;
      if (upload.Initiated === undefined || upload.Initiated >= olderThan) continue;
      await client.send(
        new AbortMultipartUploadCommand({ Bucket: bucket, Key: upload.Key, UploadId: upload.UploadId }),
      );
      aborted += 1;
    }
    if (page?.IsTruncated !== true || page.NextKeyMarker === undefined) return aborted;
    marker = { KeyMarker: page.NextKeyMarker };
    if (page.NextUploadIdMarker !== undefined) marker.UploadIdMarker = page.NextUploadIdMarker;
  }
};
