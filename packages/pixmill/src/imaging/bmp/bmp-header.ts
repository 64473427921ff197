/** The parts of a BMP header that decoding needs; sizes in pixels, `pixelsAt` an offset in the file. */
export type BmpHeader = {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly compression: 'none' | 'rle4' | 'rle8' | 'rle24' | 'bitfields';
  /** Red, green, blue, alpha; all 0 when they do not apply. */
  readonly masks: readonly [number, number, number, number];
  readonly palette: { readonly at: number; readonly entries: number; readonly entryBytes: 3 | 4 };
  readonly pixelsAt: number;
};

const BITS = [1, 2, 4, 8, 16, 24, 32] as const;
/** Where the optional masks of the different headers begin. */
const MASKS_AT = 54;

const compressionOf = (code: number, headerBytes: number): BmpHeader['compression'] => {
  if (code === 0) return 'none';
  if (code === 1) return 'rle8';
  if (code === 2) return 'rle4';
  // The 64-byte header of OS/2 gives 3 and 4 other meanings.
  if (code === 4 && headerBytes === 64) return 'rle24';
  if ((code === 3 && headerBytes !== 64) || code === 6) return 'bitfields';
  throw new Error(`BMP compression ${code} is not read`);
};

const masksOf = (data: DataView, headerBytes: number, compression: number, bits: number): BmpHeader['masks'] => {
  const mask = (index: number): number => data.getUint32(MASKS_AT + index * 4, true);
  if (compression === 3 || compression === 6) {
    const alpha = compression === 6 || headerBytes >= 56 ? mask(3) : 0;
    return [mask(0), mask(1), mask(2), alpha];
  }
  if (bits === 16) return [0x7c00, 0x03e0, 0x001f, 0];
  return [0x00ff0000, 0x0000ff00, 0x000000ff, 0];
};

/** Reads the header of a BMP: OS/2 1 and 2, Windows 3 to 5. Throws an Error that says what is wrong. */
export const readBmp = (bytes: Uint8Array): BmpHeader => {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 26) throw new Error('premature end of BMP header');
  const headerBytes = data.getUint32(14, true);
  const core = headerBytes === 12;
  if (bytes.length < 14 + headerBytes) throw new Error('premature end of BMP header');
  const width = core ? data.getUint16(18, true) : data.getInt32(18, true);
  const signedHeight = core ? data.getUint16(20, true) : data.getInt32(22, true);
  const bitCount = data.getUint16(core ? 24 : 28, true);
  const code = headerBytes >= 40 ? data.getUint32(30, true) : 0;
  const bits = BITS.find((known) => known === bitCount);
  if (width <= 0 || signedHeight === 0) throw new Error(`BMP size ${width} x ${signedHeight} is not valid`);
  if (bits === undefined) throw new Error(`BMP with ${bitCount} bits a pixel is not read`);
  const compression = compressionOf(code, headerBytes);
  const extra = headerBytes === 40 ? { bitfields: code === 6 ? 16 : 12 } : { bitfields: 0 };
  const masksBytes = compression === 'bitfields' ? extra.bitfields : 0;
  if (bytes.length < 14 + headerBytes + masksBytes) throw new Error('premature end of BMP header');
  const pixelsAt = data.getUint32(10, true);
  const at = 14 + headerBytes + masksBytes;
  const entryBytes = core ? 3 : 4;
  const declared = headerBytes >= 40 ? data.getUint32(46, true) : 0;
  const room = Math.max(0, Math.floor((Math.min(pixelsAt, bytes.length) - at) / entryBytes));
  return {
    width,
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bits,
    compression,
    masks: masksOf(data, headerBytes, code, bits),
    palette: { at, entries: bits > 8 ? 0 : Math.min(declared === 0 ? 2 ** bits : declared, 256, room), entryBytes },
    pixelsAt,
  };
};
