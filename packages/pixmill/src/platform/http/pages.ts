import { Type, type Static, type TSchema } from 'typebox';

const LARGEST_PAGE = 100;

/** Query parameters of every list. */
export const PageQuery = {
  page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: 1, description: 'Number of the page, from 1.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: LARGEST_PAGE, default: 20, description: 'Items a page, at most 100.' }),
  ),
};

/** Query parameters of a list that can be sorted and read deeply. */
export const sortedPageQuery = <const Columns extends readonly string[]>(
  columns: Columns,
  fallback: Columns[number],
) => ({
  ...PageQuery,
  sort: Type.Optional(
    Type.Enum([...columns], { default: fallback, description: `What to sort by: ${columns.join(', ')}.` }),
  ),
  order: Type.Optional(Type.Enum(['asc', 'desc'], { default: 'desc', description: 'Which way.' })),
  cursor: Type.Optional(
    Type.String({ maxLength: 500, description: '`next_cursor` of the page before: reads on from there at any depth.' }),
  ),
});

/** The answer of every list. */
export const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ minimum: 0, description: 'Items on all pages.' }),
    page: Type.Integer({ minimum: 1 }),
    limit: Type.Integer({ minimum: 1 }),
    pages: Type.Integer({ minimum: 0, description: 'Number of pages.' }),
    next_cursor: Type.Optional(
      Type.Union([Type.String(), Type.Null()], { description: 'Where the next page begins; null on the last one.' }),
    ),
  });

const Position = Type.Object(PageQuery);

/** Which rows a page has. */
export const rowsOf = ({ page = 1, limit = 20 }: Static<typeof Position>) => ({
  page,
  limit,
  offset: (page - 1) * limit,
});

/** Puts a page together. */
export const toPage = <Item>(
  items: readonly Item[],
  { total, page, limit, nextCursor }: { total: number; page: number; limit: number; nextCursor?: string | null },
) => ({
  items: [...items],
  total,
  page,
  limit,
  pages: Math.ceil(total / limit),
  ...(nextCursor === undefined ? {} : { next_cursor: nextCursor }),
});
