import pLimit from 'p-limit';
import { v7 as uuidv7 } from 'uuid';
import { recordActivity } from '../../library/activity.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import { holdProject } from '../../library/projects.repository.ts';
import type { SignUrl } from '../../library/image-view.ts';
import type { SuggestionList, SuggestionRequest } from '../../library/suggestions.ts';
import type { SuggestionRunRow } from '../../library/suggestions.schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { countExamples, countKept, missingExamples } from './examples.repository.ts';
import { assertLearnable } from './examples.rules.ts';
import { learnProject } from './learn-project.ts';
import type { LearnedProject } from './learn-project.ts';
import { suggestionError } from './suggestions.errors.ts';
import { suggestJob } from './suggestions.jobs.ts';
import { findOpenRun, findRun, insertRun, readList, removeOlderRuns } from './suggestions.repository.ts';
import type { ListedImage, ListFilters, Viewer } from './suggestions.repository.ts';
import { writeFindings } from './write-run.ts';

/** What suggestions need. */
export type SuggestionServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly signUrl: SignUrl;
};

/** Who asks, and from where. */
export type Asker = Viewer & { readonly address: string; readonly requestId: string };

/** Up to these sizes a run is answered at once: some seconds of one core. */
const AT_ONCE = { images: 2000, examples: 600, next: 50, waiting: 3, milliseconds: 20_000 } as const;

/** Runs that are answered at once take turns: each keeps a core busy. */
const oneAtATime = pLimit(1);

/** Keeps a project while it is somebody's to use. Throws `suggestions.no_project`. */
export const requireProject = async (tx: Transaction, viewer: Viewer, projectId: string): Promise<void> => {
  if (!(await holdProject(tx, viewer, projectId))) throw suggestionError('suggestions.no_project');
};

/** Checks what is asked, by what the project has. Throws `suggestions.*`. */
const checkRequest = async (tx: Transaction, projectId: string, request: SuggestionRequest) => {
  const ids = request.examples.map(({ imageId }) => imageId);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw suggestionError('suggestions.example_twice', { id: twice });
  const [missing] = await missingExamples(tx, projectId, ids);
  if (missing !== undefined) throw suggestionError('suggestions.no_image', { id: missing });
  const counts = await countExamples(tx, projectId, request);
  assertLearnable(counts);
  const examples = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { examples, images: await countKept(tx, projectId) };
};

/** Writes a run down, with what was learned if it was learned at once; else enqueues it. */
const writeRun = async (
  { db, queue }: Pick<SuggestionServices, 'db' | 'queue'>,
  asker: Asker,
  { projectId, request, learned }: { projectId: string; request: SuggestionRequest; learned: LearnedProject | null },
  keep: KeepAnswer<SuggestionRunRow>,
): Promise<SuggestionRunRow> =>
  db.transaction(async (tx) => {
    await requireProject(tx, asker, projectId);
    await lockProject(tx, projectId);
    const id = uuidv7();
    const { userId, address, requestId } = asker;
    const open = await findOpenRun(tx, projectId);
    if (open !== null && learned === null) throw suggestionError('suggestions.running', { id: open.id });
    const run = await insertRun(tx, {
      id,
      projectId,
      createdBy: userId,
      request,
      status: learned === null ? 'pending' : 'completed',
      facts: learned?.facts ?? null,
      finishedAt: learned === null ? null : new Date(),
    });
    if (learned === null) {
      await queue.enqueue(tx, suggestJob, [{ payload: { runId: id }, key: id }]);
    } else {
      await writeFindings(tx, id, learned.findings);
      await removeOlderRuns(tx, projectId);
    }
    const about = { resourceType: 'suggestions', resourceId: id } as const;
    const detail = { project_id: projectId, examples: request.examples.length };
    await recordActivity(tx, { userId, action: 'create', ...about, detail, address, requestId });
    await keep(tx, run);
    return run;
  });

/** What is learned of a small project; `null` when the machine is so busy that it takes too long. */
const learnSoon = async (
  db: Database,
  asked: { readonly projectId: string; readonly request: SuggestionRequest },
): Promise<LearnedProject | null> => {
  const signal = AbortSignal.timeout(AT_ONCE.milliseconds);
  return learnProject(db, { ...asked, signal }).catch((error: unknown) => {
    if (signal.aborted) return null;
    throw error;
  });
};

/**
 * Learns from the labels of a project: at once while it is small, else in the background. Throws `suggestions.no_project`,
 * `.running`, and what is wrong with the examples.
 */
export const startSuggestions = async (
  services: Pick<SuggestionServices, 'db' | 'queue'>,
  asker: Asker,
  { projectId, request }: { readonly projectId: string; readonly request: SuggestionRequest },
  keep: KeepAnswer<SuggestionRunRow>,
): Promise<SuggestionRunRow> => {
  const { db } = services;
  const { images, examples } = await db.transaction(async (tx) => {
    await requireProject(tx, asker, projectId);
    return checkRequest(tx, projectId, request);
  });
  const isSmall = images <= AT_ONCE.images && examples <= AT_ONCE.examples && request.next <= AT_ONCE.next;
  const isFree = oneAtATime.activeCount + oneAtATime.pendingCount < AT_ONCE.waiting;
  const learned = isSmall && isFree ? await oneAtATime(() => learnSoon(db, { projectId, request })) : null;
  return writeRun(services, asker, { projectId, request, learned }, keep);
};

/** A run. Throws `suggestions.not_found`. */
export const requireRun = async (
  { db }: Pick<SuggestionServices, 'db'>,
  viewer: Viewer,
  id: string,
): Promise<SuggestionRunRow> => {
  const run = await findRun(db, viewer, id);
  if (run === null) throw suggestionError('suggestions.not_found');
  return run;
};

/** A run that has its lists. Throws `suggestions.not_found`, `.not_ready`. */
export const requireCompletedRun = async (
  services: Pick<SuggestionServices, 'db'>,
  viewer: Viewer,
  id: string,
): Promise<SuggestionRunRow> => {
  const run = await requireRun(services, viewer, id);
  if (run.status !== 'completed') throw suggestionError('suggestions.not_ready', { status: run.status });
  return run;
};

/** A page of a list of a run. Throws `suggestions.not_found`, `.not_ready`. */
export const readSuggestions = async (
  services: Pick<SuggestionServices, 'db'>,
  viewer: Viewer,
  asked: { readonly runId: string; readonly list: SuggestionList; readonly filters: ListFilters },
  place: { readonly after: number | null; readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly ListedImage[]; readonly total: number; readonly nextPosition: number | null }> => {
  await requireCompletedRun(services, viewer, asked.runId);
  return readList(services.db, asked, place);
};
