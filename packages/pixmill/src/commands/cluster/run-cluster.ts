import type { Pixmill } from '../../compose.ts';
import { endRun, findOpenRun, insertRun } from '../../features/clusters/clusters.repository.ts';
import { failClusters, makeClusters } from '../../features/clusters/make-clusters.service.ts';
import type { ClusterOptions } from '../../library/clusters.schema.ts';
import { withAnalysedFolder } from '../analysed-folder/analysed-folder.ts';
import { EXIT } from '../exit-status.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { colours, formatCount, formatImages, formatSeconds, plainText } from '../terminal.ts';
import { fittedTable } from '../text-table.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import { showClusterProgress } from './cluster-progress.ts';
import { readClusters, type FoundClusters } from './read-clusters.ts';
import { writeClusterReport } from './write-cluster-report.ts';

/** Groups that a table shows; a report and --json have all. */
const MOST_ROWS = 40;

/** Groups the pictures of a folder, tells of it, and writes the report. Returns the exit status; throws catalogue errors. */
export const runCluster = (run: JobRun, plan: ClusterPlan, command: string): Promise<number> => {
  const startedAt = performance.now();
  const { root, analysers, options, report } = plan;
  const { json, terminal, signal } = run;
  return withAnalysedFolder(run, { root, analysers }, async ({ pixmill, projectId, problems }) => {
    const progress = showClusterProgress(run);
    let found: FoundClusters;
    try {
      const runId = await makeAll(pixmill, { projectId, options, signal, onProgress: progress.update });
      found = await readClusters(pixmill.database.db, { runId, projectId });
    } finally {
      progress.stop();
    }
    if (report !== null) await writeClusterReport(pixmill, found, { plan, path: report, command, problems });
    const seconds = (performance.now() - startedAt) / 1000;
    if (json) for (const event of eventsOf(found, { plan, problems, seconds })) terminal.out.write(`${event}\n`);
    else terminal.out.write(tell(found, { plan, problems, seconds, columns: terminal.out.columns ?? Infinity }));
    return EXIT.ok;
  });
};

const makeAll = async (
  { database: { db } }: Pixmill,
  {
    projectId,
    options,
    signal,
    onProgress,
  }: {
    readonly projectId: string;
    readonly options: ClusterOptions;
    readonly signal: AbortSignal;
    readonly onProgress: (done: number) => void;
  },
): Promise<string> => {
  // The folder's lock is held: whoever began another run has died.
  const left = await findOpenRun(db, projectId);
  if (left !== null) await db.transaction((tx) => endRun(tx, left.id, { status: 'cancelled' }));
  const made = await insertRun(db, { projectId, createdBy: null, options });
  if (made === null) throw new Error('Another run of this folder has begun.');
  try {
    await makeClusters({ db }, { runId: made.id, signal, onProgress });
  } catch (error) {
    if (signal.aborted) await db.transaction((tx) => endRun(tx, made.id, { status: 'cancelled' }));
    else await failClusters(db, made.id, error);
    throw error;
  }
  return made.id;
};

type Told = { readonly plan: ClusterPlan; readonly problems: readonly string[]; readonly seconds: number };

const eventsOf = function* ({ run, groups, outliers }: FoundClusters, { plan, problems, seconds }: Told) {
  const filesOf = (images: FoundClusters['outliers']): string[] => images.flatMap(({ paths }) => paths);
  for (const { number, name, tags, images } of groups) {
    yield JSON.stringify({ event: 'group', number, name, tags, images: images.length, files: filesOf(images) });
  }
  yield JSON.stringify({ event: 'outliers', images: outliers.length, files: filesOf(outliers) });
  yield JSON.stringify({
    event: 'end',
    folder: plan.root,
    images: run.images,
    groups: groups.length,
    outliers: outliers.length,
    algorithm: run.algorithm,
    compared_by: run.comparedBy?.kind === 'model' ? run.comparedBy.model : 'look',
    map_kept: run.isMapKept,
    notices: [...run.notices, ...problems],
    report: plan.report,
    seconds: Math.round(seconds * 10) / 10,
  });
};

const tell = (
  { run, groups, outliers }: FoundClusters,
  { plan, problems, seconds, columns }: Told & { readonly columns: number },
): string => {
  const rows = groups
    .slice(0, MOST_ROWS)
    .map(({ name, images }) => [
      formatCount(images.length),
      plainText(name, 60),
      colours.dim(plainText(images[0]?.paths[0] ?? '', 120)),
    ]);
  const hidden = groups.length - rows.length;
  const how = run.algorithm === 'kmeans' ? 'k-means' : 'HDBSCAN';
  const by = run.comparedBy?.kind === 'model' ? run.comparedBy.model : 'look';
  const count = `${formatCount(groups.length)} ${groups.length === 1 ? 'group' : 'groups'}`;
  const lines = [
    `${colours.bold(count)} in ${formatImages(run.images ?? 0)}, ${formatCount(outliers.length)} in none of them ` +
      colours.dim(`(${how} by ${by}, ${formatSeconds(seconds)})`),
    '',
    ...(rows.length === 0
      ? []
      : [fittedTable([['images', 'group', 'for example'], ...rows], { numeric: [0], columns })]),
    ...(hidden > 0 ? [colours.dim(`and ${formatCount(hidden)} more groups`)] : []),
    ...(rows.length === 0 ? [] : ['']),
    ...[...run.notices, ...problems].map((notice) => `Note: ${plainText(notice, 400)}`),
    plan.report === null
      ? 'Add --out report.html to see the groups and their map.'
      : `${colours.dim('Nothing was changed.')} Look at ${plan.report}`,
  ];
  return `${lines.join('\n')}\n`;
};
