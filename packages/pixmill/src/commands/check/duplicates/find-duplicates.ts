import { PIXEL_HASH_BYTES, SHA256_BYTES } from '../file-measures.ts';
import type { FileMeasures } from '../file-measures.ts';
import { createDigestTable } from './digest-table.ts';
import { createKeptHashes } from './kept-hashes.ts';

export const DUPLICATE_KINDS = ['exact', 'same_pixels', 'near'] as const;

/** The same bytes; the same pixels in other bytes; nearly the same perceptual hash. */
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** An image that could go, because a better copy of its picture is there. */
type Duplicate = {
  readonly kind: DuplicateKind;
  /** The better copy that it was compared with. */
  readonly of: number;
  /** Bits of the perceptual hash in which the two differ. */
  readonly distance: number;
  /** The image that stands for all copies of the picture. */
  readonly best: number;
};

/** Duplicates by the index of the file, best copies of one picture first. */
export type Duplicates = ReadonlyMap<number, Duplicate>;

/**
 * Finds duplicates by the rule of the mill (mill/dedupe/settle-copy): going through all images from the best to the worst
 * (pixels, then bytes, then first in the order of names), one stays when none that stays shows the same picture. Memory
 * beside the measures: about 80 bytes an image, and what is found.
 */
export const findDuplicates = (files: FileMeasures, nearDistance: number | null): Duplicates => {
  const bytesOf = createDigestTable(files.sha256, SHA256_BYTES);
  const pixelsOf = createDigestTable(files.pixelHash, PIXEL_HASH_BYTES);
  const mayBeNear = (index: number): boolean => files.isMeasured(index) && files.hashable[index] === 1;
  const kept = nearDistance === null ? null : createKeptHashes(files.phash, nearDistance, mayBeNear);
  const duplicates = new Map<number, Duplicate>();
  const bestOf = (index: number): number => duplicates.get(index)?.best ?? index;

  for (const index of fromBestToWorst(files)) {
    const sameBytes = bytesOf.firstOrAdd(index);
    if (sameBytes !== -1) {
      duplicates.set(index, { kind: 'exact', of: sameBytes, distance: 0, best: bestOf(sameBytes) });
      continue;
    }
    const samePixels = pixelsOf.firstOrAdd(index);
    if (samePixels !== -1) {
      duplicates.set(index, { kind: 'same_pixels', of: samePixels, distance: 0, best: bestOf(samePixels) });
      continue;
    }
    if (kept === null || !mayBeNear(index)) continue;
    const near = kept.bestNear(index);
    if (near === null) kept.add(index);
    else duplicates.set(index, { kind: 'near', of: near.row, distance: near.distance, best: near.row });
  }
  return duplicates;
};

const fromBestToWorst = ({ count, isMeasured, width, height, bytes }: FileMeasures): Uint32Array => {
  const order = new Uint32Array(count);
  let measured = 0;
  for (let index = 0; index < count; index++) if (isMeasured(index)) order[measured++] = index;
  const pixels = (index: number): number => (width[index] ?? 0) * (height[index] ?? 0);
  return order
    .subarray(0, measured)
    .sort((a, b) => pixels(b) - pixels(a) || (bytes[b] ?? 0) - (bytes[a] ?? 0) || a - b);
};
