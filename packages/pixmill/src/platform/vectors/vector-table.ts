import type { Table } from '@lancedb/lancedb';
import type { LanceTable } from './lance-table.ts';
import type { Lance } from './load-lancedb.ts';
import { isOutOfShape, optimiseTable } from './optimise-table.ts';
import type { IndexPolicy } from './optimise-table.ts';
import { searchTable } from './search-table.ts';
import type { VectorMatch, VectorSearch } from './search-table.ts';
import { checkUuid, isOneOf } from './vector-filter.ts';
import { checkRows, isSameRow, rowsIn, toArrowTable, vectorsIn, textsOf } from './vector-rows.ts';
import type { VectorModel, VectorRow } from './vector-rows.ts';

/** The vectors of one model. A table that was never written to is empty. */
export type VectorTable = VectorModel & {
  /** Adds vectors or replaces those of the same ids; what is there already, to the last bit, is not written again. */
  readonly put: (rows: readonly VectorRow[]) => Promise<void>;
  /** Removes the vectors of these ids, if they are there. */
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** Removes all vectors of a project. */
  readonly removeProject: (projectId: string) => Promise<void>;
  /** The nearest vectors by cosine distance, nearest first. */
  readonly search: (vector: Float32Array, search: VectorSearch) => Promise<readonly VectorMatch[]>;
  /** The vectors of these ids; ids that are not there are left out. */
  readonly vectorsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>;
  readonly count: () => Promise<number>;
  /** Reads a column of every file, so that files that are missing or cut short show now. Throws `vectors.damaged`. */
  readonly check: () => Promise<void>;
  /** Whether so much has changed that `optimise` is worth its while. */
  readonly isOutOfShape: () => Promise<boolean>;
  /** Joins small files, builds and renews indexes, removes old versions; for a background job, now and then. */
  readonly optimise: () => Promise<void>;
  /** Takes everything away, damaged or not, so that all vectors can be put anew. */
  readonly drop: () => Promise<void>;
};

/** So that neither a filter nor what is in memory at once gets too large. */
const BATCH = 5000;

/** Makes the operations on a table. */
export const vectorTable = ({
  lance,
  table,
  model,
  policy,
}: {
  readonly lance: Lance;
  readonly table: LanceTable;
  readonly model: VectorModel;
  readonly policy: IndexPolicy;
}): VectorTable => {
  const { dimensions } = model;

  const putBatch = async (open: Table, rows: readonly VectorRow[]): Promise<void> => {
    const found = new Map((await rowsOf(open, rows)).map((row) => [row.id, row]));
    const changed = rows.filter((row) => !isSameRow(row, found.get(row.id)));
    if (changed.length === 0) return;
    await open
      .mergeInsert('id')
      .whenMatchedUpdateAll()
      .whenNotMatchedInsertAll()
      .execute(toArrowTable(lance, changed, dimensions));
  };

  return {
    ...model,
    put: async (rows) => {
      for (const batch of batches(checkRows(rows, model))) await table.write((open) => putBatch(open, batch));
    },
    remove: async (ids) => {
      for (const batch of batches(ids.map(checkUuid))) {
        await removeWhere(table, isOneOf('id', batch));
      }
    },
    removeProject: async (projectId) => removeWhere(table, isOneOf('project_id', [projectId])),
    search: (vector, search) => searchTable(table, model, vector, search),
    vectorsOf: async (ids) => {
      const vectors = new Map<string, Float32Array>();
      for (const batch of batches([...new Set(ids.map(checkUuid))])) {
        const found = await table.read(
          (open) => open.query().where(isOneOf('id', batch)).select(['id', 'vector']).toArrow(),
          null,
        );
        if (found === null) break;
        const numbers = vectorsIn(found);
        for (const [at, id] of textsOf(found, 'id').entries()) vectors.set(id, numbers[at] ?? new Float32Array());
      }
      return vectors;
    },
    count: () => table.read((open) => open.countRows(), 0),
    check: () =>
      table.read(async (open) => {
        for await (const batch of open.query().select(['project_id'])) void batch.numRows;
      }, undefined),
    isOutOfShape: () => table.read((open) => isOutOfShape(open, policy), false),
    optimise: async () => {
      if (await table.read(async () => true, false)) {
        await table.maintain((open) => optimiseTable(lance, open, { dimensions, policy }));
      }
    },
    drop: table.drop,
  };
};

const removeWhere = async (table: LanceTable, filter: string): Promise<void> => {
  // A delete that finds nothing would still be a version of its own, and one on no table would make it.
  const found = await table.read((open) => open.countRows(filter), 0);
  if (found > 0) await table.write((open) => open.delete(filter));
};

const rowsOf = async (open: Table, rows: readonly VectorRow[]): Promise<readonly VectorRow[]> =>
  rowsIn(
    await open
      .query()
      .where(
        isOneOf(
          'id',
          rows.map((row) => row.id),
        ),
      )
      .select(['id', 'project_id', 'owner_id', 'vector'])
      .toArrow(),
  );

const batches = function* <T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
};
