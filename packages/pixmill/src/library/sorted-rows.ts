import { asc, desc, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { Type } from 'typebox';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { httpError } from '../platform/http/http.errors.ts';
import { rowsOf } from '../platform/http/pages.ts';

/** What a list can be sorted by: a column, or what stands for it, and the type in which its values are compared. */
export type Sorts<Name extends string> = {
  readonly [name in Name]: { readonly by: SQL | PgColumn; readonly type: 'timestamptz' | 'text' | 'bigint' };
};

/** What is asked of a sorted list. */
export type SortedQuery = {
  readonly sort?: unknown;
  readonly order?: string;
  readonly cursor?: string;
  readonly page?: number;
  readonly limit?: number;
};

const Place = Type.Object({
  sort: Type.String({ maxLength: 50 }),
  order: Type.Enum(['asc', 'desc']),
  value: Type.String({ maxLength: 20_000, pattern: '^[^\\u0000]*$' }),
  id: Type.String({ format: 'uuid' }),
});

/** How a query reads a page; rows of one value come in the order of their ids. */
export type SortedRows = {
  /** What comes after the cursor. */
  readonly after: SQL | undefined;
  readonly orderBy: readonly SQL[];
  /** What rows are sorted by. */
  readonly by: SQL;
  /** Puts something in the same direction, where rows come from a query within. */
  readonly direct: (by: SQL | SQL.Aliased | PgColumn) => SQL;
  /** The value that rows are sorted by, as text; select it beside the row. */
  readonly value: SQL<string>;
  /** One more than are shown: it tells whether there is a next page. */
  readonly limit: number;
  readonly offset: number;
  /** Takes the surplus row away, and says where the next page begins. */
  readonly cut: <Row extends { readonly id: string; readonly value: string }>(
    rows: readonly Row[],
  ) => { readonly shown: readonly Row[]; readonly nextCursor: string | null };
};

const isNameOf = <Name extends string>(sorts: Sorts<Name>, name: unknown): name is Name =>
  typeof name === 'string' && Object.hasOwn(sorts, name);

/** Reads what is asked of a sorted list. Throws `http.bad_cursor`. */
export const sortedRows = <Name extends string>(
  query: SortedQuery,
  { sorts, fallback, id }: { readonly sorts: Sorts<Name>; readonly fallback: Name; readonly id: PgColumn },
): SortedRows => {
  const place = decodeCursor(query.cursor, Place);
  // A cursor reads on the way it began, whatever else is asked.
  const name = place?.sort ?? query.sort ?? fallback;
  if (!isNameOf(sorts, name)) throw httpError('http.bad_cursor');
  const order = (place?.order ?? query.order) === 'asc' ? 'asc' : 'desc';
  const { by, type } = sorts[name];
  const { limit, offset } = rowsOf(query);
  const direct = order === 'asc' ? asc : desc;
  return {
    after:
      place === null
        ? undefined
        : sql`(${by}, ${id}) ${sql.raw(order === 'asc' ? '>' : '<')} (${fromText(place.value, type)}, ${place.id}::uuid)`,
    orderBy: [direct(by), direct(id)],
    by: sql`${by}`,
    direct,
    value: asText(by, type),
    limit: limit + 1,
    offset: place === null ? offset : 0,
    cut: (rows) => {
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { shown, nextCursor: more ? encodeCursor({ sort: name, order, value: last.value, id: last.id }) : null };
    },
  };
};

/** Moments stand in cursors as microseconds since 1970, since their text has too many ways to be wrong. */
const asText = (by: SQL | PgColumn, type: Sorts<string>[string]['type']): SQL<string> =>
  type === 'timestamptz' ? sql<string>`(extract(epoch from ${by}) * 1000000)::bigint::text` : sql<string>`${by}::text`;

/** The value of a cursor, which somebody may have made up. Throws `http.bad_cursor` for one that is none of its type. */
const fromText = (value: string, type: Sorts<string>[string]['type']): SQL => {
  if (type === 'text') {
    if (!value.isWellFormed()) throw httpError('http.bad_cursor');
    return sql`${value}::text`;
  }
  if (!/^\d{1,17}$/.test(value)) throw httpError('http.bad_cursor');
  return type === 'bigint'
    ? sql`${value}::bigint`
    : sql`timestamptz 'epoch' + ${value}::bigint * interval '1 microsecond'`;
};
