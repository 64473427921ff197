import { LRUCache } from 'lru-cache';
import { SHAPE_ORDERS } from '../../imaging/shape-distance.ts';
import { chooseComparison, readComparisonVectors, type Comparison } from '../../library/comparison-vectors.ts';
import type { Database } from '../../platform/database/database.ts';
import type { SmallRgb } from './compare-messages.ts';
import {
  forgetPairs,
  readCompared,
  readDigests,
  writeCompared,
  writeFinding,
  type ComparedImage,
} from './findings.repository.ts';
import type { CompareCopies, LikelyPair } from './group-copies.rules.ts';
import { renewGroups } from './groups.service.ts';
import type { NearestPair } from './nearest-pairs.ts';
import { openComparer, type Comparer } from './open-comparer.ts';
import { digestOf, openPacker } from './pack-vectors.ts';
import { kindOf, surenessOf } from './sureness.rules.ts';

/** What finding duplicates works with. */
export type FindingServices = {
  readonly db: Database;
  /** A picture with at most 96 pixels a side; `null` when its bytes cannot be read. */
  readonly readPicture: (sha256: string, signal: AbortSignal) => Promise<SmallRgb | null>;
  readonly compareCopies: CompareCopies;
  /** Threads that compare at the same time. */
  readonly threads: number;
};

/** Pairs that are looked at closely, of all: with more images, fewer of each. */
const MOST_PAIRS = 400_000;
const MOST_EACH = 8;
const LEAST_EACH = 3;
/** Cosines below are of pictures that have nothing in common. */
const LEAST_COSINE = { model: 0.4, look: 0.5 } as const;
/** Less sure ones are not worth to be remembered. */
const LEAST_SURENESS = 0.2;
/** Pairs that a thread looks at in one go, and images that are marked as done together. */
const PAIRS_AT_ONCE = 24;
const IMAGES_AT_ONCE = 200;
/** Small pictures that are held: 28 KB each. */
const PICTURES_HELD = 2_000;

/** By what images are compared, as it is remembered. */
const comparedByOf = ({ by }: Pick<Comparison, 'by'>): string =>
  by.kind === 'look' ? 'look' : `${by.model} ${by.version}`;

/**
 * Compares the images of a project that are new, or look otherwise than before, with all others, and makes the groups anew.
 * Goes on where it was when it is run again; running it twice changes nothing.
 * @param options.progress hears how many of the images that are to be compared are done
 */
export const findDuplicates = async (
  services: FindingServices,
  {
    projectId,
    signal,
    progress = () => undefined,
  }: {
    readonly projectId: string;
    readonly signal: AbortSignal;
    readonly progress?: (done: number, all: number) => void;
  },
): Promise<void> => {
  const { db, compareCopies, threads } = services;
  const comparison = await chooseComparison(db, projectId);
  const comparedBy = comparedByOf(comparison);
  const began = { comparedBy, images: comparison.all, errorCode: null, errorDetail: null };
  await writeFinding(db, projectId, { status: 'running', ...began, startedAt: new Date(), finishedAt: null });
  const comparer = openComparer({ threads });
  try {
    const compared = await compareNew({ ...services, comparer }, { projectId, comparison, signal, progress });
    signal.throwIfAborted();
    await renewGroups(db, { projectId, compareCopies });
    await writeFinding(db, projectId, { status: 'completed', ...began, compared, finishedAt: new Date() });
  } finally {
    await comparer.close();
  }
};

type Work = Pick<FindingServices, 'db' | 'readPicture'> & { readonly comparer: Comparer };

