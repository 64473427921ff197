import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { analyseProject } from './analyse-project.service.ts';
import { enqueueAnalysis, enqueueResume, type Whose } from './analysis.jobs.ts';
import { findDueProject, listDueOwners } from './due-projects.repository.ts';
import type { Analysers } from './open-analysers.ts';

/** What analyses images in the background. */
export type AnalysisWork = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly analysers: Analysers;
  /** The analysers of projects that have chosen none. */
  readonly usual: readonly string[];
  readonly logger: Logger;
  /** How long somebody's images are analysed before others have their turn. */
  readonly turnMs?: number;
  /** What follows, in the same transaction, when embeddings were written. */
  readonly followEmbeddings?: (tx: Transaction) => Promise<void>;
};

const TURN_MS = 2_000;

/** Analyses images of somebody for one turn, and asks for the next one where there are more. */
export const analyseForATurn = async (
  { db, queue, analysers, usual, logger, followEmbeddings, turnMs = TURN_MS }: AnalysisWork,
  { payload: whose, signal }: { readonly payload: Whose; readonly signal: AbortSignal },
): Promise<void> => {
  const project = await findDueProject(db, whose);
  if (project === null) return;
  await analyseProject({
    db,
    analysers: await analysers.open(project.analyzers ?? usual),
    projectId: project.id,
    signal,
    mostMs: turnMs,
    ...(followEmbeddings === undefined ? {} : { followEmbeddings }),
    comeBack: (tx, at) => enqueueResume(queue, tx, { whose, at }),
    onFault: (error) => logger.error({ err: error, project: project.id }, 'an analyser failed on an image'),
  });
  await followUp({ db, queue }, whose);
};

/** Lets images be analysed whose time has come. */
export const followUp = async ({ db, queue }: Pick<AnalysisWork, 'db' | 'queue'>, whose: Whose): Promise<void> => {
  if ((await findDueProject(db, whose)) === null) return;
  await db.transaction((tx) => enqueueAnalysis(queue, tx, whose));
};

/** Enqueues all that is left to analyse: what the queue gave up is tried again another day. */
export const enqueueLeftAnalyses = async ({ db, queue }: Pick<AnalysisWork, 'db' | 'queue'>): Promise<void> => {
  for (const whose of await listDueOwners(db)) await db.transaction((tx) => enqueueAnalysis(queue, tx, whose));
};
