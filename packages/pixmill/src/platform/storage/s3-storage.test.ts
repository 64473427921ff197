import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { describe, expect, it } from 'vitest';
import { createS3Client } from './s3-client.ts';
import type { S3Connection } from './s3-client.ts';
import { createS3Storage } from './s3-storage.ts';
import { describeStorage } from './storage.contract.ts';

const openBucket = async (connection: S3Connection) => {
  const bucket = `pixmill-${randomUUID()}`;
  const client = createS3Client(connection);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  const temporaryDirectory = await mkdtemp(join(tmpdir(), 'pixmill-s3-'));
  const storage = createS3Storage({ ...connection, bucket, prefix: 'some/prefix', temporaryDirectory });
  return {
    storage,
    temporaryFiles: () => readdir(temporaryDirectory),
    close: async () => {
      await storage.close();
      await rm(temporaryDirectory, { recursive: true });
    },
  };
};

const startServer = async (): Promise<{ connection: S3Connection; stop: () => Promise<void> }> => {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  return {
    connection: {
      endpoint: `http://127.0.0.1:${server.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    stop: () => server.stop(),
  };
};

describeStorage('S3', async () => {
  const server = await startServer();
  const opened = await openBucket(server.connection);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await server.stop();
    },
  };
});

// Another server, for a run by hand: TEST_S3_ENDPOINT=http://127.0.0.1:7070 TEST_S3_ACCESS_KEY=… TEST_S3_SECRET_KEY=…
const {
  TEST_S3_ENDPOINT: endpoint,
  TEST_S3_ACCESS_KEY: accessKeyId,
  TEST_S3_SECRET_KEY: secretAccessKey,
} = process.env;
if (endpoint !== undefined && accessKeyId !== undefined && secretAccessKey !== undefined) {
  describeStorage(`S3 at ${endpoint}`, () =>
    openBucket({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } }),
  );
}

describe('S3 storage that cannot be used', () => {
  it('names a bucket that does not exist', async () => {
    const server = await startServer();
    const temporaryDirectory = await mkdtemp(join(tmpdir(), 'pixmill-s3-'));
    const storage = createS3Storage({ ...server.connection, bucket: 'missing', prefix: '', temporaryDirectory });
    await expect(storage.check()).rejects.toThrow(
      expect.objectContaining({ code: 'storage.no_bucket', message: expect.stringContaining('missing') }),
    );
    await storage.close();
    await server.stop();
    await rm(temporaryDirectory, { recursive: true });
  });

  it('says that a server does not answer, and that it may be tried again', async () => {
    const server = await startServer();
    await server.stop();
    const storage = createS3Storage({ ...server.connection, bucket: 'b', prefix: '', temporaryDirectory: tmpdir() });
    await expect(storage.check()).rejects.toThrow(
      expect.objectContaining({
        code: 'storage.unreachable',
        retry: true,
        message: expect.stringContaining('ECONNREFUSED'),
      }),
    );
    await storage.close();
  });
});
