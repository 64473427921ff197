import { countBits } from '../../../mill/dedupe/hash-list.ts';
import type { HashList } from '../../../mill/dedupe/hash-list.ts';

/** A kept image near to the one asked about. */
export type NearHash = { readonly row: number; readonly distance: number };

/** Wider bands than this are folded: more buckets than images help nobody. */
const MAX_BUCKET_BITS = 22;

type Band = { readonly shift: number; readonly width: number };

/** The kept hashes of one band, those of a bucket side by side and in the order in which they were put in. */
type Table = {
  readonly band: Band;
  readonly starts: Uint32Array;
  /** Where the next hash of each bucket goes. */
  readonly ends: Uint32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly turns: Uint32Array;
};

/**
 * An index that grows while images are decided about, best first: only those that are kept are put in, so that a thousand
 * frames of one scene cost a thousand questions and not half a million pairs.
 *
 * Multi-index hashing (Norouzi, Punjani, Fleet 2012) like mill/dedupe/near-pairs: up to 4 bits, r + 1 bands of which one
 * agrees exactly; above, fewer and wider ones that may differ in one bit. 12 bytes an image and band.
 *
 * @param isIndexed whether a row may ever be put in
 */
export const createKeptHashes = (hashes: HashList, maxDistance: number, isIndexed: (row: number) => boolean) => {
  const flips = maxDistance <= 4 ? 0 : 1;
  const bands = splitBands(Math.max(2, Math.ceil((maxDistance + 1) / (flips + 1))));
  const tables = bands.map((band) => openTable(hashes, band, isIndexed));
  /** Rows in the order in which they were put in. */
  const rows: number[] = [];

  return {
    add: (row: number): void => {
      for (const { band, ends, high, low, turns } of tables) {
        const bucket = bucketOf(bandValue(hashes, row, band), band);
        const place = ends[bucket] ?? 0;
        ends[bucket] = place + 1;
        high[place] = hashes.high[row] ?? 0;
        low[place] = hashes.low[row] ?? 0;
        turns[place] = rows.length;
      }
      rows.push(row);
    },
    /** The first that was put in, which is the best, of those at most `maxDistance` bits away; `null` when none is. */
    bestNear: (row: number): NearHash | null => {
      const upper = hashes.high[row] ?? 0;
      const lower = hashes.low[row] ?? 0;
      let best = rows.length;
      let bestDistance = 0;
      for (const { band, starts, ends, high, low, turns } of tables) {
        const value = bandValue(hashes, row, band);
        for (let flip = -1; flip < (flips === 0 ? 0 : band.width); flip++) {
          const bucket = bucketOf(flip === -1 ? value : (value ^ (1 << flip)) >>> 0, band);
          const end = ends[bucket] ?? 0;
          for (let place = starts[bucket] ?? 0; place < end; place++) {
            const distance = countBits(upper ^ (high[place] ?? 0)) + countBits(lower ^ (low[place] ?? 0));
            if (distance > maxDistance) continue;
            // The first of a bucket is the best of it.
            const turn = turns[place] ?? 0;
            if (turn < best) {
              best = turn;
              bestDistance = distance;
            }
            break;
          }
        }
      }
      const found = rows[best];
      return found === undefined ? null : { row: found, distance: bestDistance };
    },
  };
};

const openTable = (hashes: HashList, band: Band, isIndexed: (row: number) => boolean): Table => {
  const starts = new Uint32Array(2 ** Math.min(band.width, MAX_BUCKET_BITS) + 1);
  let count = 0;
  for (let row = 0; row < hashes.high.length; row++) {
    if (!isIndexed(row)) continue;
    const bucket = bucketOf(bandValue(hashes, row, band), band) + 1;
    starts[bucket] = (starts[bucket] ?? 0) + 1;
    count += 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  const column = (): Uint32Array => new Uint32Array(count);
  return { band, starts, ends: starts.slice(), high: column(), low: column(), turns: column() };
};

/** Cuts 64 bits into `count` bands of nearly equal width, lowest first; each at most 32 bits wide. */
const splitBands = (count: number): readonly Band[] => {
  const bands: Band[] = [];
  let shift = 0;
  for (let index = 0; index < count; index++) {
    const width = Math.floor(64 / count) + (index < 64 % count ? 1 : 0);
    bands.push({ shift, width });
    shift += width;
  }
  return bands;
};

const bandValue = ({ high, low }: HashList, row: number, { shift, width }: Band): number => {
  const mask = width === 32 ? 0xffff_ffff : 2 ** width - 1;
  const upper = high[row] ?? 0;
  const lower = low[row] ?? 0;
  if (shift >= 32) return ((upper >>> (shift - 32)) & mask) >>> 0;
  return ((shift === 0 ? lower : (lower >>> shift) | (upper << (32 - shift))) & mask) >>> 0;
};

const bucketOf = (value: number, { width }: Band): number =>
  width <= MAX_BUCKET_BITS ? value : Math.imul(value, 0x9e37_79b1) >>> (32 - MAX_BUCKET_BITS);
