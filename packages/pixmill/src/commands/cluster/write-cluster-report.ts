import { basename, dirname } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Pixmill } from '../../compose.ts';
import { renderClusterReport, type ClusterSheet, type ClusterTile } from '../../features/reports/cluster-report.ts';
import { readPreview } from '../../library/read-preview.ts';
import { images } from '../../library/schema.ts';
import { VERSION } from '../../version.ts';
import { linksFrom } from '../report-page/report-place.ts';
import { writeReportPage } from '../report-page/write-report-page.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import type { FoundClusters, GroupedImage } from './read-clusters.ts';

/** Pictures of a page in all, and of one group. */
const MOST_TILES = 800;
const MOST_OF_GROUP = 24;
const LEAST_OF_GROUP = 6;

/** Writes the report, whole or not at all; an earlier one of this name is replaced. Throws `report.not_written`. */
export const writeClusterReport = async (
  pixmill: Pixmill,
  { run, groups, outliers, points }: FoundClusters,
  {
    plan: { root, options },
    path,
    command,
    problems,
  }: {
    readonly plan: ClusterPlan;
    readonly path: string;
    readonly command: string;
    readonly problems: readonly string[];
  },
): Promise<void> => {
  const share = Math.floor(MOST_TILES / (groups.length + 1));
  const most = Math.max(LEAST_OF_GROUP, Math.min(MOST_OF_GROUP, share));
  const fileNameOf = linksFrom(dirname(path), root);
  const tilesOf = async (all: readonly GroupedImage[]): Promise<ClusterTile[]> => {
    const tiles: ClusterTile[] = [];
    for (const { imageId, paths } of all.slice(0, most)) {
      const [name] = paths;
      tiles.push({
        name: name ?? imageId,
        fileName: name === undefined ? null : fileNameOf(name),
        preview: await previewOf(pixmill, imageId),
      });
    }
    return tiles;
  };
  const sheets: ClusterSheet[] = [];
  for (const { name, tags, images: all } of groups) {
    sheets.push({ name, tags, size: all.length, tiles: await tilesOf(all) });
  }
  const lone = { name: 'In no group', tags: [], size: outliers.length, tiles: await tilesOf(outliers) };
  const by = run.comparedBy;
  const page = renderClusterReport({
    title: basename(root) || root,
    madeAt: new Date().toISOString(),
    version: VERSION,
    images: points.length,
    groups: sheets,
    outliers: lone,
    dots: points,
    notices: [...run.notices, ...problems],
    making: [
      { name: 'Command', value: command },
      { name: 'Folder', value: root },
      { name: 'Pixmill', value: VERSION },
      { name: 'Compared by', value: by?.kind === 'model' ? `embeddings of ${by.model}` : 'how they look' },
      { name: 'Algorithm', value: run.algorithm === 'kmeans' ? 'k-means' : 'HDBSCAN' },
      { name: 'Smallest group', value: options.minSize === null ? 'by their number' : `${options.minSize} images` },
      { name: 'Map', value: run.isMapKept === true ? 'as before, with what is new' : 'drawn anew (UMAP)' },
    ],
  });
  await writeReportPage(path, page);
};

const previewOf = async ({ database: { db }, storage }: Pixmill, imageId: string): Promise<Uint8Array | null> => {
  const [row] = await db.select({ sha256: images.sha256 }).from(images).where(eq(images.id, imageId));
  return row === undefined ? null : readPreview(storage, row.sha256);
};
