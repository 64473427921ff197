import type { Table } from '@lancedb/lancedb';
import type { Lance } from './load-lancedb.ts';

/** When indexes are worth their while. */
export type IndexPolicy = {
  /** From how many vectors on search uses an index; below, looking at every vector is fast and exact. */
  readonly indexFrom: number;
  /** How long an old version stays, for those who are reading it. */
  readonly keepVersionsMs: number;
};

export const INDEX_POLICY: IndexPolicy = { indexFrom: 20_000, keepVersionsMs: 10 * 60_000 };

/** Each search opens every file, and looks at every vector that no index knows. */
const MOST_SMALL_FILES = 32;
const MOST_UNINDEXED = 10_000;

/** After how much growth an index is trained anew: its partitions are then twice too large. */
const GROWTH = 4;
const FILTERED_FROM = 1000;
/** Up to so many vectors an index holds them whole: it is made in seconds. Beyond, it holds a thirty-second of their size. */
const WHOLE_TO = 120_000;

/** Vectors in a partition when an index is made, and what searching one of them costs. */
export const partitionsOf = (rows: number): { readonly isWhole: boolean; readonly rowsEach: number } =>
  rows <= WHOLE_TO ? { isWhole: true, rowsEach: 1024 } : { isWhole: false, rowsEach: 2048 };

/**
 * Brings a table into shape: small files joined, new rows taken into the indexes, indexes made when there are enough rows, old
 * versions removed. Searches and changes go on meanwhile.
 */
export const optimiseTable = async (
  lance: Lance,
  table: Table,
  { dimensions, policy }: { readonly dimensions: number; readonly policy: IndexPolicy },
): Promise<void> => {
  await table.optimize({ cleanupOlderThan: new Date(Date.now() - policy.keepVersionsMs) });
  const rows = await table.countRows();
  // One that took in many new rows is listed once for each of its parts.
  const names = [...new Set((await table.listIndices()).map((index) => index.name))];
  if (rows >= Math.min(FILTERED_FROM, policy.indexFrom)) await indexFilters(lance, table, names);
  if (rows >= policy.indexFrom) await indexVectors(lance, table, { names, rows, dimensions });
};

/** Whether so much has changed that searches would gain by `optimiseTable`. */
export const isOutOfShape = async (table: Table, policy: IndexPolicy): Promise<boolean> => {
  const { numRows, fragmentStats } = await table.stats();
  if (fragmentStats.numSmallFragments >= MOST_SMALL_FILES) return true;
  if (numRows < policy.indexFrom) return false;
  const names = (await table.listIndices()).map((index) => index.name);
  // All indexes take in new rows together; asked about the one of the vectors, LanceDB would write to standard error.
  const unindexed = names.includes('by_id') ? (await table.indexStats('by_id'))?.numUnindexedRows : undefined;
  return (unindexed ?? numRows) >= MOST_UNINDEXED || hasOutgrown(numRows, trainedOver(names));
};

const indexFilters = async ({ Index }: Lance, table: Table, names: readonly string[]): Promise<void> => {
  if (!names.includes('by_id')) await table.createIndex('id', { config: Index.btree(), name: 'by_id' });
  for (const column of ['owner_id', 'project_id']) {
    const name = `by_${column}`;
    if (!names.includes(name)) await table.createIndex(column, { config: Index.bitmap(), name });
  }
};

// Its name tells over how many vectors it was trained: LanceDB does not.
const TRAINED = /^vectors_of_(\d+)$/;

const hasOutgrown = (rows: number, trained: number): boolean =>
  rows >= trained * GROWTH || partitionsOf(rows).isWhole !== partitionsOf(trained).isWhole;

const trainedOver = (names: readonly string[]): number =>
  Math.max(0, ...names.map((name) => Number(TRAINED.exec(name)?.[1] ?? 0)));

const indexVectors = async (
  { Index }: Lance,
  table: Table,
  {
    names,
    rows,
    dimensions,
  }: { readonly names: readonly string[]; readonly rows: number; readonly dimensions: number },
): Promise<void> => {
  const old = names.filter((name) => TRAINED.test(name));
  const trained = trainedOver(old);
  if (!hasOutgrown(rows, trained)) return;
  // Two indexes of one column would both be asked. Until the new one stands, every vector is looked at.
  for (const name of old) await table.dropIndex(name);
  const { isWhole, rowsEach } = partitionsOf(rows);
  const partitions = {
    distanceType: 'cosine',
    numPartitions: Math.max(1, Math.round(rows / rowsEach)),
    // Beyond these the partitions get hardly better.
    maxIterations: 20,
    sampleRate: 128,
  } as const;
  await table.createIndex('vector', {
    name: `vectors_of_${rows}`,
    config: isWhole ? Index.ivfFlat(partitions) : Index.ivfPq({ ...partitions, numSubVectors: subVectors(dimensions) }),
  });
};

// Eight numbers each, if that comes out even.
const subVectors = (dimensions: number): number => {
  for (const width of [8, 4, 16, 2]) if (dimensions % width === 0) return dimensions / width;
  return 1;
};
