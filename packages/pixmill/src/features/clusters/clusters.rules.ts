import type { ClusterOptions } from '../../library/clusters.schema.ts';
import type { Comparison } from '../../library/comparison-vectors.ts';
import { clusterError } from './clusters.errors.ts';
import { MOST_FOR_DENSITY } from './grouping/find-groups.ts';

const LEAST_IMAGES = 8;
const MOST_IMAGES = 200_000;

/** Checks that so many images can be put into clusters. Throws `cluster.too_few`, `.too_many`, `.too_many_for_hdbscan`. */
export const checkSize = (count: number, { algorithm }: Pick<ClusterOptions, 'algorithm'>): void => {
  if (count < LEAST_IMAGES) throw clusterError('cluster.too_few', { least: LEAST_IMAGES, count });
  if (count > MOST_IMAGES) throw clusterError('cluster.too_many', { most: MOST_IMAGES, count });
  if (algorithm === 'hdbscan' && count > MOST_FOR_DENSITY) {
    throw clusterError('cluster.too_many_for_hdbscan', { most: MOST_FOR_DENSITY, count });
  }
};

const NUMBER = new Intl.NumberFormat('en');

/** What people should know of a run besides its groups. */
export const noticesOf = ({
  comparison,
  leftOut,
  found,
}: {
  readonly comparison: Comparison;
  readonly leftOut: number;
  readonly found: readonly string[];
}): readonly string[] => {
  const { by, all } = comparison;
  const isByModel = by.kind === 'model';
  return [
    ...(isByModel
      ? []
      : [
          'No embedding model has seen these images, so they are grouped by how they look (composition, edges, colours), ' +
            'not by what they show.',
        ]),
    ...(leftOut > 0
      ? [
          `${NUMBER.format(leftOut)} of ${NUMBER.format(all)} images are left out: ` +
            (isByModel ? `${by.model} has not seen them.` : 'there is nothing in them to compare.'),
        ]
      : []),
    ...found,
  ];
};
