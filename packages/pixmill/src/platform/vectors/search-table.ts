import type { LanceTable } from './lance-table.ts';
import { checkUuid, scopeFilter } from './vector-filter.ts';
import { checkVector, numbersOf, textsOf } from './vector-rows.ts';
import type { VectorModel } from './vector-rows.ts';
import { vectorError } from './vectors.errors.ts';

/** What is looked for. What does not belong to `owner` or `projects` is left out before the nearest are chosen. */
export type VectorSearch = {
  /** 1 to 10,000. */
  readonly limit: number;
  /** Absent: everybody's. */
  readonly owner?: string | undefined;
  /** Absent: all projects; empty: none. */
  readonly projects?: readonly string[] | undefined;
  /** Ids that are no answer, such as the image itself; up to 10,000. */
  readonly excluded?: readonly string[] | undefined;
  /** Looks at every vector instead of using an index. */
  readonly exact?: boolean | undefined;
};

/** A vector that was found. */
export type VectorMatch = {
  readonly id: string;
  readonly projectId: string;
  /** Cosine distance: 0 the same direction, 1 unrelated, 2 opposite. */
  readonly distance: number;
};

const MOST = 10_000;
// How many partitions are looked through, and of how many times the limit the true distance is taken: bench/vectors.ts shows
// what share of the nearest is found so.
const PARTITIONS = 20;
const REFINE = 10;

/** Searches one table. Throws `vectors.bad_limit`, `vectors.bad_id` and what `checkVector` throws. */
export const searchTable = async (
  table: LanceTable,
  model: VectorModel,
  vector: Float32Array,
  { limit, owner, projects, excluded = [], exact = false }: VectorSearch,
): Promise<readonly VectorMatch[]> => {
  checkVector(vector, model, 'the search');
  const outside = new Set(excluded.map(checkUuid));
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST || outside.size > MOST) {
    throw vectorError('vectors.bad_limit', { max: MOST });
  }
  const filter = projects?.length === 0 ? null : scopeFilter({ owner, projects });
  if (projects?.length === 0) return [];
  const found = await table.read(async (open) => {
    const query = open
      .query()
      .nearestTo(vector)
      .distanceType('cosine')
      .select(['id', 'project_id', '_distance'])
      .limit(limit + outside.size);
    if (filter !== null) query.where(filter);
    if (exact) query.bypassVectorIndex();
    // A narrow filter may leave too few in these partitions: then all others are looked through too.
    else query.minimumNprobes(PARTITIONS).maximumNprobes(0).refineFactor(REFINE);
    return await query.toArrow();
  }, null);
  if (found === null) return [];
  const [ids, projectIds, distances] = [
    textsOf(found, 'id'),
    textsOf(found, 'project_id'),
    numbersOf(found, '_distance'),
  ];
  return ids
    .map((id, at) => ({ id, projectId: projectIds[at] ?? '', distance: distances[at] ?? Number.NaN }))
    .filter((match) => !outside.has(match.id))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, limit);
};
