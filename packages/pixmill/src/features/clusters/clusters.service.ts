import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { recordActivity, type ActivityAction } from '../../library/activity.repository.ts';
import {
  clusterGroups,
  clusterMembers,
  type ClusterGroupRow,
  type ClusterOptions,
  type ClusterRunRow,
} from '../../library/clusters.schema.ts';
import { chooseComparison } from '../../library/comparison-vectors.ts';
import { lockProject } from '../../library/project-lock.ts';
import { holdProject } from '../../library/projects.repository.ts';
import { images } from '../../library/schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import { labelMembers, restoreMembers, type LabelCounts } from './cluster-members.repository.ts';
import type { Asker, ClusterServices, DatasetImages, MadeDataset } from './cluster-services.ts';
import { clusterError } from './clusters.errors.ts';
import { clusterJob } from './clusters.jobs.ts';
import {
  endRun,
  findOpenRun,
  findRun,
  insertRun,
  isOwnProject,
  lockRun,
  removeOldRuns,
  type Viewer,
} from './clusters.repository.ts';
import { checkSize } from './clusters.rules.ts';

/** Images that one call makes a dataset of. */
const MOST_FOR_DATASET = 20_000;

/** Which run of which project is meant. */
export type RunPlace = { readonly projectId: string; readonly run: string };

const record = (
  tx: Transaction,
  { userId, address, requestId }: Asker,
  {
    action,
    run,
    detail = {},
  }: { action: ActivityAction; run: Pick<ClusterRunRow, 'id' | 'projectId'>; detail?: Record<string, string | number> },
): Promise<void> =>
  recordActivity(tx, {
    userId,
    address,
    requestId,
    action,
    resourceType: 'clusters',
    resourceId: run.id,
    detail: { project_id: run.projectId, ...detail },
  });

/** Starts making the clusters of a project. Throws `cluster.no_project`, `.too_few`, `.too_many…`, `.running`. */
export const startClusters = (
  { db, queue }: ClusterServices,
  asker: Asker,
  { projectId, options }: { readonly projectId: string; readonly options: ClusterOptions },
): Promise<ClusterRunRow> =>
  db.transaction(async (tx) => {
    if (!(await holdProject(tx, asker, projectId))) throw clusterError('cluster.no_project');
    if (options.algorithm === 'hdbscan' && options.groups !== null) throw clusterError('cluster.no_count_for_hdbscan');
    checkSize((await chooseComparison(tx, projectId)).images, options);
    const run = await insertRun(tx, { projectId, createdBy: asker.userId, options });
    if (run === null) {
      const open = await findOpenRun(tx, projectId);
      throw clusterError('cluster.running', { run: open?.id ?? 'ending' });
    }
    await queue.enqueue(tx, clusterJob, [{ payload: { runId: run.id }, key: run.id, group: asker.userId }]);
    await record(tx, asker, { action: 'start', run });
    return run;
  });

/** Cancels a run that is not over. Throws `cluster.not_found`, `cluster.not_cancellable`. */
export const cancelClusters = ({ db, queue }: ClusterServices, asker: Asker, place: RunPlace): Promise<ClusterRunRow> =>
  db.transaction(async (tx) => {
    const { id } = await requireRun(tx, asker, place);
    const run = await lockRun(tx, id);
    if (run === null) throw clusterError('cluster.not_found');
    const { status } = run;
    if (status !== 'pending' && status !== 'running') throw clusterError('cluster.not_cancellable', { status });
    await queue.remove(tx, clusterJob, [id]);
    await endRun(tx, id, { status: 'cancelled' });
    await tx.delete(clusterMembers).where(eq(clusterMembers.runId, id));
    await removeOldRuns(tx, run);
    await record(tx, asker, { action: 'cancel', run });
    return requireRun(tx, asker, { projectId: run.projectId, run: id });
  });

/** A run that somebody may see. Throws `cluster.not_found`. */
export const requireRun = async (db: Queryable, viewer: Viewer, place: RunPlace): Promise<ClusterRunRow> => {
  const run = await findRun(db, viewer, place);
  if (run === null) throw clusterError('cluster.not_found');
  return run;
};

/** The same, of a completed run. Throws `cluster.not_found`, `cluster.not_completed`. */
export const requireCompleted = async (db: Queryable, viewer: Viewer, place: RunPlace): Promise<ClusterRunRow> => {
  const run = await requireRun(db, viewer, place);
  if (run.status !== 'completed') throw clusterError('cluster.not_completed', { status: run.status });
  return run;
};

/** Checks that a project is somebody's to see. Throws `cluster.no_project`. */
export const requireProject = async (db: Queryable, viewer: Viewer, projectId: string): Promise<void> => {
  if (!(await isOwnProject(db, viewer, projectId))) throw clusterError('cluster.no_project');
};

/** A group of a completed run. Throws `cluster.not_found`, `cluster.not_completed`, `cluster.no_group`. */
export const requireGroup = async (
  db: Queryable,
  viewer: Viewer,
  { group, ...place }: RunPlace & { readonly group: number },
): Promise<{ readonly run: ClusterRunRow; readonly group: ClusterGroupRow }> => {
  const run = await requireCompleted(db, viewer, place);
  const [found] = await db
    .select()
    .from(clusterGroups)
    .where(and(eq(clusterGroups.runId, run.id), eq(clusterGroups.number, group)));
  if (found === undefined) throw clusterError('cluster.no_group', { group });
  return { run, group: found };
};

