import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { JobStatus } from '../../library/job.ts';
import { ownProject } from '../../library/ownership.ts';
import { jobs, projects, searches } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import { sortedRows, type SortedQuery, type Sorts } from '../../library/sorted-rows.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { JobCounts } from './job-progress.rules.ts';
import type { Viewer } from './job-services.ts';

/** A job with what its searches say of it. */
export type JobSummary = {
  readonly job: JobRow;
  readonly counts: JobCounts;
  readonly keywords: readonly string[];
  readonly sources: readonly string[];
};

/** Which jobs are asked for. */
export type JobFilter = { readonly projectId?: string | undefined; readonly status?: JobStatus | undefined };

/** Names by which lists of jobs can be sorted. */
export const JOB_SORTS = ['created_at', 'updated_at', 'name', 'status'] as const;

const SORTS: Sorts<(typeof JOB_SORTS)[number]> = {
  created_at: { by: jobs.createdAt, type: 'timestamptz' },
  updated_at: { by: jobs.updatedAt, type: 'timestamptz' },
  name: { by: sql`coalesce(${jobs.name}, '')`, type: 'text' },
  status: { by: jobs.status, type: 'text' },
};

/** A page of the jobs that somebody may see; uploads are jobs for the mill only. Throws `http.bad_cursor`. */
export const listJobs = async (
  db: Queryable,
  viewer: Viewer,
  { projectId, status }: JobFilter,
  query: SortedQuery,
): Promise<{ readonly rows: readonly JobSummary[]; readonly total: number; readonly nextCursor: string | null }> => {
  const page = sortedRows(query, { sorts: SORTS, fallback: 'created_at', id: jobs.id });
  const chosen = and(
    ownProject(viewer),
    isNull(jobs.removedAt),
    ne(jobs.kind, 'upload'),
    projectId === undefined ? undefined : eq(jobs.projectId, projectId),
    status === undefined ? undefined : eq(jobs.status, status),
  );
  const [counted] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(jobs)
    .innerJoin(projects, eq(projects.id, jobs.projectId))
    .where(chosen);
  const found = await db
    .select({ id: jobs.id, value: page.value, job: jobs })
    .from(jobs)
    .innerJoin(projects, eq(projects.id, jobs.projectId))
    .where(and(chosen, page.after))
    .orderBy(...page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  const { shown, nextCursor } = page.cut(found);
  const rows = await summarise(
    db,
    shown.map(({ job }) => job),
  );
  return { rows, total: counted?.total ?? 0, nextCursor };
};

/** One job that somebody may see; `null` when there is none. */
export const findJob = async (db: Queryable, viewer: Viewer, id: string): Promise<JobSummary | null> => {
  const row = await findJobRow(db, viewer, id);
  if (row === null) return null;
  const [summary] = await summarise(db, [row]);
  return summary ?? null;
};

/** The same without what its searches say. */
export const findJobRow = async (db: Queryable, viewer: Viewer, id: string): Promise<JobRow | null> => {
  const [found] = await db
    .select({ job: jobs })
    .from(jobs)
    .innerJoin(projects, eq(projects.id, jobs.projectId))
    .where(and(eq(jobs.id, id), ownProject(viewer), isNull(jobs.removedAt)));
  return found?.job ?? null;
};

/** A job whoever asks: for what has been asked about its owner before. */
export const summariseJob = async (db: Queryable, id: string): Promise<JobSummary | null> => {
  const rows = await db.select().from(jobs).where(eq(jobs.id, id));
  const [summary] = await summarise(db, rows);
  return summary ?? null;
};

const sum = (column: AnyPgColumn) => sql<number>`sum(${column})::int`;

const NOTHING: JobCounts = {
  discovered: 0,
  downloaded: 0,
  kept: 0,
  duplicate: 0,
  rejected: 0,
  failed: 0,
  skipped: 0,
  dry: true,
};

const summarise = async (db: Queryable, rows: readonly JobRow[]): Promise<readonly JobSummary[]> => {
  if (rows.length === 0) return [];
  const found = await db
    .select({
      jobId: searches.jobId,
      discovered: sum(searches.discovered),
      downloaded: sum(searches.downloaded),
      kept: sum(searches.kept),
      duplicate: sum(searches.duplicate),
      rejected: sum(searches.rejected),
      failed: sum(searches.failed),
      skipped: sum(searches.skipped),
      dry: sql<boolean>`bool_and(${searches.dry})`,
      keywords: sql<string[]>`jsonb_agg(${searches.query} order by ${searches.position})`,
      sources: sql<string[]>`jsonb_agg(${searches.source} order by ${searches.position})`,
    })
    .from(searches)
    .where(
      inArray(
        searches.jobId,
        rows.map(({ id }) => id),
      ),
    )
    .groupBy(searches.jobId);
  const byJob = new Map(found.map((row) => [row.jobId, row]));
  return rows.map((job) => {
    const known = byJob.get(job.id);
    if (known === undefined) return { job, counts: NOTHING, keywords: [], sources: [] };
    const { jobId: _, keywords, sources, ...counts } = known;
    return { job, counts, keywords: [...new Set(keywords)], sources: [...new Set(sources)] };
  });
};
