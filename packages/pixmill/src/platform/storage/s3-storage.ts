import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { checkStorage } from './check-storage.ts';
import { incomingFile } from './incoming-file.ts';
import type { FileTarget } from './incoming-file.ts';
import { receiveFile } from './receive-file.ts';
import type { ReceivedFile } from './receive-file.ts';
import { createS3Client } from './s3-client.ts';
import type { S3Connection } from './s3-client.ts';
import { isBadRange, isMissing, s3Error } from './s3-errors.ts';
import { abortStaleUploads, listObjects } from './s3-listing.ts';
import { removeStaleFiles } from './stale-files.ts';
import { checkKey, checkPrefix, checkRange } from './storage-keys.ts';
import { storageError } from './storage.errors.ts';
import { blobKey } from './storage.ts';
import type { ByteRange, Storage, StoredObject } from './storage.ts';

export type S3StorageOptions = S3Connection & {
  readonly bucket: string;
  /** Put before every key; empty, or without a slash at either end. */
  readonly prefix: string;
  /** Local directory for files on their way in or out. */
  readonly temporaryDirectory: string;
};

/**
 * Storage in a bucket of an S3-compatible service. Files are received into a local directory and uploaded at `commit`;
 * the service shows an object whole or not at all.
 */
export const createS3Storage = (options: S3StorageOptions): Storage => {
  const client = createS3Client(options);
  const { bucket } = options;
  const before = options.prefix === '' ? '' : `${options.prefix}/`;
  const temporary = resolve(options.temporaryDirectory);
  const at = (key: string) => {
    checkKey(key);
    return { Bucket: bucket, Key: before + key };
  };
  const asking = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      throw s3Error(error, bucket);
    }
  };

  const stat = (key: string): Promise<StoredObject | null> =>
    asking(async () => {
      try {
        const head = await client.send(new HeadObjectCommand(at(key)));
        return { key, bytes: head.ContentLength ?? 0, modifiedAt: head.LastModified ?? new Date(0) };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });

  const storeBlob = async (received: ReceivedFile): Promise<void> => {
    const key = blobKey(received.sha256);
    const existing = await stat(key);
    const young = existing?.bytes === received.bytes && (await makeYoung(client, at(key)));
    if (!young) await asking(() => upload(client, at(key), received.path));
    await rm(received.path, { force: true });
  };

  const storeObject = async (received: ReceivedFile, { key, contentType }: FileTarget): Promise<void> => {
    await asking(() => upload(client, at(key), received.path, contentType));
    await rm(received.path, { force: true });
  };

  const read = (key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> => {
    if (range !== undefined) checkRange(key, range);
    return asking(async () => {
      try {
        const header = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
        const object = await client.send(new GetObjectCommand({ ...at(key), ...header }));
        if (object.Body === undefined) throw storageError('storage.not_found', { key });
        return chunksOf(object.Body.transformToWebStream(), bucket);
      } catch (error) {
        if (isMissing(error)) throw storageError('storage.not_found', { key });
        if (range !== undefined && isBadRange(error)) throw storageError('storage.bad_range', { key, ...range });
        throw error;
      }
    });
  };

  const storage: Storage = {
    kind: 's3',
    receive: async (bytes, limits) => {
      const received = await receiveFile(temporary, bytes, limits);
      await received.close();
      return incomingFile(received, (target) =>
        target === null ? storeBlob(received) : storeObject(received, target),
      );
    },
    put: async (key, bytes, contentType) => {
      await asking(() => client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType })));
    },
    scratchPath: async () => {
      await mkdir(temporary, { recursive: true });
      return join(temporary, randomUUID());
    },
    place: async (scratchPath, key, contentType) => {
      const bytes = await readFile(scratchPath);
      await asking(() => client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType })));
      await rm(scratchPath, { force: true });
    },
    dropScratch: (scratchPath) => rm(scratchPath, { force: true }),
    read,
    stat,
    remove: async (key) => {
      await asking(async () => {
        await client.send(new DeleteObjectCommand(at(key))).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
      });
    },
    list: (prefix) => {
      checkPrefix(prefix);
      return listObjects(client, bucket, before, prefix);
    },
    withLocalFile: async (key, use) => {
      const copy = await receiveFile(temporary, await read(key), { maxBytes: Number.POSITIVE_INFINITY });
      try {
        await copy.close();
        return await use(copy.path);
      } finally {
        await rm(copy.path, { force: true });
      }
    },
    removeStaleIncoming: async (olderThan) => {
      const files = await removeStaleFiles(temporary, olderThan);
      return files + (await asking(() => abortStaleUploads(client, bucket, before, olderThan)));
    },
    check: () => checkStorage(storage, `s3://${bucket}/${options.prefix}`, randomUUID()),
    close: async () => client.destroy(),
  };
  return storage;
};

// In parts when it is large, so that a file of many gigabytes needs neither memory nor one unbroken request.
const upload = async (
  client: S3Client,
  target: { Bucket: string; Key: string },
  path: string,
  contentType = 'application/octet-stream',
): Promise<void> => {
  const body = createReadStream(path);
  try {
    await new Upload({
      client,
      params: { ...target, Body: body, ContentType: contentType },
      partSize: 8 * 1024 * 1024,
      queueSize: 2,
    }).done();
  } finally {
    body.destroy();
  }
};

// An object's time changes only when it is written: copying it onto itself keeps a sweep that runs now from taking it
// for an orphan before its row is written. A service that cannot do that gets the bytes again.
const makeYoung = async (client: S3Client, target: { Bucket: string; Key: string }): Promise<boolean> => {
  const source = `${target.Bucket}/${target.Key}`;
  try {
    await client.send(
      new CopyObjectCommand({
        ...target,
        CopySource: source,
        MetadataDirective: 'REPLACE',
        ContentType: 'application/octet-stream',
      }),
    );
    return true;
  } catch {
    return false;
  }
};

const chunksOf = async function* (stream: ReadableStream<Uint8Array>, bucket: string): AsyncIterable<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw s3Error(error, bucket);
  }
};
