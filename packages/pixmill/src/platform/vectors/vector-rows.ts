import type { Table as ArrowTable } from 'apache-arrow';
import type { Lance } from './load-lancedb.ts';
import { checkUuid } from './vector-filter.ts';
import { vectorError } from './vectors.errors.ts';

/** A vector, what it belongs to, and whose it is. */
export type VectorRow = {
  readonly id: string;
  readonly projectId: string;
  readonly ownerId: string;
  readonly vector: Float32Array;
};

/** Which model made vectors, and how many numbers each has. */
export type VectorModel = { readonly model: string; readonly dimensions: number };

/** Throws `vectors.bad_dimensions` or `vectors.bad_vector`: cosine knows nothing but directions. */
export const checkVector = (vector: Float32Array, { model, dimensions }: VectorModel, id: string): void => {
  if (vector.length !== dimensions) {
    throw vectorError('vectors.bad_dimensions', { found: vector.length, model, dimensions });
  }
  let sum = 0;
  for (const number of vector) sum += number * number;
  if (!Number.isFinite(sum) || sum === 0) throw vectorError('vectors.bad_vector', { id });
};

/** Checks rows and gives each id once: of an id that is named twice, the last one. */
export const checkRows = (rows: readonly VectorRow[], model: VectorModel): readonly VectorRow[] => {
  const byId = new Map<string, VectorRow>();
  for (const { id, projectId, ownerId, vector } of rows) {
    const row = { id: checkUuid(id), projectId: checkUuid(projectId), ownerId: checkUuid(ownerId), vector };
    checkVector(vector, model, row.id);
    byId.set(row.id, row);
  }
  return [...byId.values()];
};

/** Whether two rows are the same to the last bit. */
export const isSameRow = (one: VectorRow, other: VectorRow | undefined): boolean =>
  other !== undefined &&
  one.projectId === other.projectId &&
  one.ownerId === other.ownerId &&
  one.vector.every((number, at) => number === other.vector[at]);

/** The columns of a table of vectors. */
export const vectorSchema = ({ arrow }: Lance, dimensions: number) =>
  new arrow.Schema([
    // So that two writers that add the same id at the same moment conflict, instead of adding it twice.
    new arrow.Field('id', new arrow.Utf8(), false, new Map([['lance-schema:unenforced-primary-key', 'true']])),
    new arrow.Field('project_id', new arrow.Utf8(), false),
    new arrow.Field('owner_id', new arrow.Utf8(), false),
    new arrow.Field(
      'vector',
      new arrow.FixedSizeList(dimensions, new arrow.Field('item', new arrow.Float32(), true)),
      false,
    ),
  ]);

/** Rows as LanceDB takes them: one flat array of numbers, without an object a number. */
export const toArrowTable = (lance: Lance, rows: readonly VectorRow[], dimensions: number): ArrowTable => {
  const { arrow } = lance;
  const schema = vectorSchema(lance, dimensions);
  const numbers = new Float32Array(rows.length * dimensions);
  for (const [at, row] of rows.entries()) numbers.set(row.vector, at * dimensions);
  const text = (values: readonly string[]) => arrow.vectorFromArray(values, new arrow.Utf8()).data;
  const list = new arrow.FixedSizeList(dimensions, new arrow.Field('item', new arrow.Float32(), true));
  const child = arrow.makeData({ type: new arrow.Float32(), length: numbers.length, data: numbers });
  const children = [
    ...text(rows.map((row) => row.id)),
    ...text(rows.map((row) => row.projectId)),
    ...text(rows.map((row) => row.ownerId)),
    arrow.makeData({ type: list, length: rows.length, child }),
  ];
  const struct = arrow.makeData({ type: new arrow.Struct(schema.fields), length: rows.length, children });
  return new arrow.Table(schema, [new arrow.RecordBatch(schema, struct)]);
};

/** Texts of a column of an answer. */
export const textsOf = (table: ArrowTable, column: string): readonly string[] =>
  Array.from(table.getChild(column) ?? [], String);

/** Numbers of a column of an answer. */
export const numbersOf = (table: ArrowTable, column: string): readonly number[] =>
  Array.from(table.getChild(column) ?? [], Number);

/** Vectors of an answer, each with numbers of its own. */
export const vectorsIn = (table: ArrowTable): readonly Float32Array[] =>
  Array.from(table.getChild('vector') ?? [], (list: { toArray: () => Float32Array }) =>
    Float32Array.from(list.toArray()),
  );

/** Whole rows of an answer. */
export const rowsIn = (table: ArrowTable): readonly VectorRow[] => {
  const [ids, projects, owners] = [textsOf(table, 'id'), textsOf(table, 'project_id'), textsOf(table, 'owner_id')];
  return vectorsIn(table).map((vector, at) => ({
    id: ids[at] ?? '',
    projectId: projects[at] ?? '',
    ownerId: owners[at] ?? '',
    vector,
  }));
};
