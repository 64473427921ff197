import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeImage, makeTar, makeZip } from '../../test/archives.ts';
import { readSource } from '../../test/read-source.ts';
import { archiveSource } from './archive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-hostile-'));
});
afterAll(() => rm(folder, { recursive: true }));

const save = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

const read = async (query: string) => {
  const { candidates, dropped, staged, ...rest } = await readSource(archiveSource, query);
  return {
    ...rest,
    candidates,
    staged,
    dropped: dropped.map(({ sourceItemId, code }) => [sourceItemId, code]),
    names: candidates.map(({ sourceItemId }) => sourceItemId),
    bytesOf: (index: number) => {
      const location = candidates[index]?.location;
      return location?.kind === 'blob' ? staged.get(location.sha256) : undefined;
    },
  };
};

describe('links and devices in archives', () => {
  it('are refused in a tar', async () => {
    const tar = await makeTar([
      { name: 'a.png', link: '/etc/passwd' },
      { name: 'b.png', hardLink: 'c.png' },
      { name: 'd.png', device: true },
      { name: 'c.png', bytes: fakeImage(1) },
    ]);
    const { names, dropped } = await read(await save('links.tar', tar));
    expect(names).toEqual(['c.png']);
    expect(dropped).toEqual(['a.png', 'b.png', 'd.png'].map((name) => [name, 'input.special_file']));
  });

  it('are refused in a zip', async () => {
    const zip = makeZip([
      { name: 'a.png', link: '/etc/passwd' },
      { name: 'd.png', device: true },
      { name: 'c.png', bytes: fakeImage(1) },
    ]);
    const { names, dropped } = await read(await save('links.zip', zip));
    expect(names).toEqual(['c.png']);
    expect(dropped).toEqual(['a.png', 'd.png'].map((name) => [name, 'input.special_file']));
  });
});

describe('a hostile zip', () => {
  const bomb = Buffer.concat([fakeImage(1), Buffer.alloc(40 * 1024 ** 2)]);

  it('loses a member that unpacks to far more than it takes', async () => {
    const zip = makeZip([
      { name: 'bomb.png', bytes: bomb },
      { name: 'fine.png', bytes: fakeImage(2) },
    ]);
    const { names, dropped, error, staged } = await read(await save('bomb.zip', zip));
    expect(error).toBeUndefined();
    expect(names).toEqual(['fine.png']);
    expect(dropped).toEqual([['bomb.png', 'input.member_bomb']]);
    expect(staged.size).toBe(1);
  });

  it('is stopped when many members share the same packed bytes', async () => {
    const zip = makeZip([{ name: '0.png', bytes: Buffer.concat([fakeImage(1), Buffer.alloc(20 * 1024 ** 2)]) }], {
      entries: 5,
    });
    const { error } = await read(await save('overlap.zip', zip));
    expect(error).toMatchObject({ code: 'input.bomb' });
  });

  it('loses members that are encrypted, packed unknown, falsified or lying, and no other', async () => {
    const zip = makeZip([
      { name: 'encrypted.png', bytes: fakeImage(1), flags: 1 },
      { name: 'method.png', bytes: fakeImage(1), method: 99 },
      { name: 'checksum.png', bytes: fakeImage(1), crc: 1 },
      { name: 'fine.png', bytes: fakeImage(2) },
      { name: 'garbage.png', packed: Buffer.alloc(50, 0xff) },
      { name: 'last.png', bytes: fakeImage(3), statedBytes: 5 },
    ]);
    const { names, dropped, error, bytesOf } = await read(await save('hostile.zip', zip));
    expect(error).toBeUndefined();
    expect(names).toEqual(['fine.png', 'last.png']);
    expect(bytesOf(1)).toEqual(fakeImage(3));
    expect(dropped).toEqual([
      ['encrypted.png', 'input.encrypted'],
      ['method.png', 'input.member_damaged'],
      ['checksum.png', 'input.member_damaged'],
      ['garbage.png', 'input.member_damaged'],
    ]);
  });
});

describe('a hostile tar.gz', () => {
  it('is stopped when it unpacks to far more than it takes', async () => {
    const files = [1, 2].map((seed) => ({
      name: `${seed}.png`,
      bytes: Buffer.concat([fakeImage(seed), Buffer.alloc(90 * 1024 ** 2)]),
    }));
    const { error } = await read(await save('bomb.tar.gz', gzipSync(await makeTar(files))));
    expect(error).toMatchObject({ code: 'input.bomb' });
  });

  it('is said to be damaged where a header is', async () => {
    const tar = await makeTar([1, 2, 3].map((seed) => ({ name: `${seed}.png`, bytes: fakeImage(seed, 512) })));
    tar.fill(0x58, 1024, 1536);
    const { names, error } = await read(await save('header.tgz', gzipSync(tar)));
    expect(names).toEqual(['1.png']);
    expect(error).toMatchObject({ code: 'input.damaged' });
  });
});
