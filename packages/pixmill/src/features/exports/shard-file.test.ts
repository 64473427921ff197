import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileHash } from './checksums.ts';
import { createShardFile } from './shard-file.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pixmill-shard-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('createShardFile', () => {
  it('writes a tar that other programs read, without time and owner', async () => {
    const path = join(directory, 'a.tar');
    const shard = createShardFile(path);
    await shard.add('1.txt', Buffer.from('one'));
    await shard.add('2.jpg', Buffer.alloc(3_000_000, 2));
    const { sha256, bytes } = await shard.finish();
    const { stdout } = await promisify(execFile)('tar', ['--numeric-owner', '--utc', '-tvf', path]);
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^-rw-r--r-- 0\/0 +3 1970-01-01 00:00 1\.txt$/),
      expect.stringMatching(/^-rw-r--r-- 0\/0 +3000000 1970-01-01 00:00 2\.jpg$/),
    ]);
    expect(await fileHash(path)).toBe(sha256);
    expect(bytes % 512).toBe(0);
  });

  it('throws what the file system says, at once and only there', async () => {
    const shard = createShardFile(join(directory, 'missing', 'a.tar'));
    const adding = async (): Promise<void> => {
      for (let index = 0; index < 100; index++) await shard.add(`${index}.jpg`, Buffer.alloc(1_000_000));
    };
    await expect(adding()).rejects.toMatchObject({ code: 'ENOENT' });
    shard.abandon();
  });
});
