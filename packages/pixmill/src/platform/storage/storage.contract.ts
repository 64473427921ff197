import { createHash, randomUUID } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepStorage } from './sweep-storage.ts';
import { blobKey } from './storage.ts';
import type { Storage } from './storage.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const stream = async function* (...chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
};

const collect = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const keysOf = async (storage: Storage, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const object of storage.list(prefix)) keys.push(object.key);
  return keys.toSorted();
};

/** Stores random bytes as a blob and answers them; random, so that tests that share a bucket do not meet. */
const storeBlob = async (storage: Storage, bytes: Buffer = Buffer.from(randomUUID())): Promise<Buffer> => {
  const file = await storage.receive(stream(bytes), { maxBytes: bytes.length });
  await file.commit();
  return bytes;
};

/**
 * What every driver of storage must do. `open` gives an empty storage of the driver, with a way to see its temporary
 * files.
 */
export const describeStorage = (
  name: string,
  open: () => Promise<{
    readonly storage: Storage;
    readonly temporaryFiles: () => Promise<readonly string[]>;
    readonly close: () => Promise<void>;
  }>,
): void => {
  describe(`${name} storage`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let storage: Storage;

    beforeAll(async () => {
      opened = await open();
      storage = opened.storage;
    });
    afterAll(() => opened.close());

    it('hashes and counts a file while it is received, and gives a local path to it', async () => {
      const chunks = [Buffer.from('one '), Buffer.alloc(0), Buffer.from(`two ${randomUUID()}`)];
      const whole = Buffer.concat(chunks);
      const file = await storage.receive(stream(...chunks), { maxBytes: 1000 });
      expect(file).toMatchObject({ bytes: whole.length, sha256: sha256(whole) });
      expect(await readFile(file.path)).toEqual(whole);
      await file.discard();
      await expect(access(file.path)).rejects.toThrow('ENOENT');
    });

    it('shows a received file to nobody before it is committed', async () => {
      const file = await storage.receive(stream(Buffer.from(randomUUID())), { maxBytes: 1000 });
      expect(await storage.stat(blobKey(file.sha256))).toBeNull();
      await file.commit();
      expect(await storage.stat(blobKey(file.sha256))).toMatchObject({ key: blobKey(file.sha256), bytes: 36 });
      await file.discard();
      expect(await storage.stat(blobKey(file.sha256))).not.toBeNull();
    });

    it('stores the same bytes once, however often they are committed', async () => {
      const bytes = Buffer.from(randomUUID());
      const first = await storage.receive(stream(bytes), { maxBytes: 1000 });
      const second = await storage.receive(stream(bytes), { maxBytes: 1000 });
      await Promise.all([first.commit(), first.commit(), second.commit()]);
      await first.commit();
      await Promise.all([first.discard(), first.discard(), second.discard()]);
      const key = blobKey(sha256(bytes));
      expect(await keysOf(storage, key)).toEqual([key]);
      expect(await collect(await storage.read(key))).toEqual(bytes);
    });

    it('makes a blob young again when it is committed once more', async () => {
      const bytes = await storeBlob(storage);
      const key = blobKey(sha256(bytes));
      const before = await storage.stat(key);
      await storeBlob(storage, bytes);
      const after = await storage.stat(key);
      expect(after?.modifiedAt.getTime()).toBeGreaterThanOrEqual(before?.modifiedAt.getTime() ?? Infinity);
    });

    it('refuses a file that is too large and leaves nothing behind', async () => {
      const before = await opened.temporaryFiles();
      await expect(storage.receive(stream(Buffer.alloc(600), Buffer.alloc(401)), { maxBytes: 1000 })).rejects.toThrow(
        expect.objectContaining({ code: 'storage.too_large', retry: false }),
      );
      expect(await opened.temporaryFiles()).toEqual(before);
    });

    it('takes a file of exactly the largest size, and one without any bytes', async () => {
      await storeBlob(storage, Buffer.alloc(1000, randomUUID()));
      await storeBlob(storage, Buffer.alloc(0));
      const empty = blobKey(sha256(Buffer.alloc(0)));
      expect((await storage.stat(empty))?.bytes).toBe(0);
      expect(await collect(await storage.read(empty))).toEqual(Buffer.alloc(0));
    });

    it('leaves nothing behind when the sender fails, and passes on why', async () => {
      const before = await opened.temporaryFiles();
      const failing = async function* (): AsyncIterable<Uint8Array> {
        yield Buffer.from('some');
        throw new Error('connection lost');
      };
      await expect(storage.receive(failing(), { maxBytes: 1000 })).rejects.toThrow('connection lost');
      expect(await opened.temporaryFiles()).toEqual(before);
    });

    it('moves a file of many parts whole', async () => {
      const chunk = Buffer.alloc(1024 * 1024, randomUUID());
      const chunks = Array.from({ length: 18 }, () => chunk);
      const file = await storage.receive(stream(...chunks), { maxBytes: 20 * 1024 * 1024 });
      await file.commit();
      const key = blobKey(file.sha256);
      expect(sha256(await collect(await storage.read(key)))).toBe(file.sha256);
      await storage.remove(key);
    });

    it('makes a received file durable under a key of its own, and replaces what was there', async () => {
      const key = `archives/${randomUUID()}.zip`;
      const large = Buffer.alloc(9 * 1024 * 1024, randomUUID());
      for (const bytes of [Buffer.from('small'), large]) {
        const file = await storage.receive(stream(bytes), { maxBytes: bytes.length });
        expect((await storage.stat(key))?.bytes).toBe(bytes === large ? 5 : undefined);
        await file.commitTo(key, 'application/zip');
        await file.discard();
        expect((await collect(await storage.read(key))).equals(bytes)).toBe(true);
        expect(await storage.stat(blobKey(file.sha256))).toBeNull();
      }
      await storage.remove(key);
      const file = await storage.receive(stream(large), { maxBytes: large.length });
      await expect(file.commitTo('../outside', 'application/zip')).rejects.toThrow('key');
      await file.discard();
      expect(await opened.temporaryFiles()).toEqual([]);
    });

    it('replaces a derived object whole', async () => {
      const key = `thumbs/${randomUUID()}.webp`;
      await storage.put(key, Buffer.from('a much longer first version'), 'image/webp');
      await storage.put(key, Buffer.from('second'), 'image/webp');
      expect((await collect(await storage.read(key))).toString()).toBe('second');
      expect((await storage.stat(key))?.bytes).toBe(6);
    });

    it('places what another process wrote at a scratch path, and drops it', async () => {
      const placed = await storage.scratchPath();
      await writeFile(placed, 'a preview');
      await storage.place(placed, 'previews/ab/scratch.webp', 'image/webp');
      expect((await collect(await storage.read('previews/ab/scratch.webp'))).toString()).toBe('a preview');
      await storage.remove('previews/ab/scratch.webp');
      const dropped = await storage.scratchPath();
      await writeFile(dropped, 'not wanted');
      await storage.dropScratch(dropped);
      await storage.dropScratch(dropped);
      for (const path of [placed, dropped]) await expect(access(path)).rejects.toThrow('ENOENT');
    });

    it('reads ranges with both ends inclusive, cut at the end of the object', async () => {
      const key = `thumbs/${randomUUID()}`;
      await storage.put(key, Buffer.from('0123456789'), 'text/plain');
      const text = async (start: number, end: number) =>
        (await collect(await storage.read(key, { start, end }))).toString();
      expect(await text(0, 0)).toBe('0');
      expect(await text(2, 5)).toBe('2345');
      expect(await text(8, 99)).toBe('89');
      const badRange = expect.objectContaining({ code: 'storage.bad_range' });
      await expect(storage.read(key, { start: 10, end: 11 })).rejects.toThrow(badRange);
      await expect((async () => storage.read(key, { start: 5, end: 4 }))()).rejects.toThrow(badRange);
    });

    it('says what is not there, and removes it without complaint', async () => {
      const key = `thumbs/${randomUUID()}`;
      const notFound = expect.objectContaining({ code: 'storage.not_found', status: 404 });
      expect(await storage.stat(key)).toBeNull();
      await expect(storage.read(key)).rejects.toThrow(notFound);
      await expect(storage.withLocalFile(key, async () => 1)).rejects.toThrow(notFound);
      await storage.remove(key);
      await storage.put(key, Buffer.from('x'), 'text/plain');
      await storage.remove(key);
      expect(await storage.stat(key)).toBeNull();
    });

    it.each([
      '',
      '/etc/passwd',
      '../x',
      'a/../b',
      'a/./b',
      'a//b',
      'A',
      'a b',
      'a\0b',
      'a\\b',
      'incoming/x',
      'é',
      'a/',
    ])('refuses the key %j', async (key) => {
      const badKey = expect.objectContaining({ code: 'storage.bad_key' });
      await expect((async () => storage.read(key))()).rejects.toThrow(badKey);
      await expect((async () => storage.put(key, Buffer.from('x'), 'text/plain'))()).rejects.toThrow(badKey);
      await expect((async () => storage.stat(key))()).rejects.toThrow(badKey);
      await expect((async () => storage.remove(key))()).rejects.toThrow(badKey);
    });

    it('lists the keys under a prefix and none of its temporary files', async () => {
      const folder = `lists/${randomUUID()}`;
      const keys = ['a/1', 'a/2', 'ab', 'b/c/d'].map((name) => `${folder}/${name}`);
      for (const key of keys) await storage.put(key, Buffer.from(key), 'text/plain');
      const waiting = await storage.receive(stream(Buffer.from('waiting')), { maxBytes: 10 });
      expect(await keysOf(storage, `${folder}/`)).toEqual(keys);
      expect(await keysOf(storage, `${folder}/a/`)).toEqual(keys.slice(0, 2));
      expect(await keysOf(storage, `${folder}/a`)).toEqual(keys.slice(0, 3));
      expect(await keysOf(storage, `${folder}/none`)).toEqual([]);
      expect((await keysOf(storage, '')).filter((key) => !/^(blobs|thumbs|lists)\//.test(key))).toEqual([]);
      await waiting.discard();
    });

    it('lists more than one page', async () => {
      const folder = `pages/${randomUUID()}`;
      const keys = Array.from({ length: 1003 }, (_, index) => `${folder}/${String(index).padStart(4, '0')}`);
      for (let start = 0; start < keys.length; start += 50) {
        await Promise.all(keys.slice(start, start + 50).map((key) => storage.put(key, Buffer.from('x'), 'text/plain')));
      }
      expect(await keysOf(storage, `${folder}/`)).toEqual(keys);
      for (let start = 0; start < keys.length; start += 50) {
        await Promise.all(keys.slice(start, start + 50).map((key) => storage.remove(key)));
      }
    });

    it('gives a local path to the bytes for as long as they are used', async () => {
      const bytes = await storeBlob(storage);
      const before = await opened.temporaryFiles();
      const read = await storage.withLocalFile(blobKey(sha256(bytes)), (path) => readFile(path));
      expect(read).toEqual(bytes);
      expect(await opened.temporaryFiles()).toEqual(before);
    });

    it('passes its own check and leaves nothing of it', async () => {
      await storage.check();
      expect(await keysOf(storage, 'checks/')).toEqual([]);
    });

    it('sweeps old blobs without a row, and nothing else', async () => {
      const used = blobKey(sha256(await storeBlob(storage)));
      const orphan = blobKey(sha256(await storeBlob(storage)));
      const waiting = await storage.receive(stream(Buffer.from(randomUUID())), { maxBytes: 100 });
      const others = new Set(await keysOf(storage, 'blobs/'));
      others.delete(orphan);
      const asked: string[] = [];
      const isReferenced = async (keys: readonly string[]) => {
        asked.push(...keys);
        return new Set(keys.filter((key) => others.has(key)));
      };
      const young = await sweepStorage({ storage, olderThan: new Date(Date.now() - 3_600_000), isReferenced });
      expect(young).toMatchObject({ removed: 0, incomingRemoved: 0 });
      expect(asked).toEqual([]);
      const old = await sweepStorage({ storage, olderThan: new Date(Date.now() + 3_600_000), isReferenced });
      expect(old).toEqual({ seen: others.size + 1, removed: 1, incomingRemoved: 1 });
      expect(await storage.stat(orphan)).toBeNull();
      expect(await storage.stat(used)).not.toBeNull();
      await expect(access(waiting.path)).rejects.toThrow('ENOENT');
    });
  });
};
