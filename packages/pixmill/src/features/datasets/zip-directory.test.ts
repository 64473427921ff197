import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../../test/read-zip.ts';
import { zipDirectory } from './zip-directory.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pixmill-zip-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const collect = async (directory: string): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of zipDirectory(directory)) parts.push(part);
  return Buffer.concat(parts);
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('packing a directory', () => {
  it('packs every file as it is', async () => {
    const directory = join(root, 'dataset');
    await mkdir(join(directory, 'images', 'a b'), { recursive: true });
    // More than is read at once.
    const image = Buffer.alloc(5_000_000, 'same bytes again and again');
    const text = Buffer.from('line\n'.repeat(10_000));
    await writeFile(join(directory, 'images', 'a b', '000001.jpg'), image);
    await writeFile(join(directory, 'images', 'é.jpg'), '');
    await writeFile(join(directory, 'metadata.jsonl'), text);
    const files = await readZip(await collect(directory));
    expect([...files.keys()]).toEqual(['images/a b/000001.jpg', 'images/é.jpg', 'metadata.jsonl']);
    for (const [name, bytes] of [
      ['images/a b/000001.jpg', image],
      ['metadata.jsonl', text],
    ] as const) {
      const member = files.get(name);
      expect([member?.packedBytes, sha256(member?.bytes ?? Buffer.alloc(0))]).toEqual([bytes.length, sha256(bytes)]);
    }
  });

  it('ends with the error of a file that cannot be read', async () => {
    const directory = join(root, 'unreadable');
    await mkdir(directory);
    await writeFile(join(directory, 'a'), 'a');
    await writeFile(join(directory, 'b'), 'b');
    const archive = zipDirectory(directory);
    await archive.next();
    await rm(join(directory, 'b'));
    const rest = async () => {
      for await (const _ of archive);
    };
    await expect(rest()).rejects.toThrow('ENOENT');
  });

  it('leaves out links, and what begins with a dot', async () => {
    const directory = join(root, 'linked');
    await mkdir(directory);
    await writeFile(join(directory, 'a'), 'a');
    await writeFile(join(directory, '.pixmill'), '{}');
    await symlink('/etc/passwd', join(directory, 'link'));
    expect([...(await readZip(await collect(directory))).keys()]).toEqual(['a']);
  });
});
