import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { directoryRecord, endRecords, localHeader } from './zip-records.ts';
import type { ZipEntry } from './zip-records.ts';

/** Files up to this size are read once; of larger ones the CRC-32 is taken before they are read again. */
const MOST_IN_MEMORY = 4 * 1024 ** 2;
/** Records of the directory go out in pieces of about this many. */
const RECORDS_AT_ONCE = 1000;

const filesOf = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return (
    entries
      // What begins with a dot says whose the directory is; it is of no use elsewhere.
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).split(sep).join('/'))
      .sort()
  );
};

const crc32OfFile = async (path: string): Promise<number> => {
  let value = 0;
  for await (const part of createReadStream(path)) if (part instanceof Uint8Array) value = crc32(part, value);
  return value;
};

/** The members of an archive, each with a way to read it. */
const membersOf = async function* (directory: string) {
  for (const name of await filesOf(directory)) {
    const path = join(directory, name);
    const { size, mtime } = await stat(path);
    if (size <= MOST_IN_MEMORY) {
      const bytes = await readFile(path);
      yield { entry: { name, bytes: bytes.length, crc32: crc32(bytes), modifiedAt: mtime }, content: [bytes] };
    } else {
      const entry: ZipEntry = { name, bytes: size, crc32: await crc32OfFile(path), modifiedAt: mtime };
      yield { entry, content: createReadStream(path) };
    }
  }
};

/**
 * Packs the files of a directory, sorted by name, into a ZIP, as a stream: memory holds one small file, or a piece of a
 * large one, and what the directory at the end will say. Members are stored as they are, since images cannot be made
 * smaller. Archives above 4 GiB or 65,534 files are ZIP64. No size follows its data, so that any reader can unpack it
 * while it arrives. Links are left out, and what begins with a dot.
 */
export const zipDirectory = async function* (directory: string): AsyncGenerator<Uint8Array> {
  const records: Buffer[] = [];
  let offset = 0;
  for await (const { entry, content } of membersOf(directory)) {
    records.push(directoryRecord(entry, offset));
    const header = localHeader(entry);
    yield header;
    let bytes = 0;
    for await (const part of content) {
      if (!(part instanceof Uint8Array)) continue;
      bytes += part.length;
      yield part;
    }
    if (bytes !== entry.bytes) throw new Error('A file changed while it was packed.');
    offset += header.length + bytes;
  }
  let directoryBytes = 0;
  for (let start = 0; start < records.length; start += RECORDS_AT_ONCE) {
    const part = Buffer.concat(records.slice(start, start + RECORDS_AT_ONCE));
    directoryBytes += part.length;
    yield part;
  }
  yield endRecords({ entries: records.length, offset, bytes: directoryBytes });
};
