import { chooseComparison, readComparisonVectors } from '../../library/comparison-vectors.ts';
import type { Comparison } from '../../library/comparison-vectors.ts';
import type { LearningFacts, SuggestionRequest } from '../../library/suggestions.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { assertLearnable, chooseExamples, learnableLabels } from './examples.rules.ts';
import { readLabels } from './examples.repository.ts';
import { matrixOf, rowOf } from './learning/matrix.ts';
import type { Matrix } from './learning/matrix.ts';
import { openLearning } from './learning/open-learning.ts';
import type { Learning } from './learning/open-learning.ts';
import { NO_LABEL } from './learning/suggester.ts';
import { openFindings } from './findings.ts';
import type { Findings, KnownImages } from './findings.ts';
import { suggestionError } from './suggestions.errors.ts';

/** Vectors that are judged together. */
const PAGE = 1000;
const SHOWN_LEFT_OUT = 100;
/** Stands for a label that too few images have: nothing is said of them. */
const LEFT_OUT = -2;

/** What was learned of a project. */
export type LearnedProject = { readonly facts: LearningFacts; readonly findings: Findings };

/** Which image has which label as an example; those that taught nothing have none. */
const readImages = async (
  db: Queryable,
  projectId: string,
  { labels: which, examples }: SuggestionRequest,
): Promise<{ readonly images: KnownImages; readonly given: readonly (string | null)[] }> => {
  const extra = new Map(examples.map(({ imageId, label }) => [imageId, label]));
  const ids: string[] = [];
  const labels: (string | null)[] = [];
  const edited: boolean[] = [];
  const given: (string | null)[] = [];
  for await (const { id, label, isEdited } of readLabels(db, projectId)) {
    const own = which === 'all' || (which === 'people' && isEdited) ? label : null;
    ids.push(id);
    labels.push(label);
    edited.push(isEdited);
    given.push(extra.get(id) ?? own);
  }
  return { images: { ids, labels, edited }, given };
};

const countsOf = (labels: Iterable<string | null>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
};

type Source = { readonly db: Queryable; readonly projectId: string; readonly by: Comparison['by'] };

/** The vectors of some images: as many rows as there are of them, and which is whose. */
const collect = async (
  { db, projectId, by }: Source,
  wanted: ReadonlyMap<string, number>,
  { dimensions, signal }: { readonly dimensions: number; readonly signal: AbortSignal },
): Promise<{ readonly vectors: Matrix; readonly indexes: readonly number[] }> => {
  const vectors = matrixOf(wanted.size, dimensions);
  const indexes: number[] = [];
  for await (const { imageId, vector } of readComparisonVectors(db, { projectId, by })) {
    signal.throwIfAborted();
    const index = wanted.get(imageId);
    if (index === undefined || vector.length !== dimensions) continue;
    rowOf(vectors, indexes.length).set(vector);
    indexes.push(index);
    if (indexes.length === wanted.size) break;
  }
  const values = vectors.values.slice(0, indexes.length * dimensions);
  return { vectors: { rows: indexes.length, columns: dimensions, values }, indexes };
};

/** Judges all images but those that were learned from, a page at a time. Returns how many of them can be compared. */
const judgeOthers = async (
  { db, projectId, by }: Source,
  others: {
    readonly indexOf: (id: string) => number | undefined;
    readonly labels: Int32Array;
    readonly dimensions: number;
  },
  learning: Learning,
  findings: Findings,
): Promise<number> => {
  const { indexOf, labels, dimensions } = others;
  let page = matrixOf(PAGE, dimensions);
  let indexes: number[] = [];
  let comparable = 0;
  const judge = async (): Promise<void> => {
    if (indexes.length === 0) return;
    const vectors = {
      rows: indexes.length,
      columns: dimensions,
      values: page.values.slice(0, indexes.length * dimensions),
    };
    const given = Int32Array.from(indexes, (index) => labels[index] ?? NO_LABEL);
    const verdicts = await learning.judge({ vectors, labels: given, indexes: Int32Array.from(indexes) });
    findings.note(indexes, given, verdicts);
    indexes = [];
    page = matrixOf(PAGE, dimensions);
  };
  for await (const { imageId, vector } of readComparisonVectors(db, { projectId, by })) {
    const index = indexOf(imageId);
    // Came after the run began, or was learned from.
    if (index === undefined || vector.length !== dimensions) continue;
    comparable++;
    if (labels[index] === LEFT_OUT) continue;
    rowOf(page, indexes.length).set(vector);
    indexes.push(index);
    if (indexes.length === PAGE) await judge();
  }
  await judge();
  return comparable;
};

