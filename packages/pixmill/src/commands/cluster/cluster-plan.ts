import { resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import type { ClusterOptions } from '../../library/clusters.schema.ts';
import type { AnalyserName } from '../../platform/config/analyser-names.ts';
import { folderRootOf } from '../analysed-folder/folder-root.ts';
import { EXPECTED_ANALYSERS, parseAnalysers } from '../analysis/parse-analysers.ts';
import { reportPlace } from '../report-page/report-place.ts';
import { clusterCommandError } from './cluster.errors.ts';

/** What `pixmill cluster` can be asked for. */
export const ClusterFlags = Type.Object(
  {
    out: Type.Optional(Type.String({ minLength: 1 })),
    algorithm: Type.Optional(Type.Enum(['auto', 'hdbscan', 'kmeans'])),
    min_size: Type.Optional(Type.String({ pattern: '^(?:[2-9]|[1-9]\\d{1,3}|10000)$' })),
    groups: Type.Optional(Type.String({ pattern: '^(?:[2-9]|[1-9]\\d|1\\d\\d|200)$' })),
    analyze: Type.Optional(Type.String({ minLength: 1 })),
    new_map: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_CLUSTER = {
  out: 'a file that ends in .html',
  algorithm: 'auto, hdbscan or kmeans',
  min_size: 'a whole number from 2 to 10000',
  groups: 'a whole number from 2 to 200',
  analyze: EXPECTED_ANALYSERS,
  new_map: 'nothing',
} as const satisfies Record<keyof Static<typeof ClusterFlags>, string>;

/** What is to be grouped, and how. */
export type ClusterPlan = {
  /** Real path. */
  readonly root: string;
  /** Absolute path of the report; `null` when none is wanted. */
  readonly report: string | null;
  readonly options: ClusterOptions;
  readonly analysers: readonly AnalyserName[] | null;
};

/**
 * Makes the plan, and sees that the folder is there and the report can be written before anything is looked at. Throws
 * `folder.*`, `cluster_command.*`, `usage.*`.
 */
export const planCluster = async (
  folder: string,
  flags: Static<typeof ClusterFlags>,
  cwd: string,
): Promise<ClusterPlan> => {
  const { algorithm = 'auto', min_size: minSize, groups, new_map: newMap = false } = flags;
  if (groups !== undefined && algorithm === 'hdbscan') throw clusterCommandError('cluster_command.groups_need_kmeans');
  return {
    root: await folderRootOf(folder, cwd),
    report: flags.out === undefined ? null : await reportPlace(resolve(cwd, flags.out)),
    options: {
      algorithm,
      minSize: minSize === undefined ? null : Number(minSize),
      groups: groups === undefined ? null : Number(groups),
      newMap,
    },
    analysers: flags.analyze === undefined ? null : parseAnalysers(flags.analyze),
  };
};
