import { eq, getTableName, sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { projectKey, SAMPLE_KEY, sampleKey } from '../../library/look-keys.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import { projectTotals } from '../../library/totals.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { quoteLexeme } from './compile-query.ts';

/** Whose images are searched. */
export type SearchScope = {
  /** The projects that somebody may see; `null` is all of them. */
  readonly projectIds: readonly string[] | null;
  /** Whether indexes are asked for these projects, too; rows always are. */
  readonly isInIndex: boolean;
};

/** Indexes are not asked for more projects than this. */
const MOST_IN_INDEX = 100;
/** Nor for projects with so great a share of all images: it would take longer than to leave out the others. */
const MOST_OF_ALL = 0.25;

/** The projects that a principal may search, or the one of them that is asked for. */
export const readScope = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  projectId?: string,
): Promise<SearchScope> => {
  if (principal.role === 'admin' && projectId === undefined) return { projectIds: null, isInIndex: false };
  const rows = await db
    .select({
      id: projects.id,
      images: projectTotals.images,
      // What the database last estimated; less than 0 before that.
      all: sql<number>`(select reltuples from pg_class where oid = ${getTableName(images)}::regclass)::float8`,
    })
    .from(projects)
    .leftJoin(projectTotals, eq(projectTotals.projectId, projects.id))
    .where(
      projectId === undefined ? ownProject(principal) : sql`${ownProject(principal)} and ${eq(projects.id, projectId)}`,
    );
  const inScope = rows.reduce((sum, row) => sum + (row.images ?? 0), 0);
  const isMost = inScope > MOST_OF_ALL * Math.abs(rows[0]?.all ?? 0);
  return {
    projectIds: rows.map(({ id }) => id),
    isInIndex: rows.length > 0 && rows.length <= MOST_IN_INDEX && !isMost,
  };
};

/** The condition that a row is of a project in scope. */
export const inScope = (projectId: AnyColumn, { projectIds }: SearchScope): SQL =>
  projectIds === null ? sql`true` : sql`${projectId} = any (${sql.param([...projectIds])}::uuid[])`;

/** The lexemes of the projects in scope as a `tsquery`; `null` when the index is not to be asked for them. */
export const scopeLexemes = ({ projectIds, isInIndex }: SearchScope): string | null =>
  projectIds === null || !isInIndex ? null : projectIds.map((id) => quoteLexeme(`=${id}`)).join(' | ');

/** The index compares every key of a question with every image that has one: with many keys, several questions are quicker. */
const KEYS_AT_ONCE = 32;

const hasOneOf = (keys: AnyColumn, wanted: readonly number[]): SQL => sql`${keys} && ${sql.param([...wanted])}::int[]`;

/** The condition that a look has one of these keys and, where the index knows, is of a project in scope. */
export const hasKeys = (keys: AnyColumn, { projectIds, isInIndex }: SearchScope, wanted: readonly number[]): SQL => {
  const questions = Array.from({ length: Math.ceil(wanted.length / KEYS_AT_ONCE) }, (_, index) =>
    hasOneOf(keys, wanted.slice(index * KEYS_AT_ONCE, (index + 1) * KEYS_AT_ONCE)),
  );
  const some = questions.length === 0 ? sql`false` : sql`(${sql.join(questions, sql` or `)})`;
  return projectIds === null || !isInIndex ? some : sql`${some} and ${hasOneOf(keys, projectIds.map(projectKey))}`;
};

/** The condition that a look is in the sample of the images in scope: one of `SAMPLED`. */
export const isSampled = (keys: AnyColumn, { projectIds }: SearchScope): SQL =>
  hasOneOf(keys, projectIds === null ? [SAMPLE_KEY] : projectIds.map(sampleKey));

/** The condition that a look is in scope, for which an index is asked. */
export const isInProjects = (keys: AnyColumn, { projectIds }: SearchScope): SQL =>
  projectIds === null ? sql`true` : hasOneOf(keys, projectIds.map(projectKey));
