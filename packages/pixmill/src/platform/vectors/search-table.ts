import type { Table } from '@lancedb/lancedb';
import type { LanceTable } from './lance-table.ts';
import { partitionsOf } from './optimise-table.ts';
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
// Vectors of the owner and project that are compared: what takes about as long as the rest of a search. bench/vectors.ts
// shows what share of the nearest is found so.
const COMPARED_WHOLE = 6_000;
const COMPARED_SMALL = 30_000;
/** A partition grows until the index is made anew. */
const USUAL_GROWTH = 2;
const FEWEST_PARTITIONS = 20;
/** True distances are taken of so many times the limit. */
const refineOf = (limit: number): number => Math.min(10, Math.max(3, Math.ceil(200 / limit)));

/** How many partitions are looked through; 0 is all of them. The fewer vectors the filter leaves, the more it takes. */
const partitionsFor = async (table: Table, filter: string | null): Promise<number> => {
  const all = await table.countRows();
  const { isWhole, rowsEach } = partitionsOf(all);
  const compared = isWhole ? COMPARED_WHOLE : COMPARED_SMALL;
  const left = filter === null || all <= compared ? all : await table.countRows(filter);
  if (left <= compared) return 0;
  return Math.max(FEWEST_PARTITIONS, Math.round((compared / left) * (all / rowsEach / USUAL_GROWTH)));
};

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
  const wanted = limit + outside.size;
  const ask = (open: Table, partitions: number) => {
    const query = open
      .query()
      .nearestTo(vector)
      .distanceType('cosine')
      .select(['id', 'project_id', '_distance'])
      .limit(wanted);
    if (filter !== null) query.where(filter);
    if (exact) return query.bypassVectorIndex().toArrow();
    // 0 as the most means all of them, whatever the least is.
    query.maximumNprobes(0);
    if (partitions > 0) query.minimumNprobes(partitions).maximumNprobes(partitions);
    return query.refineFactor(refineOf(wanted)).toArrow();
  };
  const found = await table.read(async (open) => {
    const partitions = exact ? 0 : await partitionsFor(open, filter);
    const some = await ask(open, partitions);
    // What the filter leaves may all be elsewhere.
    return partitions > 0 && some.numRows < wanted ? ask(open, 0) : some;
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
