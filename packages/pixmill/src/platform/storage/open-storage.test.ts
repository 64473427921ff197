import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { openStorage } from './open-storage.ts';
import { parseStorageUrl } from './storage-url.ts';

it('opens a folder in the data directory when no URL is set, and the folder of a file URL', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'pixmill-open-'));
  for (const url of [undefined, pathToFileURL(join(dataDirectory, 'else where')).href]) {
    const storage = await openStorage({ url, dataDirectory });
    await storage.check();
    expect(storage.kind).toBe('local');
  }
  await rm(dataDirectory, { recursive: true });
});

it('opens a bucket without asking it anything', async () => {
  const storage = await openStorage({
    url: 's3://my-bucket/a/b',
    dataDirectory: tmpdir(),
    s3: { region: 'eu-west-1' },
  });
  expect(storage.kind).toBe('s3');
  await storage.close();
});

it.each([
  ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
  ['s3://my.bucket-1/pre/fix/', { kind: 's3', bucket: 'my.bucket-1', prefix: 'pre/fix' }],
  ['file:///var/lib/pixmill%20data', { kind: 'local', root: '/var/lib/pixmill data' }],
])('understands %s', (url, address) => {
  expect(parseStorageUrl(url)).toEqual(address);
});

it.each([
  'relative/path',
  '',
  'file://host/path',
  'file:///',
  'file:///a%2fb',
  's3://',
  's3://Bad_Bucket/x',
  's3://b/x',
  's3://bucket/../x%20y',
  's3://key:secret@bucket/x',
  's3://bucket:9000/x',
  's3://bucket/x?y',
  'https://bucket.example/x',
])('refuses %j in one sentence that does not repeat it', (url) => {
  expect(() => parseStorageUrl(url)).toThrow(/^STORAGE_URL cannot be used \(.+\); write file:\/\/\/.* or s3:\/\/.*\.$/);
  expect(() => parseStorageUrl(url)).not.toThrow(/secret/);
});
