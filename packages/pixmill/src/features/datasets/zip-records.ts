/** The records of a ZIP (APPNOTE.TXT 6.3), for members that are stored as they are and whose CRC-32 is known before. */

/** One member of an archive. */
export type ZipEntry = {
  /** Relative, with `/`. */
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
  readonly modifiedAt: Date;
};

/** From here on a number does not fit into the fields of 1989, and stands in those of ZIP64. */
const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;

/** 4.5, which ZIP64 needs; made on Unix, so that readers know the permissions. */
const VERSION = 45;
const MADE_ON_UNIX = (3 << 8) | VERSION;
/** Names are UTF-8. */
const UTF8 = 0x0800;
const STORED = 0;
/** A regular file that everybody may read. */
const MODE = 0o100644;
const ZIP64_EXTRA = 1;

/** Two-second steps since 1980, in UTC so that the same archive is the same anywhere. */
const dosTime = (date: Date): { readonly time: number; readonly day: number } => {
  const year = Math.min(2107, Math.max(1980, date.getUTCFullYear()));
  return {
    time: (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1),
    day: ((year - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(),
  };
};

/** The extra field that holds numbers which do not fit elsewhere, in their fixed order. */
const zip64Extra = (numbers: readonly number[]): Buffer => {
  if (numbers.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(ZIP64_EXTRA, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  for (const [index, number] of numbers.entries()) extra.writeBigUInt64LE(BigInt(number), 4 + 8 * index);
  return extra;
};

/** The fields that stand in a local header and in the directory alike, from the version on. */
const writeCommon = (record: Buffer, at: number, { entry, name, extra }: Parts): void => {
  const { time, day } = dosTime(entry.modifiedAt);
  record.writeUInt16LE(VERSION, at);
  record.writeUInt16LE(UTF8, at + 2);
  record.writeUInt16LE(STORED, at + 4);
  record.writeUInt16LE(time, at + 6);
  record.writeUInt16LE(day, at + 8);
  record.writeUInt32LE(entry.crc32, at + 10);
  record.writeUInt32LE(Math.min(entry.bytes, MOST_32), at + 14);
  record.writeUInt32LE(Math.min(entry.bytes, MOST_32), at + 18);
  record.writeUInt16LE(name.length, at + 22);
  record.writeUInt16LE(extra.length, at + 24);
};

type Parts = { readonly entry: ZipEntry; readonly name: Buffer; readonly extra: Buffer };

/** What stands before the bytes of a member. */
export const localHeader = (entry: ZipEntry): Buffer => {
  const name = Buffer.from(entry.name);
  const extra = zip64Extra(entry.bytes >= MOST_32 ? [entry.bytes, entry.bytes] : []);
  const record = Buffer.alloc(30);
  record.writeUInt32LE(0x0403_4b50, 0);
  writeCommon(record, 4, { entry, name, extra });
  return Buffer.concat([record, name, extra]);
};

/** What the directory at the end says of a member whose local header stands at `offset`. */
export const directoryRecord = (entry: ZipEntry, offset: number): Buffer => {
  const name = Buffer.from(entry.name);
  const sizes = entry.bytes >= MOST_32 ? [entry.bytes, entry.bytes] : [];
  const extra = zip64Extra(offset >= MOST_32 ? [...sizes, offset] : sizes);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x0201_4b50, 0);
  record.writeUInt16LE(MADE_ON_UNIX, 4);
  writeCommon(record, 6, { entry, name, extra });
  // No comment, first disk, no internal attributes.
  record.writeUInt32LE(MODE * 0x1_0000, 38);
  record.writeUInt32LE(Math.min(offset, MOST_32), 42);
  return Buffer.concat([record, name, extra]);
};

/** The end of an archive, after its directory; ZIP64 only where it must be. */
export const endRecords = (directory: {
  readonly entries: number;
  /** Where it begins, and how many bytes it has. */
  readonly offset: number;
  readonly bytes: number;
}): Buffer => {
  const { entries, offset, bytes } = directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(entries, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries, MOST_16), 10);
  end.writeUInt32LE(Math.min(bytes, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  if (entries < MOST_16 && bytes < MOST_32 && offset < MOST_32) return end;
  const large = Buffer.alloc(56);
  large.writeUInt32LE(0x0606_4b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(MADE_ON_UNIX, 12);
  large.writeUInt16LE(VERSION, 14);
  large.writeBigUInt64LE(BigInt(entries), 24);
  large.writeBigUInt64LE(BigInt(entries), 32);
  large.writeBigUInt64LE(BigInt(bytes), 40);
  large.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, end]);
};
