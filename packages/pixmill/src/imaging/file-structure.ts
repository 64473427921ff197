import type { ImageFormat } from './inspection.ts';

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const ascii = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** The chunks of a PNG: type, start and length of the data; stops at the first one that does not fit. */
const pngChunks = function* (bytes: Uint8Array): Generator<{ type: string; start: number; length: number }> {
  const data = view(bytes);
  for (let offset = 8; offset + 8 <= bytes.length;) {
    const length = data.getUint32(offset);
    yield { type: ascii(bytes, offset + 4, 4), start: offset + 8, length };
    offset += 12 + length;
  }
};

const pngEndsEarly = (bytes: Uint8Array): boolean => {
  for (const { type, start, length } of pngChunks(bytes)) {
    if (type === 'IEND') return false;
    if (start + length + 4 > bytes.length) return true;
  }
  return true;
};

/** Frames of an APNG by its `acTL` chunk; 1 for a plain PNG. */
export const pngFrames = (bytes: Uint8Array): number => {
  for (const { type, start, length } of pngChunks(bytes)) {
    if (type === 'IDAT') return 1;
    if (type === 'acTL' && length === 8 && start + 8 <= bytes.length) return Math.max(1, view(bytes).getUint32(start));
  }
  return 1;
};

/**
 * Walks the blocks of a GIF. `end` is where the last complete block ends, `frames` how many complete images lie before
 * it, `closed` whether the trailer was reached.
 */
const walkGif = (bytes: Uint8Array): { end: number; frames: number; closed: boolean } => {
  const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let offset = 13 + colours(bytes[10] ?? 0);
  let frames = 0;
  let end = offset;
  while (offset < bytes.length) {
    const kind = bytes[offset];
    if (kind === 0x3b) return { end: offset, frames, closed: true };
    let at = offset + 2;
    if (kind === 0x2c) at = offset + 11 + colours(bytes[offset + 9] ?? 0);
    else if (kind !== 0x21) break;
    while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] ?? 0) + 1;
    if (at >= bytes.length) break;
    offset = at + 1;
    end = offset;
    if (kind === 0x2c) frames++;
  }
  return { end, frames, closed: false };
};

/** Whether the top-level boxes of an ISO base media file (AVIF) run past its end. */
const boxesEndEarly = (bytes: Uint8Array): boolean => {
  const data = view(bytes);
  for (let offset = 0; offset + 8 <= bytes.length;) {
    let size = data.getUint32(offset);
    if (size === 0) return false;
    if (size === 1) {
      if (offset + 16 > bytes.length) return true;
      size = data.getUint32(offset + 8) * 2 ** 32 + data.getUint32(offset + 12);
    }
    if (size < 8) return false;
    if (offset + size > bytes.length) return true;
    offset += size;
  }
  return false;
};

/** Bytes of a value of each TIFF field type, by its number. */
const TIFF_TYPE_BYTES = [1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Whether the first directory, a value that it points at, or a strip or tile of it lies past the end of a classic TIFF. */
const tiffEndsEarly = (bytes: Uint8Array): boolean => {
  if (bytes.length < 8) return true;
  const data = view(bytes);
  const little = bytes[0] === 0x49;
  if (data.getUint16(2, little) !== 42) return false;
  const directory = data.getUint32(4, little);
  if (directory + 2 > bytes.length) return true;
  const entries = data.getUint16(directory, little);
  if (directory + 2 + entries * 12 > bytes.length) return true;
  const values = new Map<number, number[]>();
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + index * 12;
    const size = TIFF_TYPE_BYTES[data.getUint16(at + 2, little)] ?? 1;
    const count = data.getUint32(at + 4, little);
    const start = size * count <= 4 ? at + 8 : data.getUint32(at + 8, little);
    if (start + size * count > bytes.length) return true;
    const tag = data.getUint16(at, little);
    if (![273, 279, 324, 325].includes(tag) || (size !== 2 && size !== 4)) continue;
    values.set(
      tag,
      Array.from({ length: count }, (_, item) =>
        size === 2 ? data.getUint16(start + item * 2, little) : data.getUint32(start + item * 4, little),
      ),
    );
  }
  const lengths = values.get(279) ?? values.get(325) ?? [];
  return (values.get(273) ?? values.get(324) ?? []).some(
    (start, index) => start + (lengths[index] ?? 0) > bytes.length,
  );
};

/** Whether a file ends before its own structure says that it does. JPEG is left to the decoder, which sees it best. */
export const isTruncated = (bytes: Uint8Array, format: ImageFormat): boolean => {
  switch (format) {
    case 'png':
      return pngEndsEarly(bytes);
    case 'webp':
      return bytes.length < 12 || view(bytes).getUint32(4, true) + 8 > bytes.length;
    case 'gif':
      return !walkGif(bytes).closed;
    case 'avif':
      return boxesEndEarly(bytes);
    case 'tiff':
      return tiffEndsEarly(bytes);
    default:
      return false;
  }
};

/**
 * A copy with an end marker added (JPEG, to be asked for when the decoder misses it), or cut after the last whole frame
 * and closed (GIF); undefined when the file needs no such thing or cannot have it.
 */
export const repairEnd = (bytes: Uint8Array, format: ImageFormat): Uint8Array | undefined => {
  if (format === 'jpeg') return Buffer.concat([bytes, Buffer.from([0xff, 0xd9])]);
  if (format === 'gif') {
    const { end, frames, closed } = walkGif(bytes);
    return closed || frames === 0 ? undefined : Buffer.concat([bytes.subarray(0, end), Buffer.from([0x3b])]);
  }
  return undefined;
};

/** Bytes after the end marker of a JPEG or PNG: where archives and scripts hide. */
export const hasTrailingData = (bytes: Uint8Array, format: ImageFormat): boolean => {
  if (format === 'jpeg') {
    const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf('\xff\xd9', undefined, 'latin1');
    // Cameras pad with a few zeros.
    return end !== -1 && bytes.subarray(end + 2).some((byte) => byte !== 0);
  }
  if (format === 'png') {
    for (const { type, start } of pngChunks(bytes)) if (type === 'IEND') return bytes.length > start + 4;
  }
  return false;
};