/** Gives the images of a group a label: the one named, or the name of the group. Throws as `requireGroup`. */
export const labelGroup = (
  { db }: ClusterServices,
  asker: Asker,
  {
    label,
    overwritesEdits,
    ...place
  }: RunPlace & { readonly group: number; readonly label: string | undefined; readonly overwritesEdits: boolean },
): Promise<LabelCounts & { readonly label: string; readonly images: number }> =>
  db.transaction(async (tx) => {
    const { run } = await requireGroup(tx, asker, place);
    await lockProject(tx, run.projectId);
    // Read again under the lock: two that label at once follow one another.
    const { group } = await requireGroup(tx, asker, place);
    const chosen = label ?? group.name;
    const of = { runId: run.id, group: group.number };
    const counts = await labelMembers(tx, { ...of, label: chosen, earlier: group.labelledAs, overwritesEdits });
    await tx
      .update(clusterGroups)
      .set({ labelledAs: chosen, labelledAt: new Date() })
      .where(and(eq(clusterGroups.runId, run.id), eq(clusterGroups.number, group.number)));
    const images = await tx.$count(
      clusterMembers,
      and(eq(clusterMembers.runId, run.id), eq(clusterMembers.group, group.number)),
    );
    const detail = { label: chosen, group: group.number, images: counts.labelled };
    await record(tx, asker, { action: 'update', run, detail });
    return { ...counts, label: chosen, images };
  });

/** Takes back the label of a group. Throws as `requireGroup`, and `cluster.not_labelled`. */
export const unlabelGroup = (
  { db }: ClusterServices,
  asker: Asker,
  place: RunPlace & { readonly group: number },
): Promise<{ readonly restored: number; readonly changedSince: number }> =>
  db.transaction(async (tx) => {
    const { run } = await requireGroup(tx, asker, place);
    await lockProject(tx, run.projectId);
    const { group } = await requireGroup(tx, asker, place);
    const { labelledAs, number } = group;
    if (labelledAs === null) throw clusterError('cluster.not_labelled', { group: number });
    const counts = await restoreMembers(tx, { runId: run.id, group: number, label: labelledAs });
    await tx
      .update(clusterGroups)
      .set({ labelledAs: null, labelledAt: null })
      .where(and(eq(clusterGroups.runId, run.id), eq(clusterGroups.number, number)));
    await record(tx, asker, { action: 'update', run, detail: { group: number, restored: counts.restored } });
    return counts;
  });

/**
 * Makes a dataset of the images of groups, whose names become labels unless `keepsLabels`. Throws `cluster.not_found`,
 * `cluster.not_completed`, `cluster.no_group`, `cluster.nothing_chosen`, `cluster.too_many_chosen`.
 */
export const createClusterDataset = async (
  services: ClusterServices,
  asker: Asker,
  {
    groups,
    takesOutliers,
    keepsLabels,
    name,
    description,
    ...place
  }: RunPlace & {
    /** `null` for all. */
    readonly groups: readonly number[] | null;
    readonly takesOutliers: boolean;
    readonly keepsLabels: boolean;
    readonly name: string;
    readonly description: string | null;
  },
  keep: KeepAnswer<MadeDataset>,
): Promise<MadeDataset> => {
  const choose = async (tx: Transaction): Promise<DatasetImages> => {
    const run = await requireCompleted(tx, asker, place);
    const known = await tx.select().from(clusterGroups).where(eq(clusterGroups.runId, run.id));
    const missing = groups?.find((number) => !known.some((group) => group.number === number));
    if (missing !== undefined) throw clusterError('cluster.no_group', { group: missing });
    const inGroups =
      groups === null
        ? sql`${clusterMembers.group} is not null`
        : groups.length === 0
          ? sql`false`
          : inArray(clusterMembers.group, [...groups]);
    const where = and(
      eq(clusterMembers.runId, run.id),
      eq(images.status, 'kept'),
      takesOutliers ? or(inGroups, isNull(clusterMembers.group)) : inGroups,
    );
    const rows = await tx
      .select({ id: images.id, group: clusterMembers.group })
      .from(clusterMembers)
      .innerJoin(images, eq(images.id, clusterMembers.imageId))
      .where(where)
      .orderBy(clusterMembers.group, clusterMembers.imageId)
      .limit(MOST_FOR_DATASET + 1);
    if (rows.length === 0) throw clusterError('cluster.nothing_chosen');
    if (rows.length > MOST_FOR_DATASET) {
      throw clusterError('cluster.too_many_chosen', { count: `more than ${MOST_FOR_DATASET}`, most: MOST_FOR_DATASET });
    }
    const names = new Map(known.map((group) => [group.number, group.labelledAs ?? group.name]));
    return rows.map(({ id, group }) => ({
      id,
      label: keepsLabels || group === null ? null : (names.get(group) ?? null),
    }));
  };
  return services.createDataset(asker, { name, description, choose }, keep);
};