/**
 * Learns from the labelled images of a project, and says what follows for all of them. Vectors are read in pages, so that
 * memory stays flat; all of the learning is on a thread of its own. Throws what `assertLearnable` throws, and
 * `suggestions.no_vectors`.
 */
export const learnProject = async (
  db: Queryable,
  {
    projectId,
    request,
    signal,
  }: { readonly projectId: string; readonly request: SuggestionRequest; readonly signal: AbortSignal },
): Promise<LearnedProject> => {
  const { by, dimensions } = await chooseComparison(db, projectId);
  const source = { db, projectId, by };
  const { images, given } = await readImages(db, projectId, request);
  assertLearnable(countsOf(given));

  const known = learnableLabels(countsOf(given)).labels;
  const knownNumbers = new Map(known.map((label, number) => [label, number]));
  const numberOf = (label: string | null): number =>
    label === null ? NO_LABEL : (knownNumbers.get(label) ?? NO_LABEL);
  const chosen = chooseExamples(Int32Array.from(given, numberOf), known.length);
  const wanted = new Map(chosen.map((index) => [images.ids[index] ?? '', index]));
  const collected = await collect(source, wanted, { dimensions, signal });

  // Some may have no vector, and their labels too few examples then.
  const comparable = countsOf(collected.indexes.map((index) => given[index] ?? null));
  const all = [...countsOf(given).keys()];
  const { labels, leftOut } = learnableLabels(new Map(all.map((label) => [label, comparable.get(label) ?? 0])));
  if (labels.length < 2) throw suggestionError('suggestions.no_vectors');
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const labelNumbers = Int32Array.from(given, (label) =>
    label === null ? NO_LABEL : (numbers.get(label) ?? LEFT_OUT),
  );
  const used = collected.indexes.flatMap((index, row) =>
    (labelNumbers[index] ?? NO_LABEL) >= 0 ? [{ index, row }] : [],
  );
  const vectors = matrixOf(used.length, dimensions);
  for (const [row, example] of used.entries()) rowOf(vectors, row).set(rowOf(collected.vectors, example.row));
  const exampleIndexes = used.map(({ index }) => index);
  const exampleLabels = Int32Array.from(exampleIndexes, (index) => labelNumbers[index] ?? 0);

  const findings = openFindings(images, labels);
  const learning = openLearning(signal);
  try {
    const { facts, onExamples } = await learning.learn(
      { vectors, labels: exampleLabels, count: labels.length },
      request.next,
    );
    findings.note(exampleIndexes, exampleLabels, onExamples);
    const places = new Map(images.ids.map((id, index) => [id, index]));
    for (const index of exampleIndexes) places.delete(images.ids[index] ?? '');
    const indexOf = (id: string) => places.get(id);
    const others = await judgeOthers(source, { indexOf, labels: labelNumbers, dimensions }, learning, findings);
    findings.setNext(await learning.next());
    const { suggested, doubtful, next } = findings.counts();
    const learned = findings.learnedLabels();
    return {
      findings,
      facts: {
        ...facts,
        comparedBy: by,
        images: images.ids.length,
        examples: learned.reduce((sum, { examples }) => sum + examples, 0),
        withoutVector: images.ids.length - others - exampleIndexes.length,
        suggested,
        doubtful,
        next,
        labels: learned,
        leftOut: { count: leftOut.length, labels: leftOut.slice(0, SHOWN_LEFT_OUT) },
      },
    };
  } finally {
    await learning.close();
  }
};
