import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { ownProject } from '../../library/ownership.ts';
import { projects } from '../../library/schema.ts';
import type { ProjectRow } from '../../library/schema.ts';
import { sortedRows, type SortedQuery, type Sorts } from '../../library/sorted-rows.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';

/** Who asks. */
export type Viewer = Pick<Principal, 'role' | 'userId'>;

/** A project with what is in it. */
export type ProjectSummary = {
  readonly project: ProjectRow;
  readonly jobCount: number;
  readonly imageCount: number;
};

/** Names by which lists of projects can be sorted. */
export const PROJECT_SORTS = ['created_at', 'updated_at', 'name'] as const;

const SORTS: Sorts<(typeof PROJECT_SORTS)[number]> = {
  created_at: { by: projects.createdAt, type: 'timestamptz' },
  updated_at: { by: projects.updatedAt, type: 'timestamptz' },
  name: { by: projects.name, type: 'text' },
};

// Columns of a query on one table are written without its name, which means another one inside these.
const jobCount = sql<number>`(select count(*)::int from jobs where jobs.project_id = projects.id and jobs.kind <> 'upload' and jobs.removed_at is null)`;

/** Each kept image has one kept candidate, and counters never say anything else than the rows. */
const imageCount = sql<number>`(select coalesce(sum(searches.kept), 0)::int from searches
  join jobs on jobs.id = searches.job_id where jobs.project_id = projects.id and jobs.removed_at is null)`;

/** A page of the projects that somebody may see. Throws `http.bad_cursor`. */
export const listProjects = async (
  db: Queryable,
  viewer: Viewer,
  query: SortedQuery,
): Promise<{
  readonly rows: readonly ProjectSummary[];
  readonly total: number;
  readonly nextCursor: string | null;
}> => {
  const page = sortedRows(query, { sorts: SORTS, fallback: 'created_at', id: projects.id });
  const total = await db.$count(projects, ownProject(viewer));
  const found = await db
    .select({ id: projects.id, value: page.value, project: projects, jobCount, imageCount })
    .from(projects)
    .where(and(ownProject(viewer), page.after))
    .orderBy(...page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  const { shown, nextCursor } = page.cut(found);
  return { rows: shown, total, nextCursor };
};

/** One project that somebody may see; `null` when there is none. */
export const findProject = async (db: Queryable, viewer: Viewer, id: string): Promise<ProjectSummary | null> => {
  const [found] = await db
    .select({ project: projects, jobCount, imageCount })
    .from(projects)
    .where(and(eq(projects.id, id), ownProject(viewer)));
  return found ?? null;
};

/** Makes a project; returns its id. */
export const insertProject = async (
  tx: Transaction,
  given: {
    readonly ownerId: string;
    readonly name: string;
    readonly description: string;
    readonly analyzers: readonly string[] | null;
  },
): Promise<string> => {
  const id = uuidv7();
  await tx.insert(projects).values({ id, ...given });
  return id;
};

/** Writes what is given of a project that somebody may change. Returns whether there is one. */
export const updateProject = async (
  tx: Transaction,
  viewer: Viewer,
  id: string,
  changes: { readonly name?: string; readonly description?: string; readonly analyzers?: readonly string[] | null },
): Promise<boolean> => {
  const { rowCount } = await tx
    .update(projects)
    .set({ ...changes, updatedAt: new Date() })
    .where(and(eq(projects.id, id), ownProject(viewer)));
  return rowCount === 1;
};
