import { createInflateRaw } from 'node:zlib';
import { getFileNameLowLevel } from 'yauzl';
import type { ArchiveMember } from './archive-members.ts';
import { inputError } from './inputs.errors.ts';
import type { RandomAccessFile } from './random-access.ts';

const LOCAL_HEADER = 0x04034b50;
const HEADER_BYTES = 30;
const WINDOW = 64 * 1024;
/** A member whose length stands behind it is unpacked to find its end; one that is longer ends the search. */
const MAX_SEARCHED_BYTES = 1024 ** 3;

type LocalHeader = {
  readonly flags: number;
  readonly method: number;
  readonly packedBytes: number;
  readonly name: string;
  readonly dataStart: number;
};

/**
 * The members of a zip whose table of contents is missing, by the headers before them (APPNOTE.TXT 4.3.7). Ends with
 * `input.damaged` in any case.
 */
export const salvageZip = async function* (file: RandomAccessFile, path: string): AsyncIterable<ArchiveMember> {
  let at = 0;
  for (let index = 0; ; index += 1) {
    const header = await readLocalHeader(file, at);
    if (header === undefined) break;
    const member = openMember(file, header);
    yield { index, name: header.name, kind: header.name.endsWith('/') ? 'directory' : 'file', ...member.shape };
    const end = await member.end();
    if (end === undefined) break;
    at = await nextHeader(file, end);
  }
  throw inputError('input.damaged', { path, reason: 'its table of contents is missing' });
};

const readLocalHeader = async (file: RandomAccessFile, at: number): Promise<LocalHeader | undefined> => {
  const fixed = await file.read(at, HEADER_BYTES);
  if (fixed.length < HEADER_BYTES || fixed.readUInt32LE(0) !== LOCAL_HEADER) return undefined;
  const nameLength = fixed.readUInt16LE(26);
  const names = await file.read(at + HEADER_BYTES, nameLength);
  if (names.length < nameLength) return undefined;
  const flags = fixed.readUInt16LE(6);
  return {
    flags,
    method: fixed.readUInt16LE(8),
    packedBytes: fixed.readUInt32LE(18),
    name: getFileNameLowLevel(flags, names, [], false),
    dataStart: at + HEADER_BYTES + nameLength + fixed.readUInt16LE(28),
  };
};

type OpenedMember = {
  readonly shape: Pick<ArchiveMember, 'open' | 'packedBytes' | 'fault'>;
  /** Offset behind its bytes; `undefined` when that cannot be found. */
  readonly end: () => Promise<number | undefined>;
};

const openMember = (file: RandomAccessFile, header: LocalHeader): OpenedMember => {
  const { flags, method, packedBytes, dataStart } = header;
  const lengthKnown = (flags & 8) === 0 && packedBytes !== 0xffffffff;
  const end = dataStart + packedBytes;
  const fault = faultOf(header, lengthKnown, end > file.size);
  const bytes = method === 8 ? inflate(file, dataStart, lengthKnown ? end : file.size) : undefined;
  return {
    shape: {
      packedBytes: lengthKnown ? packedBytes : null,
      open: async () => bytes?.stream() ?? slices(file, dataStart, end),
      ...(fault === undefined ? {} : { fault }),
    },
    end: async () => {
      if (lengthKnown) return end > file.size ? undefined : end;
      return fault === undefined ? bytes?.end() : undefined;
    },
  };
};

const faultOf = (header: LocalHeader, lengthKnown: boolean, isCut: boolean): ArchiveMember['fault'] => {
  if ((header.flags & 1) !== 0) return { code: 'input.encrypted', detail: 'a password is needed' };
  if (header.method !== 8 && !(header.method === 0 && lengthKnown)) {
    return { code: 'input.member_damaged', detail: `packed by method ${header.method}` };
  }
  return lengthKnown && isCut ? { code: 'input.member_damaged', detail: 'it is cut short' } : undefined;
};

const slices = async function* (file: RandomAccessFile, start: number, end: number): AsyncIterable<Buffer> {
  for (let at = start; at < end; at += WINDOW) {
    const slice = await file.read(at, Math.min(WINDOW, end - at));
    if (slice.length === 0) return;
    yield slice;
  }
};

const inflate = (file: RandomAccessFile, start: number, end: number) => {
  let found: number | undefined;
  const stream = async function* (): AsyncIterable<Uint8Array> {
    const inflater = createInflateRaw();
    const feeding = feed(inflater, slices(file, start, end));
    try {
      for await (const chunk of inflater) yield chunk;
      found = start + inflater.bytesWritten;
    } finally {
      inflater.destroy();
      await feeding;
    }
  };
  const findEnd = async (): Promise<number | undefined> => {
    if (found !== undefined) return found;
    let bytes = 0;
    try {
      for await (const chunk of stream()) {
        bytes += chunk.byteLength;
        if (bytes > MAX_SEARCHED_BYTES) return undefined;
      }
    } catch {
      return undefined;
    }
    return found;
  };
  return { stream, end: findEnd };
};

// Ends when the inflater has had enough, or fails; the reader of the inflater hears why.
const feed = async (inflater: ReturnType<typeof createInflateRaw>, source: AsyncIterable<Buffer>): Promise<void> => {
  for await (const chunk of source) {
    const goOn = await new Promise<boolean>((resolve) => {
      inflater.once('close', () => resolve(false));
      inflater.write(chunk, (error) => resolve(error === null || error === undefined));
    });
    if (!goOn || inflater.destroyed || inflater.readableEnded) return;
  }
  if (!inflater.destroyed) inflater.end();
};

/** Behind a member may stand its sizes (12 to 24 bytes); the next header follows them. */
const nextHeader = async (file: RandomAccessFile, from: number): Promise<number> => {
  const bytes = await file.read(from, 28);
  for (let skip = 0; skip + 4 <= bytes.length; skip += 1) {
    if (bytes.readUInt32LE(skip) === LOCAL_HEADER) return from + skip;
  }
  return file.size;
};
