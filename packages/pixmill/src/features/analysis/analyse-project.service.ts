import { writeEmbeddings } from '../../library/embeddings.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Analyser } from './analyser.ts';
import {
  endAnalyses,
  readAnalyses,
  readProcessing,
  resetProcessing,
  takePending,
  writeAnalyses,
} from './analysis.repository.ts';
import { endImage, hasToLook, marksOf, type Look } from './image-end.rules.ts';
import { lookAtImages } from './look-at-images.ts';
import { withoutAnalyses } from './merge-analyses.rules.ts';

/** Images that are analysed together: enough for the batches of a model, few enough to show progress. */
const IMAGES_AT_ONCE = 32;

const idsOf = (images: readonly ImageRow[]): string[] => images.map(({ id }) => id);

/** What analyses a project. */
export type ProjectAnalysis = {
  readonly db: Database;
  /** In the order of their say: what one leaves empty, the next may fill. */
  readonly analysers: readonly Analyser[];
  readonly projectId: string;
  readonly signal: AbortSignal;
  /** Leaves images pending that a better copy stands for. */
  readonly onlyKept?: boolean;
  /** After this no more images are taken, so that others have their turn; all when it is left out. */
  readonly mostMs?: number;
  /** What follows, in the same transaction, when embeddings are written. */
  readonly followEmbeddings?: (tx: Transaction) => Promise<void>;
  /** Hears how many images have ended so far. */
  readonly onProgress?: (done: number) => void;
  /** Hears what an analyser threw at an image, which comes back some times before it has failed. */
  readonly onFault?: (error: unknown) => void;
  /** Hears in its transaction that images wait, and until when. */
  readonly comeBack?: (tx: Transaction, at: Date) => Promise<void>;
};

/**
 * Analyses the pending images of a project whose time has come, oldest first, until there are none or the time is over.
 * Running it twice changes nothing; what a worker was at when it died is done again. The caller sees to it that a project is
 * analysed by one worker at a time.
 */
export const analyseProject = async (work: ProjectAnalysis): Promise<void> => {
  const {
    db,
    analysers,
    projectId,
    onlyKept = false,
    signal,
    mostMs = Infinity,
    onProgress = () => {},
    onFault = () => {},
  } = work;
  const most = Math.min(IMAGES_AT_ONCE, ...analysers.map(({ mostAtOnce = IMAGES_AT_ONCE }) => mostAtOnce));
  const startedAt = performance.now();
  await resetProcessing(db, projectId);
  let done = 0;
  // What was found is written while the next images are looked at.
  let written = Promise.resolve(0);
  let inWriting: readonly string[] = [];
  const finishWriting = async (): Promise<void> => {
    const ended = await written;
    written = Promise.resolve(0);
    inWriting = [];
    if (ended === 0) return;
    done += ended;
    onProgress(done);
  };
  try {
    do {
      signal.throwIfAborted();
      // One that was asked for anew is looked at when the earlier look is written, which it would take for its own.
      const pending = await takePending(db, { projectId, onlyKept, most, without: inWriting });
      if (pending.length === 0) {
        if (inWriting.length === 0) break;
        await finishWriting();
        continue;
      }
      const stored = await readAnalyses(db, idsOf(pending));
      const looks = new Map<string, Look[]>(pending.map(({ id }) => [id, []]));
      for (const analyser of analysers) {
        const asked = pending.filter((image) => hasToLook(analyser, image, stored.get(image.id) ?? []));
        if (asked.length === 0) continue;
        const bare = asked.map((image) => withoutAnalyses(image, marksOf(stored.get(image.id) ?? [])));
        const outcomes = await lookAtImages(analyser, bare, { signal, onFault });
        for (const [index, { id }] of asked.entries()) {
          const outcome = outcomes[index];
          if (outcome !== undefined) looks.get(id)?.push({ analyser, outcome });
        }
      }
      await finishWriting();
      inWriting = idsOf(pending);
      written = writeLooks(work, looks);
      // It is awaited with the next images; until then nobody would hear of it.
      written.catch(() => {});
    } while (performance.now() - startedAt < mostMs);
    await finishWriting();
  } finally {
    await written.catch(() => {});
  }
};

/** Images that went or were marked anew meanwhile are left alone. Returns how many have ended. */
const writeLooks = (
  { db, projectId, analysers, followEmbeddings, comeBack }: ProjectAnalysis,
  looks: ReadonlyMap<string, readonly Look[]>,
): Promise<number> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const images = await readProcessing(tx, [...looks.keys()]);
    const stored = await readAnalyses(tx, idsOf(images));
    const now = new Date();
    const ends = [];
    const rows = [];
    const embeddings = [];
    const resumes = [];
    for (const image of images) {
      const own = looks.get(image.id) ?? [];
      const end = endImage(image, { analysers, looks: own, stored: stored.get(image.id) ?? [], now });
      ends.push({ id: image.id, ...end.columns });
      rows.push(...end.rows);
      for (const { outcome } of own) {
        for (const found of (outcome.ok && outcome.embeddings) || [])
          embeddings.push({ imageId: image.id, projectId, ...found });
      }
      if (end.columns.aiResumeAt !== null) resumes.push(end.columns.aiResumeAt.getTime());
    }
    await endAnalyses(tx, ends);
    await writeAnalyses(tx, idsOf(images), rows);
    await writeEmbeddings(tx, embeddings);
    if (embeddings.length > 0) await followEmbeddings?.(tx);
    if (resumes.length > 0) await comeBack?.(tx, new Date(Math.min(...resumes)));
    return images.length - resumes.length;
  });
