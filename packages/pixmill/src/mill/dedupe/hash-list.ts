/** Many 64-bit hashes in two flat arrays: 8 bytes a hash, no object for each. */
export type HashList = { readonly high: Uint32Array; readonly low: Uint32Array };

/** Packs hashes of 16 hex digits. */
export const packHashes = (hashes: readonly string[]): HashList => {
  const high = new Uint32Array(hashes.length);
  const low = new Uint32Array(hashes.length);
  for (const [index, hash] of hashes.entries()) {
    high[index] = Number.parseInt(hash.slice(0, 8), 16);
    low[index] = Number.parseInt(hash.slice(8), 16);
  }
  return { high, low };
};

/** Set bits of a 32-bit word, by adding neighbours in parallel (Hacker's Delight, figure 5-2). */
export const countBits = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
