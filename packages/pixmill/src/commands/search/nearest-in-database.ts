import type { Pixmill } from '../../compose.ts';
import { areAtMost, readVectorsInScope } from '../../features/vector-index/nearest-images.repository.ts';
import { createNearestImages } from '../../features/vector-index/nearest-images.service.ts';
import { cosineOf, keepNearest } from '../../features/vector-index/nearest.rules.ts';
import type { NearestImages, NearImage } from '../../library/nearest-images.ts';

/** Of more vectors the index is asked. */
const MOST_LOOKED_AT = 20_000;

/**
 * Finds the nearest images by comparing every vector: a command has no service beside it that would have told the index of
 * what it has just analysed.
 */
export const nearestInDatabase = ({
  database: { db },
  vectors,
  queue,
  logger,
}: Pick<Pixmill, 'database' | 'vectors' | 'queue' | 'logger'>): NearestImages => {
  const byIndex = createNearestImages({ db, vectors, queue, logger });
  return async (question) => {
    const scope = { ...question, dimensions: question.vector.length };
    if (!(await areAtMost(db, scope, MOST_LOOKED_AT))) return byIndex(question);
    const left = new Set(question.leaveOut);
    const near: NearImage[] = [];
    for await (const { imageId, vector } of readVectorsInScope(db, scope)) {
      const similarity = cosineOf(question.vector, vector);
      if (Number.isFinite(similarity) && !left.has(imageId)) near.push({ imageId, similarity });
    }
    return keepNearest(near, question.limit);
  };
};
