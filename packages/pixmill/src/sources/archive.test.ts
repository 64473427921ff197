import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeImage, makeTar, makeZip } from '../../test/archives.ts';
import type { ArchiveFile } from '../../test/archives.ts';
import { startHttpServer } from '../../test/http-server.ts';
import { readSource } from '../../test/read-source.ts';
import { testSourceContext } from '../../test/source-context.ts';
import type { SourceRequest } from '../library/source.ts';
import { ARCHIVE_LIMITS } from './archive-members.ts';
import { archiveSource, createArchiveSource } from './archive.ts';
import { describeSourceContract } from './source.contract.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

const save = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

const read = async (query: string, request: Partial<SourceRequest> = {}, source = archiveSource) => {
  const { candidates, dropped, staged, ...rest } = await readSource(source, query, request);
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

const KINDS = [
  ['zip', (files: readonly ArchiveFile[]) => makeZip(files)],
  ['stored.zip', (files: readonly ArchiveFile[]) => makeZip(files, { store: true })],
  ['streamed.zip', (files: readonly ArchiveFile[]) => makeZip(files, { streamed: true })],
  ['tar', (files: readonly ArchiveFile[]) => makeTar(files)],
  ['tar.gz', async (files: readonly ArchiveFile[]) => gzipSync(await makeTar(files))],
] as const;

for (const [extension, make] of [KINDS[0], KINDS[4]]) {
  describeSourceContract(`Archive (${extension})`, async () => {
    const path = await mkdtemp(join(tmpdir(), 'pixmill-archive-'));
    const files = Array.from({ length: 300 }, (_, index) => [
      { name: `c${index % 3}/${index}.png`, bytes: fakeImage(index) },
      ...(index % 4 === 0
        ? [{ name: `c${index % 3}/${index}.json`, bytes: Buffer.from('{"license":"CC0 1.0"}') }]
        : []),
    ]).flat();
    await writeFile(join(path, 'a'), await make(files));
    return {
      source: archiveSource,
      context: testSourceContext(),
      request: { query: join(path, 'a'), licences: { kind: 'any' } },
      close: () => rm(path, { recursive: true }),
    };
  });
}

describe.each(KINDS)('a %s', (extension, make) => {
  it('yields its images with bytes, labels and side-cars', async () => {
    const files = [
      { name: 'top.png', bytes: fakeImage(1) },
      { name: 'train/hat/a.png', bytes: fakeImage(2) },
      { name: 'train/hat/a.txt', bytes: Buffer.from('a red hat') },
      { name: 'train/hat/a.json', bytes: Buffer.from('{"license":"CC BY-SA 4.0","author":"Ann"}') },
      { name: '000001.cls', bytes: Buffer.from('7') },
      { name: '000001.jpg', bytes: Buffer.from('\xff\xd8\xff', 'latin1') },
      { name: 'con?aux:<1>.png', bytes: fakeImage(3) },
      { name: 'no-extension', bytes: fakeImage(4) },
      { name: 'hat/.DS_Store', bytes: Buffer.from('x') },
      { name: '__MACOSX/hat/._a.png', bytes: Buffer.from('x') },
    ];
    const { candidates, dropped, error, names, bytesOf } = await read(
      await save(`fine.${extension}`, await make(files)),
    );
    expect(error).toBeUndefined();
    expect(dropped).toEqual([]);
    expect(names).toEqual(['top.png', 'train/hat/a.png', '000001.jpg', 'con?aux:<1>.png', 'no-extension']);
    expect(candidates[1]).toMatchObject({
      label: 'hat',
      caption: 'a red hat',
      creator: 'Ann',
      originalName: 'a.png',
      claims: { bytes: 600 },
      licence: { id: 'CC-BY-SA-4.0', confidence: 'per-item' },
    });
    expect(candidates.map(({ label }) => label)).toEqual([null, 'hat', '7', null, null]);
    expect(bytesOf(1)).toEqual(fakeImage(2));
  });

  it('refuses names that lead out of it, and takes the rest', async () => {
    const names = [
      '../evil.png',
      '/etc/evil.png',
      'C:/evil.png',
      'a/../../evil.png',
      '..\\evil.png',
      'x'.repeat(1_100),
    ];
    const files = [...names.map((name) => ({ name, bytes: fakeImage(1) })), { name: 'good..png', bytes: fakeImage(2) }];
    const { names: taken, dropped, staged } = await read(await save(`slip.${extension}`, await make(files)));
    expect(taken).toEqual(['good..png']);
    expect(dropped.map(([, code]) => code)).toEqual(names.map(() => 'input.unsafe_name'));
    expect(staged.size).toBe(1);
  });

  it('names members that repeat a name, are archives, or are no images', async () => {
    const files = [
      { name: 'a.png', bytes: fakeImage(1) },
      { name: 'a.png', bytes: fakeImage(2) },
      { name: 'inner.zip', bytes: fakeImage(3) },
      { name: 'inner', bytes: makeZip([{ name: 'x.png', bytes: fakeImage(1) }]) },
      { name: 'readme.md', bytes: Buffer.from('# hello') },
      { name: 'alone.txt', bytes: Buffer.from('of no image') },
    ];
    const { names, dropped } = await read(await save(`mixed.${extension}`, await make(files)));
    expect(names).toEqual(['a.png']);
    expect(new Map(dropped.map(([name, code]) => [name, code]))).toEqual(
      new Map([
        ['a.png#1', 'input.duplicate_name'],
        ['inner.zip', 'input.nested_archive'],
        ['inner', 'input.nested_archive'],
        ['readme.md', 'input.not_an_image'],
        ['alone.txt', 'input.not_an_image'],
      ]),
    );
  });

  it('loses a member that is too large, and no other', async () => {
    const files = [1, 2, 3].map((seed) => ({
      name: `${seed}.png`,
      bytes: fakeImage(seed, seed === 2 ? 300_000 : 500),
    }));
    const source = createArchiveSource({ ...ARCHIVE_LIMITS, maxMemberBytes: 100_000 });
    const { names, dropped, error } = await read(await save(`large.${extension}`, await make(files)), {}, source);
    expect(error).toBeUndefined();
    expect(names).toEqual(['1.png', '3.png']);
    expect(dropped).toEqual([['2.png', 'input.member_too_large']]);
  });

  it('stops at too many members and at too many bytes', async () => {
    const files = Array.from({ length: 20 }, (_, index) => ({ name: `${index}.png`, bytes: fakeImage(index, 10_000) }));
    const path = await save(`many.${extension}`, await make(files));
    const few = await read(path, {}, createArchiveSource({ ...ARCHIVE_LIMITS, maxMembers: 10 }));
    expect(few.error).toMatchObject({ code: 'input.too_large' });
    const small = await read(path, {}, createArchiveSource({ ...ARCHIVE_LIMITS, maxTotalBytes: 100_000 }));
    expect(small.error).toMatchObject({ code: 'input.too_large' });
    expect(small.staged.size).toBeLessThanOrEqual(10);
  });

  it('goes on from any page in another process', async () => {
    const files = Array.from({ length: 300 }, (_, index) => [
      { name: `${index}.png`, bytes: fakeImage(index) },
      { name: `${index}.txt`, bytes: Buffer.from(`no. ${index}`) },
    ]).flat();
    const path = await save(`pages.${extension}`, await make(files));
    const whole = await read(path);
    expect(whole.candidates.map(({ caption }) => caption)).toEqual(
      Array.from({ length: 300 }, (_, index) => `no. ${index}`),
    );
    expect(whole.pages.length).toBe(3);
    const rest = await read(path, { cursor: whole.pages[1]?.cursor ?? null });
    expect(rest.candidates).toEqual(whole.candidates.slice(256));
    expect(rest.staged.size).toBe(44);
  });

  it('yields what a cut archive still holds, then says that it is damaged', async () => {
    const files = Array.from({ length: 20 }, (_, index) => ({ name: `${index}.png`, bytes: fakeImage(index, 20_000) }));
    const bytes = await make(files);
    const { names, error, bytesOf } = await read(
      await save(`cut.${extension}`, bytes.subarray(0, bytes.length * 0.52)),
    );
    expect(names.slice(0, 9)).toEqual(files.slice(0, 9).map(({ name }) => name));
    expect(names.length).toBeLessThanOrEqual(11);
    expect(bytesOf(8)).toEqual(files[8]?.bytes);
    expect(error).toMatchObject({ code: 'input.damaged', message: expect.stringMatching(/^[^\n]+\.$/) });
  });

  it('says in one sentence that there is nothing in it', async () => {
    const { error } = await read(await save(`empty.${extension}`, await make([])));
    expect(error).toMatchObject({ code: 'input.empty' });
  });
});

describe('an archive elsewhere', () => {
  it.each([KINDS[0], KINDS[4]])('is read from a URL (%s)', async (extension, make) => {
    const bytes = await make([{ name: 'a/b.png', bytes: fakeImage(1) }]);
    const server = await startHttpServer({ '*': (_, response) => void response.end(bytes) });
    const { candidates, bytesOf } = await read(`${server.origin}/a.${extension}`);
    expect(candidates).toMatchObject([{ sourceItemId: 'a/b.png', label: 'a' }]);
    expect(bytesOf(0)).toEqual(fakeImage(1));
    await server.close();
  });

  it('is missing, or none, in one sentence', async () => {
    expect((await read(join(folder, 'none.zip'))).error).toMatchObject({ code: 'input.not_found' });
    expect((await read(await save('text.zip', Buffer.from('hello')))).error).toMatchObject({
      code: 'input.unknown_format',
    });
    expect((await read(await save('zero.zip', Buffer.alloc(0)))).error).toMatchObject({ code: 'input.empty' });
  });
});
