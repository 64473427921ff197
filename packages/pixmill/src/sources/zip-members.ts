import { crc32 } from 'node:zlib';
import { fromFdPromise, getFileNameLowLevel } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { MemberFault } from './archive-members.ts';
import type { ArchiveMember } from './archive-members.ts';
import { parseFileName, sideCarKind } from './file-names.ts';
import { inputError } from './inputs.errors.ts';
import type { RandomAccessFile } from './random-access.ts';
import { salvageZip } from './zip-salvage.ts';

/**
 * The members of a zip by its table of contents, side-cars right after their image wherever they stand. An archive
 * whose end is missing is read by the headers within it; then `input.damaged` follows what could be read.
 */
export const zipMembers = async function* (
  file: RandomAccessFile,
  path: string,
  maxMembers: number,
): AsyncIterable<ArchiveMember> {
  const zip = await openZip(file);
  if (zip === undefined) {
    yield* salvageZip(file, path);
    return;
  }
  if (zip.entryCount > maxMembers) {
    throw inputError('input.too_large', { path, reason: `over ${maxMembers} members` });
  }
  try {
    let index = 0;
    for await (const entry of sideCarsBesideImages(file, zip)) yield memberOf(zip, entry, index++);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown';
    throw inputError('input.damaged', { path, reason }, { cause: error });
  }
};

const openZip = async (file: RandomAccessFile): Promise<ZipFile | undefined> => {
  try {
    // Names and sizes are judged here, a member at a time: the library would refuse the whole archive.
    return await fromFdPromise(file.fd, { autoClose: false, decodeStrings: false, validateEntrySizes: false });
  } catch {
    return undefined;
  }
};

const nameOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

const sideCarsBesideImages = async function* (file: RandomAccessFile, zip: ZipFile): AsyncIterable<Entry> {
  const sideCars = new Map<string, Entry[]>();
  for await (const entry of ((await openZip(file)) ?? zip).eachEntry()) {
    const { stem, extension } = parseFileName(nameOf(entry));
    if (sideCarKind(extension) !== undefined) sideCars.set(stem, [...(sideCars.get(stem) ?? []), entry]);
  }
  for await (const entry of zip.eachEntry()) {
    const { stem, extension } = parseFileName(nameOf(entry));
    if (sideCarKind(extension) !== undefined) continue;
    yield entry;
    yield* sideCars.get(stem) ?? [];
    sideCars.delete(stem);
  }
  // Those of no image.
  for (const entries of sideCars.values()) yield* entries;
};

const UNIX = new Set([3, 19]);

/** Kind by the file mode, which archives made on Unix carry. */
const kindOf = (entry: Entry, name: string): ArchiveMember['kind'] => {
  const type = UNIX.has(entry.versionMadeBy >>> 8) ? (entry.externalFileAttributes >>> 28) & 0xf : 0;
  if (type === 0xa) return 'link';
  if (name.endsWith('/') || type === 0x4) return 'directory';
  return type === 0 || type === 0x8 ? 'file' : 'special';
};

const faultOf = (entry: Entry): ArchiveMember['fault'] => {
  if (entry.isEncrypted()) return { code: 'input.encrypted', detail: 'a password is needed' };
  if (entry.canDecodeFileData()) return undefined;
  return { code: 'input.member_damaged', detail: `packed by method ${entry.compressionMethod}` };
};

const memberOf = (zip: ZipFile, entry: Entry, index: number): ArchiveMember => {
  const name = nameOf(entry);
  const fault = faultOf(entry);
  return {
    index,
    name,
    kind: kindOf(entry, name),
    packedBytes: entry.compressedSize,
    open: async () => checked(await zip.openReadStreamPromise(entry), entry),
    ...(fault === undefined ? {} : { fault }),
  };
};

const checked = async function* (stream: AsyncIterable<Uint8Array>, entry: Entry): AsyncIterable<Uint8Array> {
  let sum = 0;
  for await (const chunk of stream) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new MemberFault('input.member_damaged', 'its checksum is wrong');
};
