import { sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { eq } from 'drizzle-orm';
import { projectKey, SAMPLE_KEY, sampleKey } from '../../library/look-keys.ts';
import { ownProject } from '../../library/ownership.ts';
import { projects } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { quoteLexeme } from './compile-query.ts';

/** Whose images are searched: those of the projects that somebody may see; `null` is all of them. */
export type SearchScope = { readonly projectIds: readonly string[] | null };

/** With more projects, the index is not asked for each of them; the rows still are. */
const MOST_IN_INDEX = 100;

/** The projects that a principal may search, or the one of them that is asked for. */
export const readScope = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  projectId?: string,
): Promise<SearchScope> => {
  if (principal.role === 'admin' && projectId === undefined) return { projectIds: null };
  const rows = await db
    .select({ id: projects.id })
    .from(projects)
    .where(
      projectId === undefined ? ownProject(principal) : sql`${ownProject(principal)} and ${eq(projects.id, projectId)}`,
    );
  return { projectIds: rows.map(({ id }) => id) };
};

/** The condition that a row is of a project in scope. */
export const inScope = (projectId: AnyColumn, { projectIds }: SearchScope): SQL =>
  projectIds === null ? sql`true` : sql`${projectId} = any (${sql.param([...projectIds])}::uuid[])`;

/** The lexemes of the projects in scope as a `tsquery`; `null` when the index is not to be asked for them. */
export const scopeLexemes = ({ projectIds }: SearchScope): string | null =>
  projectIds === null || projectIds.length === 0 || projectIds.length > MOST_IN_INDEX
    ? null
    : projectIds.map((id) => quoteLexeme(`=${id}`)).join(' | ');

/** The condition that a look is of a project in scope, and, if keys are given, that it has one of them; its index answers it. */
export const hasKeys = (keys: AnyColumn, { projectIds }: SearchScope, wanted?: readonly number[]): SQL => {
  const overlaps = (some: readonly number[]): SQL => sql`${keys} && ${sql.param([...some])}::int[]`;
  const inProjects =
    projectIds === null || projectIds.length > MOST_IN_INDEX ? sql`true` : overlaps(projectIds.map(projectKey));
  return wanted === undefined ? inProjects : sql`${overlaps(wanted)} and ${inProjects}`;
};

/** The condition that a look is in the sample of the images in scope: one of `SAMPLED`. */
export const isSampled = (keys: AnyColumn, { projectIds }: SearchScope): SQL =>
  sql`${keys} && ${sql.param(projectIds === null ? [SAMPLE_KEY] : projectIds.map(sampleKey))}::int[]`;
