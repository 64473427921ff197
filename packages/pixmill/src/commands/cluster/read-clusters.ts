import { clusterMembers, type ClusterGroupRow, type ClusterRunRow } from '../../library/clusters.schema.ts';
import { eq } from 'drizzle-orm';
import { readMap, type MapPoint } from '../../features/clusters/cluster-members.repository.ts';
import { lockRun, readGroups } from '../../features/clusters/clusters.repository.ts';
import type { Database } from '../../platform/database/database.ts';
import { readFolderFiles } from '../analysed-folder/folder-files.ts';

/** An image of a group with its files. */
export type GroupedImage = { readonly imageId: string; readonly strength: number; readonly paths: readonly string[] };

/** A completed run, as a command tells it. */
export type FoundClusters = {
  readonly run: ClusterRunRow;
  readonly groups: readonly (ClusterGroupRow & { readonly images: readonly GroupedImage[] })[];
  readonly outliers: readonly GroupedImage[];
  readonly points: readonly MapPoint[];
};

/** Reads what a run has found, with the files of each image; those that stand for a group come first. */
export const readClusters = async (
  db: Database,
  { runId, projectId }: { readonly runId: string; readonly projectId: string },
): Promise<FoundClusters> => {
  const run = await db.transaction((tx) => lockRun(tx, runId));
  if (run?.status !== 'completed') throw new Error('The run was not completed.');
  const files = await readFolderFiles(db, projectId);
  const points: MapPoint[] = [];
  for await (const point of readMap(db, runId)) points.push(point);
  const strengths = new Map(
    (
      await db
        .select({ id: clusterMembers.imageId, strength: clusterMembers.strength })
        .from(clusterMembers)
        .where(eq(clusterMembers.runId, runId))
    ).map(({ id, strength }) => [id, strength]),
  );
  const byGroup = Map.groupBy(points, ({ group }) => group);
  const imagesOf = (group: number | null, first: readonly string[]): GroupedImage[] => {
    const rank = new Map(first.map((id, at) => [id, at]));
    return (byGroup.get(group) ?? [])
      .map(({ imageId }) => ({
        imageId,
        strength: strengths.get(imageId) ?? 0,
        paths: (files.get(imageId) ?? []).map(({ path }) => path),
      }))
      .toSorted(
        (a, b) =>
          (rank.get(a.imageId) ?? Infinity) - (rank.get(b.imageId) ?? Infinity) ||
          b.strength - a.strength ||
          ((a.paths[0] ?? '') < (b.paths[0] ?? '') ? -1 : 1),
      );
  };
  const groups = await readGroups(db, runId);
  return {
    run,
    groups: groups.map((group) => ({ ...group, images: imagesOf(group.number, group.representatives) })),
    outliers: imagesOf(null, []),
    points,
  };
};