const compareNew = async (
  work: Work,
  {
    projectId,
    comparison,
    signal,
    progress,
  }: {
    readonly projectId: string;
    readonly comparison: Comparison;
    readonly signal: AbortSignal;
    readonly progress: (done: number, all: number) => void;
  },
): Promise<number> => {
  const { db, comparer } = work;
  const comparedBy = comparedByOf(comparison);
  const known = await readCompared(db, { projectId, comparedBy });
  const packer = openPacker(comparison.dimensions);
  const all: ComparedImage[] = [];
  for await (const { imageId, vector } of readComparisonVectors(db, { projectId, by: comparison.by })) {
    signal.throwIfAborted();
    packer.add(vector);
    all.push({ imageId, digest: digestOf(vector) });
  }
  const isNew = Uint8Array.from(all, ({ imageId, digest }) => Number(known.get(imageId) !== digest));
  const fresh = all.filter((_, index) => isNew[index] === 1);
  if (fresh.length === 0) return all.length;
  await forgetPairs(
    db,
    projectId,
    fresh.map(({ imageId }) => imageId),
  );
  const isLook = comparison.by.kind === 'look';
  const pairs = await comparer.nearest({
    vectors: packer.packed(),
    isNew,
    most: Math.max(LEAST_EACH, Math.min(MOST_EACH, Math.round(MOST_PAIRS / all.length))),
    least: isLook ? LEAST_COSINE.look : LEAST_COSINE.model,
    turns: isLook ? turnsOf(comparison.dimensions) : [],
  });
  const pairsOf = Map.groupBy(pairs, ({ a, b }) => (isNew[a] === 1 ? a : b));
  const pictures = new LRUCache<string, Promise<SmallRgb | null>>({ max: PICTURES_HELD });
  const indexes = [...all.keys()].filter((index) => isNew[index] === 1);
  for (let start = 0; start < indexes.length; start += IMAGES_AT_ONCE) {
    signal.throwIfAborted();
    const batch = indexes.slice(start, start + IMAGES_AT_ONCE);
    const found = await lookClosely(
      { ...work, pictures },
      { all, pairs: batch.flatMap((index) => pairsOf.get(index) ?? []), signal },
    );
    await writeCompared(db, {
      projectId,
      comparedBy,
      pairs: found,
      compared: batch.flatMap((index) => all[index] ?? []),
    });
    progress(start + batch.length, indexes.length);
  }
  return all.length;
};

/** Shapes are at the front of a look's vector; colours behind them stay where they are. */
const turnsOf = (dimensions: number): Uint16Array[] =>
  SHAPE_ORDERS.map((order) => Uint16Array.from({ length: dimensions }, (_, index) => order[index] ?? index));

const lookClosely = async (
  { db, readPicture, comparer, pictures }: Work & { readonly pictures: LRUCache<string, Promise<SmallRgb | null>> },
  {
    all,
    pairs,
    signal,
  }: { readonly all: readonly ComparedImage[]; readonly pairs: readonly NearestPair[]; readonly signal: AbortSignal },
): Promise<LikelyPair[]> => {
  const idOf = (index: number): string => all[index]?.imageId ?? '';
  const digests = await readDigests(db, [...new Set(pairs.flatMap(({ a, b }) => [idOf(a), idOf(b)]))]);
  const pictureOf = (index: number): Promise<SmallRgb | null> => {
    const sha256 = digests.get(idOf(index));
    if (sha256 === undefined) return Promise.resolve(null);
    const held = pictures.get(sha256);
    if (held !== undefined) return held;
    const reading = readPicture(sha256, signal);
    pictures.set(sha256, reading);
    return reading;
  };
  const chunks = Array.from({ length: Math.ceil(pairs.length / PAIRS_AT_ONCE) }, (_, index) =>
    pairs.slice(index * PAIRS_AT_ONCE, (index + 1) * PAIRS_AT_ONCE),
  );
  const found = await Promise.all(
    chunks.map(async (chunk) => {
      const seen = [...new Set(chunk.flatMap(({ a, b }) => [a, b]))];
      const read = await Promise.all(seen.map(pictureOf));
      const shown = new Map<number, number>();
      const small: SmallRgb[] = [];
      for (const [at, picture] of read.entries()) {
        const index = seen[at];
        if (picture === null || index === undefined) continue;
        shown.set(index, small.length);
        small.push(picture);
      }
      const looked = chunk.flatMap((pair) => {
        const [a, b] = [shown.get(pair.a), shown.get(pair.b)];
        return a === undefined || b === undefined ? [] : [{ pair, places: [a, b] as const }];
      });
      const alignments = await comparer.align(
        small,
        looked.map(({ places }) => places),
      );
      return looked.flatMap(({ pair }, index): LikelyPair[] => {
        const alignment = alignments[index];
        if (alignment === undefined) return [];
        const sureness = surenessOf(alignment);
        if (sureness < LEAST_SURENESS) return [];
        return [{ a: idOf(pair.a), b: idOf(pair.b), kind: kindOf(alignment), sureness }];
      });
    }),
  );
  return found.flat();
};
