import { seededRandom } from '../../../imaging/seeded-random.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { hdbscan, type DensityGroups } from './hdbscan.ts';
import { joinNearRows } from './join-near-rows.ts';
import { centresOf, kMeans, nearestCentres, type KMeans } from './k-means.ts';
import { CURVES, firstPlaces, layOut } from './map-layout.ts';
import { rowsOfMatrix, spreadIndexes, type Matrix } from './matrix.ts';
import { nearestNeighbours, type Neighbours } from './nearest-neighbours.ts';

/** Rows up to which groups are found by density when nobody says how. */
const DENSITY_UP_TO = 5000;
/** Rows up to which they can be: every pair is compared. */
export const MOST_FOR_DENSITY = 20_000;

/** Density means little in many dimensions: it is measured in a layout of few, where what is alike has come together. */
const DENSITY_DIMENSIONS = 5;
const DENSITY_TURNS = 200;
const MIN_SAMPLES = 5;
/** A group of more than this part of all is split where it can be. */
const MOST_SHARE = 0.8;
const SAMPLE = 5000;
const MOST_GUESSED_GROUPS = 50;
/** A row this many deviations farther from its centre than the median of its group is an outlier. */
const FAR = 4;
/** Rows that differ by less are the same. */
const LEAST_SPREAD = 1e-8;

/** How to find groups. */
export type FindOptions = {
  readonly algorithm: 'auto' | 'hdbscan' | 'kmeans';
  /** Least rows of a group; `null` by the number of rows. */
  readonly minSize: number | null;
  /** Groups in all, by k-means; `null` as many as a sample has dense ones. */
  readonly groups: number | null;
};

/** Groups, and how they were found. */
export type FoundGroups = {
  readonly algorithm: 'hdbscan' | 'kmeans';
  /** -1 for outliers. */
  readonly groups: Int32Array;
  /** 0..1 */
  readonly strengths: Float32Array;
  readonly notices: readonly string[];
};

type Progress = (done: number) => void;

/** Least rows of a group where nobody says. */
const usualMinSize = (rows: number): number => Math.max(5, Math.round(0.7 * Math.sqrt(rows)));

/** Finds groups of rows; the same rows and options give the same groups. */
export const findGroups = (
  matrix: Matrix,
  neighbours: Neighbours,
  { options, onProgress }: { readonly options: FindOptions; readonly onProgress: Progress },
): FoundGroups => {
  const { rows } = matrix;
  if (isUniform(matrix)) {
    const notices = ['All images look the same to what compares them: they are one group.'];
    const algorithm = options.algorithm === 'hdbscan' ? 'hdbscan' : 'kmeans';
    return { algorithm, groups: new Int32Array(rows), strengths: new Float32Array(rows).fill(1), notices };
  }
  const wantsCentres = options.groups !== null || rows > DENSITY_UP_TO;
  if (options.algorithm === 'kmeans' || (options.algorithm === 'auto' && wantsCentres)) {
    return byCentres(matrix, { options, notices: [], onProgress });
  }
  const dense = byDensity(matrix, neighbours, { minSize: options.minSize ?? usualMinSize(rows), onProgress });
  const { groups, strengths, count } = dense;
  if (count === 0 && options.algorithm === 'auto') {
    const notices = ['No dense groups were found, so the images were divided around centres.'];
    return byCentres(matrix, { options, notices, onProgress });
  }
  const notices = count === 0 ? ['No dense groups were found: try a smaller min_size, or kmeans.'] : [];
  return { algorithm: 'hdbscan', groups, strengths, notices };
};

const isUniform = ({ rows, columns, values }: Matrix): boolean => {
  let sum = 0;
  for (let at = 0; at < rows * columns; at++) sum += (values[at] ?? 0) ** 2;
  return sum / rows < LEAST_SPREAD;
};

const byDensity = (
  matrix: Matrix,
  neighbours: Neighbours,
  { minSize, onProgress }: { readonly minSize: number; readonly onProgress: Progress },
): DensityGroups => {
  const { rows } = matrix;
  const places = firstPlaces(matrix, DENSITY_DIMENSIONS, seededRandom(11));
  layOut(places, fuzzyGraph(neighbours, rows), {
    dimensions: DENSITY_DIMENSIONS,
    turns: DENSITY_TURNS,
    random: seededRandom(12),
    curve: CURVES.groups,
    onProgress: (done) => onProgress(done * 0.7),
  });
  const found = hdbscan(
    { rows, columns: DENSITY_DIMENSIONS, values: places },
    {
      minSize,
      minSamples: MIN_SAMPLES,
      mostSize: rows * MOST_SHARE,
      onProgress: (done) => onProgress(0.7 + done * 0.3),
    },
  );
  joinNearRows(found.groups, found.strengths, neighbours);
  return found;
};

const byCentres = (
  matrix: Matrix,
  {
    options,
    notices,
    onProgress,
  }: { readonly options: FindOptions; readonly notices: readonly string[]; readonly onProgress: Progress },
): FoundGroups => {
  const { rows } = matrix;
  const centres = options.groups === null ? denseCentres(matrix, (done) => onProgress(done * 0.8)) : null;
  const count = options.groups ?? Math.max(2, Math.min(MOST_GUESSED_GROUPS, Math.round(Math.cbrt(rows))));
  const found = kMeans(matrix, {
    count: Math.min(count, rows),
    random: seededRandom(13),
    ...(centres === null ? {} : { centres }),
  });
  const { groups, distances } = withoutSmall(matrix, found, options.minSize ?? 1);
  return { algorithm: 'kmeans', ...withOutliers(groups, distances), notices };
};

/** The centres of the dense groups of a sample: how many groups there are, and where they are. */
const denseCentres = (matrix: Matrix, onProgress: Progress): Matrix | null => {
  const sample = rowsOfMatrix(matrix, spreadIndexes(matrix.rows, SAMPLE));
  const neighbours = nearestNeighbours(sample, { count: 15, random: seededRandom(14) });
  const minSize = usualMinSize(sample.rows);
  const { groups, count } = byDensity(sample, neighbours, { minSize, onProgress });
  return count < 2 ? null : centresOf(sample, groups, count);
};

/** Rows of groups that are too small go to the nearest of the others. */
const withoutSmall = (matrix: Matrix, found: KMeans, minSize: number): Pick<KMeans, 'groups' | 'distances'> => {
  const sizes = new Int32Array(found.centres.rows);
  for (const group of found.groups) sizes[group] = (sizes[group] ?? 0) + 1;
  const large = Array.from(sizes.keys()).filter((group) => (sizes[group] ?? 0) >= minSize);
  if (large.length === found.centres.rows || large.length === 0) return found;
  return nearestCentres(matrix, rowsOfMatrix(found.centres, large));
};

/** Takes out rows that are much farther from their centre than others of their group. */
const withOutliers = (groups: Int32Array, distances: Float32Array): Pick<FoundGroups, 'groups' | 'strengths'> => {
  const members = Map.groupBy(groups.keys(), (row) => groups[row] ?? 0);
  const strengths = new Float32Array(groups.length);
  const kept = groups.slice();
  for (const rows of members.values()) {
    const far = (row: number): number => Math.sqrt(distances[row] ?? 0);
    const middle = medianOf(rows.map(far));
    const deviation = 1.4826 * medianOf(rows.map((row) => Math.abs(far(row) - middle)));
    const limit = middle + FAR * Math.max(deviation, 1e-6);
    for (const row of rows) {
      if (far(row) > limit) kept[row] = -1;
      else strengths[row] = 1 - far(row) / (limit + 1e-9);
    }
  }
  return { groups: kept, strengths };
};

const medianOf = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
