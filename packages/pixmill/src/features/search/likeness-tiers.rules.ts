import { hashDistance } from '../../imaging/hash-distance.ts';
import { DEFAULT_JOB_CONFIG } from '../../library/job-defaults.ts';
import type { ImageRow } from '../../library/schema.ts';

/** How sure likeness is: the same bytes or pixels, nearly the same by the perceptual hash, alike. */
export const LIKENESS_TIERS = ['same', 'near', 'similar'] as const;
export type LikenessTier = (typeof LIKENESS_TIERS)[number];

/** What told that an image is alike. */
export const LIKENESS_SIGNS = ['bytes', 'pixels', 'hash', 'embedding', 'look'] as const;
export type LikenessSign = (typeof LIKENESS_SIGNS)[number];

/** What tells copies: digests of the file and of its pixels, and the perceptual hash. */
export type Digests = Pick<ImageRow, 'sha256' | 'pixelHash' | 'phash' | 'hashable'>;

/** How an image is alike. */
export type Likeness = {
  readonly tier: LikenessTier;
  readonly by: LikenessSign;
  /** 0 is the same picture, 1 has nothing in common; grows from tier to tier. */
  readonly distance: number;
  /** Bits of the perceptual hash that differ. */
  readonly bits?: number;
  readonly cosine?: number;
};

/** Near copies have distances up to this, everything that is only similar those above. */
const NEAR_PART = 0.01;
/** Looks that differ no more are edits of one picture: surer than what a model says. */
const EDIT_DISTANCE = 0.03;
const NEAR_BITS = DEFAULT_JOB_CONFIG.nearDistance ?? 0;

const similarAt = (distance: number): number => NEAR_PART + (1 - NEAR_PART) * Math.max(0, Math.min(1, distance));

const similarBy = (look: number | null, cosine: number | null): Likeness => {
  const isEdit = look !== null && look <= EDIT_DISTANCE && look <= 1 - (cosine ?? -1);
  if (cosine === null || isEdit) return { tier: 'similar', by: 'look', distance: similarAt(look ?? 1) };
  return { tier: 'similar', by: 'embedding', distance: similarAt(1 - cosine), cosine };
};

/**
 * How two images are alike: by their digests, else by the cosine of their embeddings, else by their looks (0..1).
 * An edit that looks tell is nearer than a model may say: it is placed by its look.
 */
export const likenessOf = (
  asked: Digests,
  other: Digests,
  { look, cosine }: { readonly look: number | null; readonly cosine: number | null },
): Likeness => {
  if (asked.sha256 === other.sha256) return { tier: 'same', by: 'bytes', distance: 0 };
  if (asked.pixelHash === other.pixelHash) return { tier: 'same', by: 'pixels', distance: 0 };
  if (asked.hashable && other.hashable) {
    const bits = hashDistance(asked.phash, other.phash);
    if (bits <= NEAR_BITS)
      return { tier: 'near', by: 'hash', distance: (NEAR_PART * bits) / Math.max(1, NEAR_BITS), bits };
  }
  return similarBy(look, cosine);
};

const placeOf = ({ tier }: Likeness): number => LIKENESS_TIERS.indexOf(tier);

/** The surest tier first, in each the least distance; of equal ones the newest. */
export const surestFirst = <Image extends { readonly id: string; readonly likeness: Likeness }>(
  images: readonly Image[],
): Image[] =>
  images.toSorted(
    ({ id: a, likeness: one }, { id: b, likeness: other }) =>
      placeOf(one) - placeOf(other) || one.distance - other.distance || (a < b ? 1 : -1),
  );
