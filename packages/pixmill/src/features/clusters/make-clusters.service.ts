import { recordActivity } from '../../library/activity.repository.ts';
import type { ClusterRunRow } from '../../library/clusters.schema.ts';
import { chooseComparison, readComparisonVectors, type Comparison } from '../../library/comparison-vectors.ts';
import type { Database } from '../../platform/database/database.ts';
import { knownError } from '../../platform/queue/final-errors.ts';
import { readEarlierPlaces, readNamedImages, writeMembers } from './cluster-members.repository.ts';
import { clusterError } from './clusters.errors.ts';
import { beginRun, endRun, insertGroups, lockRun, moveRun, removeOldRuns } from './clusters.repository.ts';
import { openGroupNamer } from './group-names.rules.ts';
import { checkSize, noticesOf } from './clusters.rules.ts';
import type { Grouping } from './grouping/group-vectors.ts';
import { openGrouping, type OpenGrouping } from './grouping/open-grouping.ts';

/** Vectors that are handed to the thread at once. */
const VECTORS_AT_ONCE = 500;
/** How often a run says how far it is, and asks whether it is still wanted. */
const WATCH_MS = 500;
/** Parts of the whole: reading, grouping; the rest is writing. */
const READ_SHARE = 0.15;
const GROUP_SHARE = 0.75;

/** Why a run stopped: nobody wants it any more. */
class Unwanted extends Error {}

/**
 * Makes the clusters of a run: reads the vectors of its project, groups them in a thread, and writes what was found. Ends at
 * once when the run is cancelled or its project goes; running it twice changes nothing. Throws `cluster.too_few`,
 * `cluster.too_many`, `cluster.too_many_for_hdbscan`.
 */
export const makeClusters = async (
  { db }: { readonly db: Database },
  {
    runId,
    signal,
    onProgress = () => undefined,
  }: { readonly runId: string; readonly signal: AbortSignal; readonly onProgress?: (done: number) => void },
): Promise<void> => {
  const run = await db.transaction((tx) => beginRun(tx, runId));
  if (run === null) return;
  const unwanted = new AbortController();
  const stop = AbortSignal.any([signal, unwanted.signal]);
  let done = 0;
  let watching: Promise<void> = Promise.resolve();
  const watch = setInterval(() => {
    watching = moveRun(db, runId, done).then(
      (isWanted) => (isWanted ? undefined : unwanted.abort(new Unwanted('The clusters are not wanted any more.'))),
      // The database says so again when something is written.
      () => undefined,
    );
  }, WATCH_MS);
  const say = (part: number): void => {
    done = part;
    onProgress(part);
  };
  try {
    await make(db, run, { signal: stop, say });
  } catch (error) {
    if (!unwanted.signal.aborted) throw error;
  } finally {
    clearInterval(watch);
    await watching;
  }
};

type Stage = { readonly signal: AbortSignal; readonly say: (done: number) => void };

const make = async (db: Database, run: ClusterRunRow, { signal, say }: Stage): Promise<void> => {
  const { projectId, options } = run;
  const comparison = await chooseComparison(db, projectId);
  checkSize(comparison.images, options);
  const grouping = openGrouping({ dimensions: comparison.dimensions, expected: comparison.images, signal });
  try {
    const ids = await readVectors(db, { projectId, comparison, grouping, signal, say });
    checkSize(ids.length, options);
    const earlier = options.newMap ? null : await readEarlier(db, { projectId, by: comparison.by, ids });
    const found = await grouping.group({ options, earlier }, (done) => say(READ_SHARE + GROUP_SHARE * done));
    await write(db, run, { comparison, ids, found, signal });
    say(1);
  } finally {
    await grouping.close();
  }
};

/** Ids of the images that can be compared, in the order of the rows. */
const readVectors = async (
  db: Database,
  {
    projectId,
    comparison,
    grouping,
    signal,
    say,
  }: Stage & { readonly projectId: string; readonly comparison: Comparison; readonly grouping: OpenGrouping },
): Promise<string[]> => {
  const ids: string[] = [];
  let read = 0;
  let page: { readonly imageId: string; readonly vector: Float32Array }[] = [];
  const hand = async (): Promise<void> => {
    signal.throwIfAborted();
    const accepted = await grouping.add(page.map(({ vector }) => vector));
    for (const [at, { imageId }] of page.entries()) if (accepted[at] === true) ids.push(imageId);
    read += page.length;
    page = [];
    say(READ_SHARE * Math.min(1, read / Math.max(1, comparison.images)));
  };
  for await (const row of readComparisonVectors(db, { projectId, by: comparison.by })) {
    page.push(row);
    if (page.length === VECTORS_AT_ONCE) await hand();
  }
  if (page.length > 0) await hand();
  return ids;
};

const readEarlier = async (
  db: Database,
  { projectId, by, ids }: { projectId: string; by: Comparison['by']; ids: readonly string[] },
): Promise<Float32Array | null> => {
  const places = await readEarlierPlaces(db, { projectId, by });
  if (places === null) return null;
  return Float32Array.from(ids.flatMap((id) => places.get(id) ?? [NaN, NaN]));
};

const write = async (
  db: Database,
  run: ClusterRunRow,
  {
    comparison,
    ids,
    found,
    signal,
  }: {
    readonly comparison: Comparison;
    readonly ids: readonly string[];
    readonly found: Grouping;
    readonly signal: AbortSignal;
  },
): Promise<void> => {
  const written = await writeMembers(db, { runId: run.id, ids, grouping: found, signal });
  if (written === 0) throw clusterError('cluster.too_few', { least: 1, count: 0 });
  const namer = openGroupNamer(found.representatives.length);
  for await (const { group, ...image } of readNamedImages(db, run.id)) namer.add(group, image);
  const groups = namer.names().map((name, at) => ({
    ...name,
    runId: run.id,
    number: at + 1,
    representatives: (found.representatives[at] ?? []).flatMap((row) => ids[row] ?? []),
  }));
  await db.transaction(async (tx) => {
    const now = await lockRun(tx, run.id);
    if (now?.status !== 'running') return;
    await insertGroups(tx, groups);
    const { algorithm, isMapKept } = found;
    const leftOut = comparison.all - ids.length;
    const notices = noticesOf({ comparison, leftOut, found: found.notices });
    await endRun(tx, run.id, {
      status: 'completed',
      progress: 1,
      comparedBy: comparison.by,
      images: written,
      leftOut: Math.max(0, leftOut),
      algorithm,
      isMapKept,
      notices,
    });
    await removeOldRuns(tx, run);
    await tell(tx, run, { action: 'finish', detail: { groups: groups.length, images: written } });
  });
};

/** Ends a run that cannot go on, with the reason. */
export const failClusters = (db: Database, runId: string, error: unknown): Promise<void> =>
  db.transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run === null || (run.status !== 'pending' && run.status !== 'running')) return;
    const { code, message } = knownError(error) ?? clusterError('cluster.unexpected');
    await endRun(tx, runId, { status: 'failed', errorCode: code, errorDetail: message });
    await removeOldRuns(tx, run);
    await tell(tx, run, { action: 'fail', detail: { code } });
  });

const tell = async (
  tx: Parameters<typeof recordActivity>[0],
  { id, projectId, createdBy }: ClusterRunRow,
  { action, detail }: { readonly action: 'finish' | 'fail'; readonly detail: Record<string, string | number> },
): Promise<void> => {
  if (createdBy === null) return;
  const about = { resourceType: 'clusters', resourceId: id } as const;
  await recordActivity(tx, { userId: createdBy, action, ...about, detail: { ...detail, project_id: projectId } });
};
