import type { NearestImages, NearestQuestion, NearImage } from '../../library/nearest-images.ts';
import type { ImageEmbedding } from '../../library/embeddings.repository.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { Vectors } from '../../platform/vectors/open-vectors.ts';
import type { VectorMatch, VectorSearch } from '../../platform/vectors/search-table.ts';
import { checkVector } from '../../platform/vectors/vector-rows.ts';
import { vectorError } from '../../platform/vectors/vectors.errors.ts';
import {
  areAtMost,
  findChangedInScope,
  findInScope,
  readVectorsInScope,
  type NearestScope,
} from './nearest-images.repository.ts';
import { cosineOf, keepNearest } from './nearest.rules.ts';
import { isDamage } from './tell-store.ts';
import { areMoreThan } from './vector-changes.repository.ts';
import { enqueueRepair } from './vector-index.jobs.ts';
import { tableOf } from './vector-space.ts';

export type NearestServices = {
  readonly db: Database;
  readonly vectors: Pick<Vectors, 'open'>;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly logger: Pick<Logger, 'warn'>;
};

const MOST = 1000;
/** Embeddings that one question looks at without the store. */
const MOST_LOOKED_AT = 20_000;
/** Images of those asked about that changed since the store was told, which are looked at besides; with more it is not asked. */
const MOST_CHANGED = 1000;
/** With more changes than these of all people the store is being made anew. */
const FAR_BEHIND = 10_000;
/** Answers of the store beyond those that are wanted, in place of what has gone meanwhile. */
const SPARE = 20;

/** Finds the nearest images by the vector store and, where it does not work or does not know yet, by looking at each. */
export const createNearestImages =
  (services: NearestServices, { mostLookedAt = MOST_LOOKED_AT } = {}): NearestImages =>
  async (question) => {
    const { vector, model, limit } = question;
    const scope: NearestScope = { ...question, dimensions: vector.length };
    checkVector(vector, { model, dimensions: vector.length }, 'the search');
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw vectorError('vectors.bad_limit', { max: MOST });
    const found = await askStore(services, question, scope);
    if (found !== null) return found;
    return (await areAtMost(services.db, scope, mostLookedAt)) ? lookAtEach(services.db, question, scope) : null;
  };

/** `null` when the store does not work, or knows too little. */
const askStore = async (
  services: NearestServices,
  { vector, ownerId, projectId, limit, leaveOut = [] }: NearestQuestion,
  scope: NearestScope,
): Promise<readonly NearImage[] | null> => {
  const { db } = services;
  if (await areMoreThan(db, FAR_BEHIND)) return null;
  const changed = await findChangedInScope(db, scope, MOST_CHANGED + 1);
  if (changed.length > MOST_CHANGED) return null;
  const left = new Set(leaveOut);
  const others = changed.filter(({ imageId }) => !left.has(imageId));
  const matches = await searchStore(services, scope, vector, {
    isNew: changed.length > 0,
    limit: limit + SPARE,
    owner: ownerId ?? undefined,
    projects: projectId === undefined ? undefined : [projectId],
    excluded: [...left, ...others.map(({ imageId }) => imageId)],
  });
  if (matches === null) return null;
  const ids = matches.map(({ id }) => id);
  const there = await findInScope(db, scope, ids);
  const near = matches.flatMap(({ id, distance }) =>
    there.has(id) ? [{ imageId: id, similarity: 1 - distance }] : [],
  );
  return keepNearest([...near, ...compare(vector, others)], limit);
};

/** A store that is empty where it should not be has lost its files: somebody removed them, or restored another database. */
const searchStore = async (
  { db, vectors, queue, logger }: NearestServices,
  scope: NearestScope,
  vector: Float32Array,
  { isNew, ...search }: VectorSearch & { readonly isNew: boolean },
): Promise<readonly VectorMatch[] | null> => {
  const repair = (): Promise<void> => db.transaction((tx) => enqueueRepair(tx, queue, scope));
  try {
    const table = (await vectors.open()).table(tableOf(scope));
    const matches = await table.search(vector, search);
    if (matches.length > 0 || isNew || (await table.count()) > 0 || (await areAtMost(db, scope, 0))) return matches;
    await repair();
    return null;
  } catch (error) {
    logger.warn({ err: error }, 'the vector store does not answer; images are looked at without it');
    if (isDamage(error)) await repair();
    return null;
  }
};

const compare = (vector: Float32Array, images: readonly ImageEmbedding[]): NearImage[] =>
  images
    .map((image) => ({ imageId: image.imageId, similarity: cosineOf(vector, image.vector) }))
    .filter(({ similarity }) => Number.isFinite(similarity));

const lookAtEach = async (
  db: Database,
  { vector, limit, leaveOut = [] }: NearestQuestion,
  scope: NearestScope,
): Promise<readonly NearImage[]> => {
  const left = new Set(leaveOut);
  const near: NearImage[] = [];
  for await (const image of readVectorsInScope(db, scope))
    if (!left.has(image.imageId)) near.push(...compare(vector, [image]));
  return keepNearest(near, limit);
};
