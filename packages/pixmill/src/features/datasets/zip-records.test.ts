import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../../test/read-zip.ts';
import { directoryRecord, endRecords, localHeader } from './zip-records.ts';
import type { ZipEntry } from './zip-records.ts';

const modifiedAt = new Date('2026-11-20T08:00:30.000Z');

/** An archive of small members, as bytes. */
const archiveOf = (contents: ReadonlyMap<string, Buffer>): Buffer => {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of contents) {
    const entry = { name, bytes: bytes.length, crc32: crc32(bytes), modifiedAt };
    const member = Buffer.concat([localHeader(entry), bytes]);
    records.push(directoryRecord(entry, offset));
    parts.push(member);
    offset += member.length;
  }
  const directory = Buffer.concat(records);
  const end = endRecords({ entries: records.length, offset, bytes: directory.length });
  return Buffer.concat([...parts, directory, end]);
};

/** Bytes at the end of a file that begins with nothing but zeros. */
class Tail extends RandomAccessReader {
  readonly tail: Buffer;
  readonly before: number;
  constructor(tail: Buffer, before: number) {
    super();
    this.tail = tail;
    this.before = before;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const zeros = Buffer.alloc(Math.max(0, this.before - start));
    return Readable.from([
      Buffer.concat([zeros, this.tail.subarray(Math.max(0, start - this.before), end - this.before)]),
    ]);
  }
}

describe('the records of an archive', () => {
  it('are read by others: names, times and bytes', async () => {
    const contents = new Map([
      ['README.md', Buffer.from('# Kites')],
      ['images/červený luňák 🪁/000001.jpg', Buffer.alloc(1000, 'x')],
      ['empty', Buffer.alloc(0)],
    ]);
    const members = await readZip(archiveOf(contents));
    expect([...members].map(([name, { bytes }]) => [name, bytes])).toEqual([...contents]);
  });

  it('hold more members than an archive without ZIP64 can', async () => {
    for (const count of [65_534, 65_535]) {
      const contents = new Map(Array.from({ length: count }, (_, index) => [`f/${index}`, Buffer.alloc(0)] as const));
      const zip = await fromBufferPromise(archiveOf(contents), { lazyEntries: true });
      // Where the directory begins is right when its first record is found.
      const { value: first } = await zip.eachEntry().next();
      expect([zip.entryCount, first?.fileName]).toEqual([count, 'f/0']);
    }
  });

  it('hold members and places above 4 GiB', async () => {
    const entries: readonly (readonly [ZipEntry, number])[] = [
      [{ name: 'large', bytes: 5 * 1024 ** 3, crc32: 1, modifiedAt }, 0],
      [{ name: 'behind it', bytes: 7, crc32: 2, modifiedAt }, 5 * 1024 ** 3 + 100],
      [{ name: 'at the limit', bytes: 0xffff_ffff, crc32: 3, modifiedAt }, 0xffff_ffff],
    ];
    const directory = Buffer.concat(entries.map(([entry, offset]) => directoryRecord(entry, offset)));
    const before = 10 * 1024 ** 3;
    const tail = Buffer.concat([directory, endRecords({ entries: 3, offset: before, bytes: directory.length })]);
    const options = { lazyEntries: true, autoClose: false };
    const zip = await fromRandomAccessReaderPromise(new Tail(tail, before), before + tail.length, options);
    const found: unknown[] = [];
    for await (const entry of zip.eachEntry()) {
      found.push([entry.fileName, entry.uncompressedSize, entry.compressedSize, entry.relativeOffsetOfLocalHeader]);
    }
    expect(found).toEqual(entries.map(([{ name, bytes }, offset]) => [name, bytes, bytes, offset]));
    const [large] = entries;
    if (large === undefined) throw new Error('There are three.');
    const header = localHeader(large[0]);
    expect(header.readBigUInt64LE(header.length - 8)).toBe(BigInt(large[0].bytes));
  });
});
