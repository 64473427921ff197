/**
 * Decodes Parquet's hybrid of runs and packed bits (https://parquet.apache.org/docs/file-format/data-pages/encodings/,
 * RLE/bit-packing hybrid). Own code, because what is read here decides how much is written: a run that states a billion
 * values, or none, must end in an error and not in a loop.
 *
 * @param options.width bits of a value, 0..32
 * @param options.count values that are wanted; surplus ones are left out
 * @throws Error when the bytes end before the values
 */
export const readRuns = (options: {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly width: number;
  readonly count: number;
}): Uint32Array => {
  const { bytes, end, width, count } = options;
  if (!(width >= 0 && width <= 32)) throw new Error('values of more than 32 bits');
  if (!(options.start >= 0 && end <= bytes.length)) throw new Error('a page is cut short');
  const values = new Uint32Array(count);
  let at = options.start;
  let filled = 0;
  const nextByte = (): number => {
    if (at >= end) throw new Error('a page is cut short');
    return bytes[at++] ?? 0;
  };
  while (filled < count) {
    const header = readHeader(nextByte);
    if (header % 2 === 0) {
      const length = header / 2;
      let value = 0;
      for (let shift = 0; shift < width; shift += 8) value += nextByte() * 2 ** shift;
      const until = Math.min(count, filled + length);
      values.fill(value, filled, until);
      filled = until;
      continue;
    }
    let left = Math.min(count - filled, ((header - 1) / 2) * 8);
    let bits = 0;
    let available = 0;
    const limit = 2 ** width;
    // A group of eight always fills whole bytes; surplus values stand at the very end only.
    for (; left > 0; left -= 1) {
      while (available < width) {
        bits += nextByte() * 2 ** available;
        available += 8;
      }
      values[filled++] = bits % limit;
      bits = Math.floor(bits / limit);
      available -= width;
    }
  }
  return values;
};

/** A number of up to 32 bits, seven bits a byte. */
const readHeader = (nextByte: () => number): number => {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = nextByte();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new Error('a run states too many values');
};
