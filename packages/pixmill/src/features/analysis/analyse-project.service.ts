import type { AnalysisResult } from '../../library/analysis.schema.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Analyser, AnalysisOutcome } from './analyser.ts';
import {
  endAnalysis,
  readMarks,
  readProcessing,
  resetProcessing,
  takePending,
  writeAnalyses,
} from './analysis.repository.ts';
import { mergeAnalyses, withoutAnalyses } from './merge-analyses.rules.ts';

/** Images that are analysed together: enough for the batches of a model, few enough to show progress. */
const IMAGES_AT_ONCE = 32;

const idsOf = (images: readonly ImageRow[]): string[] => images.map(({ id }) => id);

type FollowEmbeddings = (tx: Transaction) => Promise<void>;

type Look = { readonly analyser: Analyser; readonly outcome: AnalysisOutcome };

/**
 * Analyses the pending images of a project until there are none, oldest first. Running it twice changes nothing; what a
 * worker was at when it died is done again. The queue sees to it that a project is analysed by one worker at a time.
 */
export const analyseProject = async ({
  db,
  analysers,
  projectId,
  signal,
  followEmbeddings = async () => {},
  onProgress = () => {},
}: {
  readonly db: Database;
  /** In the order of their say: what one leaves empty, the next may fill. */
  readonly analysers: readonly Analyser[];
  readonly projectId: string;
  readonly signal: AbortSignal;
  /** What follows, in the same transaction, when embeddings are written. */
  readonly followEmbeddings?: FollowEmbeddings;
  /** Hears how many images have ended so far. */
  readonly onProgress?: (done: number) => void;
}): Promise<void> => {
  await resetProcessing(db, projectId);
  for (let done = 0; ;) {
    signal.throwIfAborted();
    const pending = await takePending(db, projectId, IMAGES_AT_ONCE);
    if (pending.length === 0) return;
    const marks = await readMarks(db, idsOf(pending));
    const taken = pending.map((image) => withoutAnalyses(image, marks.get(image.id) ?? []));
    const looks = new Map<string, Look[]>(taken.map(({ id }) => [id, []]));
    for (const analyser of analysers) {
      const outcomes = await analyser.analyse(taken, signal);
      for (const [index, { id }] of taken.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) throw new Error(`The analyser ${analyser.name} left images out.`);
        looks.get(id)?.push({ analyser, outcome });
      }
    }
    await writeLooks(db, { projectId, looks, followEmbeddings });
    done += taken.length;
    onProgress(done);
  }
};

/** Images that went or were marked anew meanwhile are left alone. */
const writeLooks = (
  db: Database,
  {
    projectId,
    looks,
    followEmbeddings,
  }: {
    readonly projectId: string;
    readonly looks: ReadonlyMap<string, readonly Look[]>;
    readonly followEmbeddings: FollowEmbeddings;
  },
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const rows = await readProcessing(tx, [...looks.keys()]);
    const marks = await readMarks(tx, idsOf(rows));
    const analyses = [];
    const embeddings = [];
    for (const image of rows) {
      const ends = looks.get(image.id) ?? [];
      const results = ends.map(({ outcome }) => (outcome.ok ? outcome.result : NOTHING));
      const { written, ...columns } = mergeAnalyses(withoutAnalyses(image, marks.get(image.id) ?? []), results);
      await endAnalysis(tx, image.id, { ...columns, ...statusOf(ends) });
      for (const [index, { analyser, outcome }] of ends.entries()) {
        for (const found of (outcome.ok && outcome.embeddings) || [])
          embeddings.push({ imageId: image.id, projectId, ...found });
        analyses.push({
          imageId: image.id,
          analyser: analyser.name,
          version: analyser.version,
          result: outcome.ok ? outcome.result : null,
          error: outcome.ok ? null : outcome.error,
          written: written[index] ?? { tags: [], description: null },
        });
      }
    }
    await writeAnalyses(tx, analyses);
    await writeEmbeddings(tx, embeddings);
    if (embeddings.length > 0) await followEmbeddings(tx);
  });

const NOTHING: AnalysisResult = { tags: [], description: null, facts: {} };

const statusOf = (ends: readonly Look[]): Pick<ImageRow, 'aiStatus' | 'aiError'> => {
  const errors = ends.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error]));
  return errors.length === 0
    ? { aiStatus: 'completed', aiError: null }
    : { aiStatus: 'failed', aiError: errors.join(' ') };
};
