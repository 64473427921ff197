import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { DatasetRequest } from '../../library/dataset-request.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, jobs, projects, searches } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import { datasets } from '../../library/service.schema.ts';
import type { DatasetRow } from '../../library/service.schema.ts';
import { sortedRows, type SortedQuery, type Sorts } from '../../library/sorted-rows.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { CrawlCounts, DatasetStatus } from './dataset.rules.ts';

/** Who asks: an admin may see everything. */
export type Viewer = Pick<Principal, 'role' | 'userId'>;

/** A dataset with what its state follows from. */
export type DatasetSummary = {
  readonly dataset: DatasetRow;
  readonly request: DatasetRequest;
  /** Its newest crawl; `null` when that was deleted. */
  readonly job: JobRow | null;
  readonly counts: CrawlCounts;
};

/** Names by which lists of datasets can be sorted. */
export const DATASET_SORTS = ['created_at', 'updated_at', 'name'] as const;

const SORTS: Sorts<(typeof DATASET_SORTS)[number]> = {
  created_at: { by: datasets.createdAt, type: 'timestamptz' },
  updated_at: { by: datasets.updatedAt, type: 'timestamptz' },
  name: { by: datasets.name, type: 'text' },
};

/** The rule of `statusOf`, for conditions; a test compares the two. */
const status = sql<DatasetStatus>`(case
  when ${jobs.status} in ('pending', 'failed', 'cancelled') then ${jobs.status}
  when ${jobs.status} = 'running' then 'processing'
  when ${datasets.archiveStatus} = 'ready' then 'completed'
  when ${datasets.archiveStatus} in ('failed', 'cancelled') then ${datasets.archiveStatus}
  when ${datasets.archiveStatus} = 'none' and ${jobs.id} is null then 'failed'
  else 'processing' end)`;

/** Counters of searches never say anything else than the rows of images. */
const collected = sql<number>`(select coalesce(sum(search.kept), 0)::int from ${searches} as search
  join ${jobs} as job on job.id = search.job_id where job.project_id = ${datasets.projectId})`;

const ofNewestCrawl = <Value>(value: SQL): SQL<Value> =>
  sql<Value>`(select ${value} from ${searches} as search where search.job_id = ${datasets.jobId})`;

const SUMMARY = {
  dataset: datasets,
  job: jobs,
  status,
  collected,
  discovered: ofNewestCrawl<number>(sql`coalesce(sum(search.discovered), 0)::int`),
  ended: ofNewestCrawl<number>(
    sql`coalesce(sum(search.kept + search.duplicate + search.rejected + search.failed + search.skipped), 0)::int`,
  ),
  dry: ofNewestCrawl<boolean>(sql`coalesce(bool_and(search.dry), true)`),
};

type Found = {
  readonly dataset: DatasetRow;
  readonly job: JobRow | null;
  readonly collected: number;
  readonly discovered: number;
  readonly ended: number;
  readonly dry: boolean;
};

const toSummary = ({ dataset, job, collected, discovered, ended, dry }: Found): DatasetSummary => ({
  dataset,
  request: dataset.request,
  job,
  counts: { collected, discovered, inFlight: discovered - ended, dry },
});

/** A dataset that somebody may see; `null` when there is none. */
export const findDataset = async (db: Queryable, viewer: Viewer, id: string): Promise<DatasetSummary | null> => {
  const [found] = await db
    .select(SUMMARY)
    .from(datasets)
    .innerJoin(projects, eq(projects.id, datasets.projectId))
    .leftJoin(jobs, eq(jobs.id, datasets.jobId))
    .where(and(eq(datasets.id, id), ownProject(viewer)));
  return found === undefined ? null : toSummary(found);
};

/** A page of the datasets that somebody may see. Throws `http.bad_cursor`. */
export const listDatasets = async (
  db: Queryable,
  viewer: Viewer,
  query: SortedQuery & { readonly status?: DatasetStatus },
): Promise<{
  readonly rows: readonly DatasetSummary[];
  readonly total: number;
  readonly nextCursor: string | null;
}> => {
  const page = sortedRows(query, { sorts: SORTS, fallback: 'created_at', id: datasets.id });
  const chosen = and(ownProject(viewer), query.status === undefined ? undefined : sql`${status} = ${query.status}`);
  const [count] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(datasets)
    .innerJoin(projects, eq(projects.id, datasets.projectId))
    .leftJoin(jobs, eq(jobs.id, datasets.jobId))
    .where(chosen);
  const found = await db
    .select({ id: datasets.id, value: page.value, ...SUMMARY })
    .from(datasets)
    .innerJoin(projects, eq(projects.id, datasets.projectId))
    .leftJoin(jobs, eq(jobs.id, datasets.jobId))
    .where(and(chosen, page.after))
    .orderBy(...page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  const { shown, nextCursor } = page.cut(found);
  return { rows: shown.map(toSummary), total: count?.total ?? 0, nextCursor };
};

/** Counts the datasets that somebody may see by their state, and their images. */
export const countDatasets = async (db: Queryable, viewer: Viewer) => {
  const withStatus = (condition: SQL) => sql<number>`(count(*) filter (where ${status} ${condition}))::int`;
  const [row] = await db
    .select({
      total_datasets: sql<number>`count(*)::int`,
      completed_datasets: withStatus(sql`= 'completed'`),
      processing_datasets: withStatus(sql`in ('pending', 'processing')`),
      failed_datasets: withStatus(sql`= 'failed'`),
      total_images: sql<number>`coalesce(sum(${collected}), 0)::int`,
    })
    .from(datasets)
    .innerJoin(projects, eq(projects.id, datasets.projectId))
    .leftJoin(jobs, eq(jobs.id, datasets.jobId))
    .where(ownProject(viewer));
  return (
    row ?? { total_datasets: 0, completed_datasets: 0, processing_datasets: 0, failed_datasets: 0, total_images: 0 }
  );
};

/** Kept images of a project by label. */
export const keptByLabel = async (tx: Transaction, projectId: string): Promise<ReadonlyMap<string | null, number>> => {
  const rows = await tx
    .select({ label: images.label, count: sql<number>`count(*)::int` })
    .from(images)
    .where(and(eq(images.projectId, projectId), eq(images.status, 'kept')))
    .groupBy(images.label);
  return new Map(rows.map(({ label, count }) => [label, count]));
};

/** Whether something else than a dataset's own crawls is in its project: uploads, or jobs that people made there. */
export const isShared = async (tx: Transaction, { id, projectId }: DatasetRow): Promise<boolean> => {
  const others = and(eq(jobs.projectId, projectId), sql`${jobs.request}->>'dataset_id' is distinct from ${id}`);
  const rows = await tx.select({ id: jobs.id }).from(jobs).where(others).limit(1);
  return rows.length > 0;
};

/** A dataset, locked until the transaction ends; after its job, if that is locked too. */
export const lockDataset = async (tx: Transaction, id: string): Promise<DatasetRow | null> => {
  const [row] = await tx.select().from(datasets).where(eq(datasets.id, id)).for('no key update');
  return row ?? null;
};
