import { and, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { imageFilterCondition } from '../../library/image-filters.ts';
import type { ImageFilters } from '../../library/image-filters.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Database, Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { inScope } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';

/** The images with these ids that somebody may see, in this order; those that are gone are left out. */
export const readFound = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  ids: readonly string[],
): Promise<ImageRow[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ image: images })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(and(inArray(images.id, [...ids]), ownProject(principal)));
  const byId = new Map(rows.map(({ image }) => [image.id, image]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** Which of these images are there, in scope, and somebody's to see. */
export const findVisible = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  scope: SearchScope,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(
      and(
        sql`${images.id} = any (${sql.param([...ids])}::uuid[])`,
        inScope(images.projectId, scope),
        ownProject(principal),
      ),
    );
  return new Set(rows.map(({ id }) => id));
};

/** The filters of lists as a condition on `images`. The project is no part of it: it is the scope of the search. */
export const filterOf = ({ project_id: _project, ...others }: ImageFilters): SQL | undefined =>
  imageFilterCondition(others);

/**
 * Runs the questions of one search, for which the planner never reads a whole table: it takes a look at keys or words for as
 * cheap as one at a number, and would rather compare every row than ask the index.
 */
export const withIndexes = <T>(db: Database, search: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.transaction(
    async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return search(tx);
    },
    { accessMode: 'read only' },
  );
