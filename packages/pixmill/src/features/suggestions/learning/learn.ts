import { accuracyOf, calibrationError, fitTemperature, sharesAt } from './calibration.ts';
import { foldsOf, splitAt } from './folds.ts';
import { fitLogistic, withOne } from './logistic-regression.ts';
import type { LinearModel } from './logistic-regression.ts';
import { dotAll, matrixOf, rowOf, takeRows } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { scoreByNearest, scoreExamples } from './nearest-neighbours.ts';
import { findProjection, project } from './projection.ts';
import { scoreLinear, unproject } from './linear-scores.ts';

/** Labelled vectors of unit length. */
export type Examples = {
  readonly vectors: Matrix;
  /** For each the number of its label, below `count`; each label has two at least. */
  readonly labels: Int32Array;
  readonly count: number;
};

/** What was learned from examples. */
export type Learned = {
  readonly method: 'nearest' | 'linear';
  /** Of the examples, each by what was learned from others. */
  readonly accuracy: number;
  readonly calibrationError: number;
  /** For each example how likely each label is, by what was learned from others. */
  readonly outOfFold: Matrix;
  /** How likely each label is for each of these vectors. */
  readonly predict: (vectors: Matrix) => Matrix;
};

/** Among more examples than these, the nearest are not asked: a linear model is better then, and far quicker. */
const MOST_NEIGHBOURS = 600;
const NEIGHBOURS_ASKED = [1, 5, 15];
/** From the strongest on, so that each is begun from the one before. */
/** Precise enough to tell which penalty is best. */
const ROUGH = 1e-2;
const PENALTIES = [1e-1, 2e-2, 4e-3, 8e-4];

type Candidate = {
  readonly method: Learned['method'];
  readonly scores: Matrix;
  readonly temperature: number;
  readonly cost: number;
  readonly finish: () => (vectors: Matrix) => Matrix;
};

const judged = (candidate: Omit<Candidate, 'temperature' | 'cost'>, labels: Int32Array): Candidate => ({
  ...candidate,
  ...fitTemperature(candidate.scores, labels),
});

/** The least cost; the first of equal ones. */
const best = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (least, one) => (least === undefined || one.cost < least.cost ? one : least),
    undefined,
  );

const nearestCandidate = (examples: Examples, folds: Uint8Array): Candidate | undefined => {
  const { vectors, labels, count } = examples;
  if (vectors.rows > MOST_NEIGHBOURS) return undefined;
  const likeness = dotAll(vectors, vectors);
  return best(
    NEIGHBOURS_ASKED.filter((asked) => asked === 1 || asked * 2 < vectors.rows).map((asked) => {
      const neighbours = { vectors, labels, count, asked };
      const scores = scoreExamples(neighbours, likeness, folds);
      return judged({ method: 'nearest', scores, finish: () => (rows) => scoreByNearest(neighbours, rows) }, labels);
    }),
  );
};

const linearCandidate = (
  { vectors, labels, count }: Examples,
  { folds, of }: ReturnType<typeof foldsOf>,
): Candidate | undefined => {
  const projection = findProjection(vectors);
  const rows = withOne(project(projection, vectors));
  const scores = PENALTIES.map(() => matrixOf(rows.rows, count));
  for (let fold = 0; fold < folds; fold++) {
    const { inside, outside } = splitAt(of, fold);
    const others = { rows: takeRows(rows, outside), labels: outside.map((index) => labels[index] ?? 0) };
    const unseen = takeRows(rows, inside);
    let model: LinearModel = matrixOf(count, rows.columns);
    for (const [index, penalty] of PENALTIES.entries()) {
      model = fitLogistic({ ...others, count, penalty, start: model, tolerance: ROUGH });
      const seen = dotAll(unseen, model);
      const to = scores[index];
      if (to !== undefined) for (const [at, example] of inside.entries()) rowOf(to, example).set(rowOf(seen, at));
    }
  }
  return best(
    PENALTIES.map((penalty, index) => {
      const finish = () => {
        const model = unproject(projection, fitLogistic({ rows, labels, count, penalty }));
        return (unseen: Matrix) => scoreLinear(model, unseen);
      };
      return judged({ method: 'linear', scores: scores[index] ?? matrixOf(rows.rows, count), finish }, labels);
    }),
  );
};

/**
 * Learns labels from examples: by their nearest neighbours and by a linear model, of which the one is taken that tells more
 * examples rightly that it has not seen. Confidences are calibrated on those, too. The same examples teach the same.
 */
export const learn = (examples: Examples): Learned => {
  const { labels, count } = examples;
  const folds = foldsOf(labels, count);
  const [linear, nearest] = [linearCandidate(examples, folds), nearestCandidate(examples, folds.of)];
  const [first, ...others] = [linear, nearest]
    .filter((candidate) => candidate !== undefined)
    .map((candidate) => {
      const shares = sharesAt(candidate.scores, candidate.temperature);
      return { ...candidate, shares, accuracy: accuracyOf(shares, labels) };
    })
    .toSorted((a, b) => b.accuracy - a.accuracy || a.cost - b.cost);
  if (first === undefined) throw new Error(`Nothing can be learned from ${labels.length} examples, ${others.length}.`);
  const { method, accuracy, shares, temperature, finish } = first;
  const score = finish();
  return {
    method,
    accuracy,
    calibrationError: calibrationError(shares, labels),
    outOfFold: shares,
    predict: (vectors) => sharesAt(score(vectors), temperature),
  };
};
