/**
 * Finds rows with equal digests among many: an open-addressed table of row numbers over digests that stand in one buffer,
 * about 8 bytes a row. Digests are evenly spread, so that their first bits serve as the hash.
 */
export const createDigestTable = (digests: Buffer, digestBytes: number) => {
  const rows = digests.length / digestBytes;
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)));
  const places = new Int32Array(size).fill(-1);
  const equal = (a: number, b: number): boolean =>
    digests.compare(digests, a * digestBytes, (a + 1) * digestBytes, b * digestBytes, (b + 1) * digestBytes) === 0;
  return {
    /** The row of the same digest that was put in first; puts this one in, and returns -1, when there is none. */
    firstOrAdd: (row: number): number => {
      for (let place = digests.readUInt32LE(row * digestBytes) % size; ; place = (place + 1) % size) {
        const known = places[place] ?? -1;
        if (known === -1) {
          places[place] = row;
          return -1;
        }
        if (equal(known, row)) return known;
      }
    },
  };
};
