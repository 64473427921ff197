import { and, asc, count, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import {
  clusterGroups,
  clusterMembers,
  clusterRuns,
  type ClusterGroupRow,
  type ClusterOptions,
  type ClusterRunRow,
} from '../../library/clusters.schema.ts';
import { isThere, ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';

/** Who asks: an admin may see everything. */
export type Viewer = Pick<Principal, 'role' | 'userId'>;

const OPEN = ['pending', 'running'] as const;

/** Writes a new run; `null` when the project has one that is not over. */
export const insertRun = async (
  db: Queryable,
  given: { readonly projectId: string; readonly createdBy: string | null; readonly options: ClusterOptions },
): Promise<ClusterRunRow | null> => {
  const [row] = await db
    .insert(clusterRuns)
    .values({ id: uuidv7(), ...given })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
};

/** The run of a project that is not over. */
export const findOpenRun = async (db: Queryable, projectId: string): Promise<ClusterRunRow | null> => {
  const [row] = await db
    .select()
    .from(clusterRuns)
    .where(and(eq(clusterRuns.projectId, projectId), inArray(clusterRuns.status, [...OPEN])));
  return row ?? null;
};

/** Whether a project is somebody's to see. */
export const isOwnProject = async (db: Queryable, viewer: Viewer, projectId: string): Promise<boolean> => {
  const found = await db
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.id, projectId), ownProject(viewer)));
  return found.length > 0;
};

/** A run that somebody may see, or the newest completed one of the project. */
export const findRun = async (
  db: Queryable,
  viewer: Viewer,
  { projectId, run }: { readonly projectId: string; readonly run: string },
): Promise<ClusterRunRow | null> => {
  const which = run === 'latest' ? eq(clusterRuns.status, 'completed') : eq(clusterRuns.id, run);
  const [row] = await db
    .select({ run: clusterRuns })
    .from(clusterRuns)
    .innerJoin(projects, eq(projects.id, clusterRuns.projectId))
    .where(and(eq(clusterRuns.projectId, projectId), which, ownProject(viewer)))
    .orderBy(desc(clusterRuns.id))
    .limit(1);
  return row?.run ?? null;
};

/** The runs of a project, the newest first. */
export const listRuns = async (
  db: Queryable,
  projectId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly ClusterRunRow[]; readonly total: number }> => {
  const where = eq(clusterRuns.projectId, projectId);
  const rows = await db
    .select()
    .from(clusterRuns)
    .where(where)
    .orderBy(desc(clusterRuns.id))
    .limit(limit)
    .offset(offset);
  return { rows, total: await db.$count(clusterRuns, where) };
};

/** A run, locked until the transaction ends. */
export const lockRun = async (tx: Transaction, id: string): Promise<ClusterRunRow | null> => {
  const [row] = await tx.select().from(clusterRuns).where(eq(clusterRuns.id, id)).for('no key update');
  return row ?? null;
};

/** Takes a run into work; `null` when it is over, gone, or of a project that is removed. What an earlier try wrote goes. */
export const beginRun = async (tx: Transaction, id: string): Promise<ClusterRunRow | null> => {
  const row = await lockRun(tx, id);
  if (row === null || !(await isRunWanted(tx, id))) return null;
  await tx.delete(clusterMembers).where(eq(clusterMembers.runId, id));
  await tx.delete(clusterGroups).where(eq(clusterGroups.runId, id));
  await tx
    .update(clusterRuns)
    .set({ status: 'running', startedAt: row.startedAt ?? new Date(), progress: 0 })
    .where(eq(clusterRuns.id, id));
  return row;
};

const isRunWanted = async (db: Queryable, id: string): Promise<boolean> => {
  const found = await db
    .select({ id: clusterRuns.id })
    .from(clusterRuns)
    .innerJoin(projects, and(eq(projects.id, clusterRuns.projectId), isThere))
    .where(and(eq(clusterRuns.id, id), inArray(clusterRuns.status, [...OPEN])));
  return found.length > 0;
};

/** Says how far a run is; answers whether anybody still wants it. */
export const moveRun = async (db: Queryable, id: string, progress: number): Promise<boolean> => {
  if (!(await isRunWanted(db, id))) return false;
  const moved = await db
    .update(clusterRuns)
    .set({ progress })
    .where(and(eq(clusterRuns.id, id), eq(clusterRuns.status, 'running')))
    .returning({ id: clusterRuns.id });
  return moved.length > 0;
};

/** Ends a run. */
export const endRun = async (
  tx: Transaction,
  id: string,
  end: Partial<typeof clusterRuns.$inferInsert> & { readonly status: 'completed' | 'failed' | 'cancelled' },
): Promise<void> => {
  await tx
    .update(clusterRuns)
    .set({ ...end, finishedAt: new Date() })
    .where(eq(clusterRuns.id, id));
};

/** Completed runs of a project that are kept; of others as many. */
const KEPT = 5;

/** Removes runs of the project of this one that are older than the newest ones. */
export const removeOldRuns = async (tx: Transaction, { id, projectId }: ClusterRunRow): Promise<void> => {
  await tx.delete(clusterRuns).where(
    and(
      eq(clusterRuns.projectId, projectId),
      lt(clusterRuns.id, id),
      sql`${clusterRuns.id} not in (
        select run.id from ${clusterRuns} as run
         where run.project_id = ${projectId} and run.status = 'completed' order by run.id desc limit ${KEPT})`,
      sql`${clusterRuns.id} not in (
        select run.id from ${clusterRuns} as run
         where run.project_id = ${projectId} and run.status <> 'completed' order by run.id desc limit ${KEPT})`,
    ),
  );
};

/** Writes the groups of a run. */
export const insertGroups = async (
  tx: Transaction,
  rows: readonly (typeof clusterGroups.$inferInsert)[],
): Promise<void> => {
  for (let start = 0; start < rows.length; start += 500) {
    await tx.insert(clusterGroups).values(rows.slice(start, start + 500));
  }
};

/** The groups of a run, the largest (when it was made) first. */
export const readGroups = (db: Queryable, runId: string): Promise<ClusterGroupRow[]> =>
  db.select().from(clusterGroups).where(eq(clusterGroups.runId, runId)).orderBy(asc(clusterGroups.number));

/** How many images each group of a run still has; those of no group under `null`. */
export const countMembers = async (db: Queryable, runId: string): Promise<ReadonlyMap<number | null, number>> => {
  const rows = await db
    .select({ group: clusterMembers.group, images: count() })
    .from(clusterMembers)
    .where(eq(clusterMembers.runId, runId))
    .groupBy(clusterMembers.group);
  return new Map(rows.map(({ group, images }) => [group, images]));
};

/** Those of some images that are still there. */
export const existingImages = async (db: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .where(inArray(images.id, [...ids]));
  return new Set(rows.map(({ id }) => id));
};
