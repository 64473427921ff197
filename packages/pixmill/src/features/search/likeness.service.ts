import { findEmbeddings } from '../../library/embeddings.repository.ts';
import type { NearImage } from '../../library/nearest-images.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { AskedExamples, Asker } from './asked-images.ts';
import { readExamples, readLooks } from './examples.repository.ts';
import { findVisible } from './found-images.repository.ts';
import { closenessTo, compareVectors, directionOf, nearestFirst, UNLIKE_WEIGHT } from './likeness.rules.ts';
import { NOTICES } from './search-notices.ts';
import type { SearchParts } from './search-parts.ts';
import type { SearchScope } from './search-scope.ts';
import type { ComparedBy } from './search-vectors.ts';
import { searchError } from './search.errors.ts';
import { findLikely } from './similar.repository.ts';
import type { AskedLook, LikelyImage } from './similar.repository.ts';
import { compareWith } from './similarity.ts';
import { readSharedVectors } from './vectors.repository.ts';
import { withDeadline } from './with-deadline.ts';

/** So many of the nearest are found. */
const MOST_ALIKE = 1000;
const NEAREST_MS = 3000;
/** Comparing looks takes this thread's time: so many at most a search, each of one look with one example. */
const MOST_COMPARISONS = 12_000;
const LEAST_LIKELY = 40;
/**
 * What is less alike than this is none. Measured on photos of ten kinds of clothes: half of the pairs of different kinds have a
 * cosine above 0.36, and looks that are closer than 0.83; the tenth nearest is above 0.48 and 0.88 for 99 of 100.
 */
const LEAST_COSINE = 0.3;
const LEAST_LOOK = 0.8;
/** As much as being the very image that is not wanted takes from the closeness of looks. */
const LEAST_LOOK_BESIDE_UNLIKE = LEAST_LOOK - UNLIKE_WEIGHT;

/** The examples as they can be compared. */
export type Examples = AskedExamples & {
  readonly looks: ReadonlyMap<string, AskedLook | null>;
  /** The direction to look in and whose vectors to compare with it; `null`: by look. */
  readonly direction: (ComparedBy & { readonly vector: Float32Array }) | null;
};

/** What is alike, the most alike first; `model` is `null` where looks were compared. */
export type FoundByLikeness = {
  readonly model: string | null;
  readonly near: readonly NearImage[];
  readonly notices: readonly string[];
};

/**
 * Looks examples up, and chooses what they are compared by: vectors that all of them have, of a model that understands
 * texts before others, since it knows what pictures show. Throws `search.no_image`.
 */
export const openExamples = async (
  db: Queryable,
  principal: Asker,
  { like, unlike }: AskedExamples,
  textModels: readonly ComparedBy[],
): Promise<Examples> => {
  const ids = [...like, ...unlike];
  const looks = await readExamples(db, principal, ids);
  if (ids.some((id) => !looks.has(id))) throw searchError('search.no_image');
  const shared = await readSharedVectors(db, ids);
  const chosen = shared.find(({ model }) => textModels.some((known) => known.model === model)) ?? shared[0];
  if (chosen === undefined) return { like, unlike, looks, direction: null };
  const { model, version, vectors } = chosen;
  const of = (wanted: readonly string[]): Float32Array[] => wanted.flatMap((id) => vectors.get(id) ?? []);
  const vector = directionOf(of(like), of(unlike));
  return { like, unlike, looks, direction: vector === null ? null : { model, version, vector } };
};

/** Puts some images in the order of their likeness; those that cannot be compared are left out. */
export const orderByLikeness = async (
  db: Queryable,
  examples: Examples,
  ids: readonly string[],
): Promise<FoundByLikeness> => {
  const { direction } = examples;
  if (direction === null) {
    const most = Math.floor(MOST_COMPARISONS / (examples.like.length + examples.unlike.length));
    return byLook(examples, await readLooks(db, ids.slice(0, most)));
  }
  const vectors = await findEmbeddings(db, { ...direction, ids });
  return { model: direction.model, near: compareVectors(direction.vector, vectors), notices: [] };
};

/** Compares looks with those of the examples: on average like the ones, and less so like the others. */
const byLook = ({ like, unlike, looks }: Examples, others: readonly LikelyImage[]): FoundByLikeness => {
  const scorers = (ids: readonly string[]) => ids.flatMap((id) => looks.get(id) ?? []).map((look) => compareWith(look));
  const [likes, unlikes] = [scorers(like), scorers(unlike)];
  const near = others.map((look) => ({
    imageId: look.id,
    similarity: closenessTo(
      likes.map((distanceTo) => distanceTo(look)),
      unlikes.map((distanceTo) => distanceTo(look)),
    ),
  }));
  return { model: null, near: nearestFirst(near), notices: [] };
};

/** Reads the nearest to the examples from the index; `null` when it does not answer. Outside of a transaction. */
export const findNearExamples = async (
  { vectors, failed }: SearchParts,
  { direction, like, unlike }: Examples,
  where: { readonly ownerId: string | null; readonly projectId: string | undefined },
): Promise<readonly NearImage[] | null> => {
  if (direction === null || vectors === null) return [];
  try {
    const question = { ...direction, ...where, limit: MOST_ALIKE, leaveOut: [...like, ...unlike] };
    return await withDeadline(NEAREST_MS, () => vectors.nearest(question));
  } catch (error) {
    failed(error);
    return null;
  }
};

/** The images that are most like the examples, by what the index said of them, else by look; without the examples. */
export const findAlike = async (
  db: Queryable,
  principal: Asker,
  {
    examples,
    scope,
    nearest,
  }: { readonly examples: Examples; readonly scope: SearchScope; readonly nearest: readonly NearImage[] | null },
): Promise<FoundByLikeness> => {
  const { direction, like, unlike, looks } = examples;
  const own = new Set([...like, ...unlike]);
  if (direction !== null && nearest !== null && nearest.length > 0) {
    const ids = nearest.map(({ imageId }) => imageId);
    const visible = await findVisible(db, principal, scope, ids);
    const near = nearest.filter(({ imageId, similarity }) => similarity >= LEAST_COSINE && visible.has(imageId));
    return { model: direction.model, near: near.filter(({ imageId }) => !own.has(imageId)), notices: [] };
  }
  const likely = new Map<string, LikelyImage>();
  const most = Math.max(LEAST_LIKELY, Math.floor(MOST_COMPARISONS / (own.size * like.length)));
  for (const id of like) {
    const asked = looks.get(id);
    if (asked === undefined || asked === null) continue;
    for (const image of await findLikely(db, { asked, scope, except: id, most })) likely.set(image.id, image);
  }
  const { near } = byLook(
    examples,
    [...likely.values()].filter(({ id }) => !own.has(id)),
  );
  const least = unlike.length === 0 ? LEAST_LOOK : LEAST_LOOK_BESIDE_UNLIKE;
  return {
    model: null,
    near: near.filter(({ similarity }) => similarity >= least).slice(0, MOST_ALIKE),
    notices: direction !== null && nearest === null ? [NOTICES.likeByLook] : [],
  };
};
