import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { Type, type Static } from 'typebox';
import { imageFilterCondition } from '../../library/image-filters.ts';
import type { ImageFilters } from '../../library/image-filters.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import { sortedRows } from '../../library/sorted-rows.ts';
import { projectTotals } from '../../library/totals.schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { sortedPageQuery } from '../../platform/http/pages.ts';
import type { Principal } from '../../platform/http/principal.ts';

const SORTS = {
  created_at: { by: images.createdAt, type: 'timestamptz' },
  updated_at: { by: images.updatedAt, type: 'timestamptz' },
  title: { by: sql`coalesce(${images.title}, '')`, type: 'text' },
  label: { by: sql`coalesce(${images.label}, '')`, type: 'text' },
  width: { by: images.width, type: 'bigint' },
  height: { by: images.height, type: 'bigint' },
  bytes: { by: images.bytes, type: 'bigint' },
} as const;

/** Query parameters of lists of images, besides the filters. */
export const ImagePageQuery = sortedPageQuery(
  ['created_at', 'updated_at', 'title', 'label', 'width', 'height', 'bytes'],
  'created_at',
);
const PageQuery = Type.Object(ImagePageQuery);
export type ImagePageQuery = Static<typeof PageQuery>;

/** A page of images, and where the next one begins. */
export type ImagePage = {
  readonly rows: readonly ImageRow[];
  readonly total: number;
  readonly nextCursor: string | null;
};

/**
 * Reads a page of the images that somebody may see. Throws `http.bad_cursor`.
 *
 * The first rows of each project are found by its index, ids only; of these the first of all, and only then whole rows are
 * read. The order of the questions is written out, since a planner that guesses the number of a user's projects wrong
 * sorts all of their images instead.
 */
export const listImages = async (
  db: Database,
  principal: Pick<Principal, 'role' | 'userId'>,
  filters: ImageFilters,
  query: ImagePageQuery,
): Promise<ImagePage> => {
  const { sort, order, ...place } = query;
  const sorted = sortedRows(
    { ...place, ...(sort === undefined ? {} : { sort: String(sort) }), ...(order === undefined ? {} : { order }) },
    { sorts: SORTS, fallback: 'created_at', id: images.id },
  );
  const { project_id: projectId, ...others } = filters;
  const filter = imageFilterCondition(others);
  const own = and(ownProject(principal), projectId === undefined ? undefined : eq(projects.id, projectId));
  const first = db
    .select({ id: images.id, sortedBy: sorted.value.as('sorted_by'), rank: sorted.by.as('rank') })
    .from(images)
    .where(and(eq(images.projectId, projects.id), filter, sorted.after))
    .orderBy(...sorted.orderBy)
    .limit(sorted.limit + sorted.offset)
    .as('first');
  const page = db
    .select({ id: first.id, sortedBy: first.sortedBy })
    .from(projects)
    .crossJoinLateral(first)
    .where(own)
    .orderBy(sorted.direct(first.rank), sorted.direct(first.id))
    .limit(sorted.limit)
    .offset(sorted.offset)
    .as('page');
  const [rows, total] = await Promise.all([
    db
      .select({ image: images, value: page.sortedBy, id: images.id })
      .from(page)
      .innerJoin(images, eq(images.id, page.id))
      .orderBy(...sorted.orderBy),
    filter === undefined ? readTotal(db, own) : countImages(db, and(own, filter)),
  ]);
  const { shown, nextCursor } = sorted.cut(rows);
  return { rows: shown.map(({ image }) => image), total, nextCursor };
};

/** Images of whole projects: their totals are kept. */
const readTotal = async (db: Database, where: SQL | undefined): Promise<number> => {
  const [row] = await db
    .select({ total: sql<number>`coalesce(sum(${projectTotals.images}), 0)::int` })
    .from(projectTotals)
    .innerJoin(projects, eq(projects.id, projectTotals.projectId))
    .where(where);
  return row?.total ?? 0;
};

const countImages = async (db: Database, where: SQL | undefined): Promise<number> => {
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(where);
  return row?.total ?? 0;
};
