import { createHash } from 'node:crypto';

/** Where an image of the export stands: its label's place in the sorted list of labels, and its number there, from 1. */
export type ImagePlace = { readonly label: number; readonly number: number };

/**
 * Remembers the place and the hashes of every image of an export in flat arrays: about 100 bytes an image instead of the
 * many hundreds that strings and maps take, so that a million of them fit.
 */
export type ImageSlots = {
  /** Takes the next place of a label and remembers it by the image's id. Throws when there are more than were announced. */
  readonly take: (id: string, label: number, extension: number) => ImagePlace | null;
  readonly find: (id: string) => (ImagePlace & { readonly extension: number }) | null;
  readonly at: (place: ImagePlace) => { readonly extension: number } | null;
  readonly setExtension: (place: ImagePlace, extension: number) => void;
  /** Remembers the SHA-256 of one of the files of an image (`file` 0 is the image itself). */
  readonly setHash: (place: ImagePlace, file: number, sha256: string) => void;
  readonly hash: (place: ImagePlace, file: number) => string;
  /** Images taken. */
  readonly taken: () => number;
};

/** Two 64-bit halves of a hash of the id: chance of two ids of a million sharing them is below 1e-25. */
const idKey = (id: string): readonly [bigint, bigint] => {
  const digest = createHash('sha256').update(id).digest();
  return [digest.readBigUInt64LE(0), digest.readBigUInt64LE(8)];
};

/** Slots for `counts[label]` images of each label, with `files` hashes each. */
export const createImageSlots = (counts: readonly number[], files: number): ImageSlots => {
  const starts: number[] = [];
  let total = 0;
  for (const count of counts) {
    starts.push(total);
    total += count;
  }
  const next = counts.map(() => 0);
  const extensions = new Uint8Array(total);
  const hashes = Buffer.alloc(total * files * 32);
  let size = 16;
  while (size < total * 2) size *= 2;
  const keys = new BigUint64Array(size * 2);
  /** Slot + 1; 0 is free. */
  const entries = new Uint32Array(size);
  const labelsOfSlots = new Uint32Array(total);

  const slotOf = ({ label, number }: ImagePlace): number => (starts[label] ?? 0) + number - 1;

  const probe = (id: string): { index: number; key: readonly [bigint, bigint] } => {
    const key = idKey(id);
    let index = Number(key[0] & BigInt(size - 1));
    while (entries[index] !== 0 && (keys[index * 2] !== key[0] || keys[index * 2 + 1] !== key[1])) {
      index = (index + 1) & (size - 1);
    }
    return { index, key };
  };

  let takenCount = 0;
  return {
    take: (id, label, extension) => {
      const number = (next[label] ?? 0) + 1;
      const { index, key } = probe(id);
      if (number > (counts[label] ?? 0) || entries[index] !== 0) return null;
      next[label] = number;
      takenCount += 1;
      const slot = slotOf({ label, number });
      extensions[slot] = extension;
      labelsOfSlots[slot] = label;
      keys[index * 2] = key[0];
      keys[index * 2 + 1] = key[1];
      entries[index] = slot + 1;
      return { label, number };
    },
    find: (id) => {
      const entry = entries[probe(id).index] ?? 0;
      if (entry === 0) return null;
      const slot = entry - 1;
      const label = labelsOfSlots[slot] ?? 0;
      return { label, number: slot - (starts[label] ?? 0) + 1, extension: extensions[slot] ?? 0 };
    },
    at: (place) => {
      if (place.number < 1 || place.number > (next[place.label] ?? 0)) return null;
      return { extension: extensions[slotOf(place)] ?? 0 };
    },
    setExtension: (place, extension) => {
      extensions[slotOf(place)] = extension;
    },
    setHash: (place, file, sha256) => {
      hashes.write(sha256, (slotOf(place) * files + file) * 32, 'hex');
    },
    hash: (place, file) => {
      const start = (slotOf(place) * files + file) * 32;
      return hashes.toString('hex', start, start + 32);
    },
    taken: () => takenCount,
  };
};
