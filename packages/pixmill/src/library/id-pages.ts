import { and, asc, desc, gt, lt, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { Type, type Static } from 'typebox';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { rowsOf, sortedPageQuery, toPage } from '../platform/http/pages.ts';

/** Query parameters of a list in order of age. */
export const AgePageQuery = sortedPageQuery(['created_at'], 'created_at');
const Query = Type.Object(AgePageQuery);
export type AgePageQuery = Static<typeof Query>;

const Place = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Which rows of a list in order of age a query takes. */
export type AgePage = {
  /** What is asked for besides the page. */
  readonly filter: SQL | undefined;
  /** The filter, and what comes after the cursor. */
  readonly where: SQL | undefined;
  readonly orderBy: SQL;
  /** One more than are shown: it tells whether there is a next page. */
  readonly limit: number;
  readonly offset: number;
};

/** Reads a page of a list by its ids, which grow with time (UUIDv7). Throws `http.bad_cursor`. */
export const agePage = (query: AgePageQuery, id: PgColumn, filter?: SQL): AgePage => {
  const { limit, offset } = rowsOf(query);
  const place = decodeCursor(query.cursor, Place);
  const isAscending = query.order === 'asc';
  const after = place === null ? undefined : isAscending ? gt(id, place.id) : lt(id, place.id);
  return {
    filter,
    where: and(filter, after),
    orderBy: isAscending ? asc(id) : desc(id),
    limit: limit + 1,
    offset: place === null ? offset : 0,
  };
};

/** Puts the answer together from the rows of an `AgePage`. */
export const toAgePage = <Row extends { readonly id: string }, View>(
  { rows, total }: { readonly rows: readonly Row[]; readonly total: number },
  query: AgePageQuery,
  toView: (row: Row) => View,
) => {
  const { page, limit } = rowsOf(query);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null;
  return toPage(shown.map(toView), { total, page, limit, nextCursor });
};
