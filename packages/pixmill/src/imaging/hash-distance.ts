const POPCOUNT_16 = new Uint8Array(65_536);
for (let value = 1; value < POPCOUNT_16.length; value++) {
  POPCOUNT_16[value] = (POPCOUNT_16[value >> 1] ?? 0) + (value & 1);
}

/** Number of bits that differ (0..64) between two 64-bit hashes of 16 hex digits. */
export const hashDistance = (a: string, b: string): number => {
  let distance = 0;
  for (let index = 0; index < 16; index += 4) {
    const difference = Number.parseInt(a.slice(index, index + 4), 16) ^ Number.parseInt(b.slice(index, index + 4), 16);
    distance += POPCOUNT_16[difference] ?? 0;
  }
  return distance;
};
