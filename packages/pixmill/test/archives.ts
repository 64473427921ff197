import { crc32, deflateRawSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A member of an archive that a test makes, faults included. */
export type ArchiveFile = {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly link?: string;
  readonly hardLink?: string;
  readonly device?: boolean;
  /** Zip only: what stands in the headers instead of the truth. */
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly statedBytes?: number;
  /** Zip only: packed bytes as they are. */
  readonly packed?: Uint8Array;
};

/** Bytes that begin as a PNG does and do not compress. */
export const fakeImage = (seed: number, length = 600): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = seed + 1;
  for (let index = 8; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  return bytes;
};

/** Makes a tar of the members in their order. */
export const makeTar = async (files: readonly ArchiveFile[]): Promise<Buffer> => {
  const tar = pack();
  for (const { name, bytes = Buffer.alloc(0), link, hardLink, device } of files) {
    if (link !== undefined) tar.entry({ name, type: 'symlink', linkname: link });
    else if (hardLink !== undefined) tar.entry({ name, type: 'link', linkname: hardLink });
    else if (device === true) tar.entry({ name, type: 'character-device', devmajor: 1, devminor: 5 });
    else tar.entry({ name, size: bytes.length }, bytes);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) {
    if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
};

/**
 * Makes a zip (APPNOTE.TXT) by hand, since no tool makes the bad ones.
 *
 * @param options.store no compression
 * @param options.streamed sizes stand behind each member, as programs write that do not know them beforehand
 * @param options.entries that many entries in the table of contents, all for the bytes of the first member
 */
export const makeZip = (
  files: readonly ArchiveFile[],
  options: { readonly store?: boolean; readonly streamed?: boolean; readonly entries?: number } = {},
): Buffer => {
  const body: Buffer[] = [];
  const table: Buffer[] = [];
  let offset = 0;
  const streamed = options.streamed === true;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const bytes = file.bytes ?? Buffer.from(file.link ?? '');
    const packed = Buffer.from(file.packed ?? (options.store === true ? bytes : deflateRawSync(bytes)));
    const method = file.method ?? (options.store === true && file.packed === undefined ? 0 : 8);
    const flags = (file.flags ?? 0) | 0x800 | (streamed ? 8 : 0);
    const fields = {
      flags,
      method,
      crc: file.crc ?? crc32(bytes),
      packed: packed.length,
      bytes: file.statedBytes ?? bytes.length,
    };
    const zeroed = streamed ? { ...fields, crc: 0, packed: 0, bytes: 0 } : fields;
    const local = Buffer.concat([uint32(0x04034b50), shared(zeroed), uint16(name.length), uint16(0), name]);
    const descriptor = streamed
      ? Buffer.concat([uint32(0x08074b50), uint32(fields.crc), uint32(fields.packed), uint32(fields.bytes)])
      : Buffer.alloc(0);
    body.push(local, packed, descriptor);
    const type = file.link !== undefined ? 0xa : file.device === true ? 0x2 : 0x8;
    for (let copy = 0; copy < (options.entries ?? 1); copy += 1) {
      const entryName = copy === 0 ? name : Buffer.from(`${copy}${file.name}`);
      table.push(
        Buffer.concat([
          uint32(0x02014b50),
          uint16(0x0314),
          shared(fields),
          uint16(entryName.length),
          Buffer.alloc(8),
          uint32(((type << 28) | (0o644 << 16)) >>> 0),
          uint32(offset),
          entryName,
        ]),
      );
    }
    offset += local.length + packed.length + descriptor.length;
  }
  const contents = Buffer.concat(table);
  const end = [0x06054b50].map(uint32);
  const count = uint16(table.length);
  return Buffer.concat([
    ...body,
    contents,
    ...end,
    Buffer.alloc(4),
    count,
    count,
    uint32(contents.length),
    uint32(offset),
    uint16(0),
  ]);
};

/** What the header before a member and its entry in the table of contents have in common. */
const shared = (fields: {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
}): Buffer =>
  Buffer.concat([
    uint16(20),
    uint16(fields.flags),
    uint16(fields.method),
    uint32(0x00210000),
    uint32(fields.crc),
    uint32(fields.packed),
    uint32(fields.bytes),
  ]);

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
