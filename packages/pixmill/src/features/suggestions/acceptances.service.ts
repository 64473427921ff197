import { v7 as uuidv7 } from 'uuid';
import { recordActivity } from '../../library/activity.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import {
  countSelection,
  dropWanted,
  findAcceptance,
  insertAcceptance,
  lockAcceptance,
  missingSuggestions,
  projectOfAcceptance,
  restoreNextLabels,
  updateAcceptance,
  writeNextLabels,
} from './acceptances.repository.ts';
import type { CountedAcceptance, Selection } from './acceptances.repository.ts';
import { suggestionError } from './suggestions.errors.ts';
import { acceptJob } from './suggestions.jobs.ts';
import { requireCompletedRun, requireProject } from './suggestions.service.ts';
import type { Asker, SuggestionServices } from './suggestions.service.ts';

/** Labels that are written in one transaction: others wait for the project that long. */
const LABELS_AT_ONCE = 1000;

type Parts = Pick<SuggestionServices, 'db' | 'queue'>;

/** What accepting comes to. */
export type Accepted = {
  readonly images: number;
  /** Images that somebody has labelled since the run; they stay as they are. */
  readonly changed: number;
  readonly labels: readonly { readonly label: string; readonly images: number }[];
  /** The act; `null` for a preview, and when there is nothing to write. */
  readonly acceptance: CountedAcceptance | null;
};

const toAccepted = (counts: Awaited<ReturnType<typeof countSelection>>): Omit<Accepted, 'acceptance'> => ({
  images: counts.reduce((sum, { images }) => sum + images, 0),
  changed: counts.reduce((sum, { changed }) => sum + changed, 0),
  labels: counts.filter(({ images }) => images > 0).map(({ label, images }) => ({ label, images })),
});

/** Goes on with an act by one part, under the project's lock; returns whether that was the last one. */
const continueAct = async (tx: Transaction, acceptanceId: string): Promise<boolean> => {
  const act = await lockAcceptance(tx, acceptanceId);
  if (act === null || act.status === 'accepted' || act.status === 'undone') return true;
  const isUndone = act.status === 'undoing';
  const step = isUndone ? restoreNextLabels : writeNextLabels;
  if ((await step(tx, acceptanceId, LABELS_AT_ONCE)) === LABELS_AT_ONCE) return false;
  await updateAcceptance(
    tx,
    acceptanceId,
    isUndone ? { status: 'undone', undoneAt: new Date() } : { status: 'accepted' },
  );
  return true;
};

const startAct = async (tx: Transaction, queue: Pick<Queue, 'enqueue'>, acceptanceId: string): Promise<void> => {
  if (await continueAct(tx, acceptanceId)) return;
  await queue.enqueue(tx, acceptJob, [{ payload: { acceptanceId }, key: acceptanceId }]);
};

/** Goes on with a large act until it is done. Running it twice changes nothing. */
export const finishAcceptance = async (
  db: Database,
  { acceptanceId, signal }: { readonly acceptanceId: string; readonly signal: AbortSignal },
): Promise<void> => {
  const projectId = await projectOfAcceptance(db, acceptanceId);
  if (projectId === null) return;
  for (let isDone = false; !isDone;) {
    signal.throwIfAborted();
    isDone = await db.transaction(async (tx) => {
      await lockProject(tx, projectId);
      return continueAct(tx, acceptanceId);
    });
  }
};

/**
 * Accepts suggestions: their labels become those that a person wrote, which no source and no run writes over. All of it is
 * written, or a first part and the rest in the background. Throws `suggestions.not_found`, `.not_ready`, `.not_suggested`.
 */
export const acceptSuggestions = async (
  { db, queue }: Parts,
  asker: Asker,
  { selection, isPreview }: { readonly selection: Selection; readonly isPreview: boolean },
  keep: KeepAnswer<Accepted>,
): Promise<Accepted> => {
  const { projectId } = await requireCompletedRun({ db }, asker, selection.runId);
  return db.transaction(async (tx) => {
    await requireProject(tx, asker, projectId);
    if (!isPreview) await lockProject(tx, projectId);
    const [missing] = await missingSuggestions(tx, selection);
    if (missing !== undefined) throw suggestionError('suggestions.not_suggested', { id: missing });
    const accepted = toAccepted(await countSelection(tx, selection));
    if (isPreview || accepted.images === 0) return { ...accepted, acceptance: null };
    const id = uuidv7();
    const { userId, address, requestId } = asker;
    await insertAcceptance(tx, { id, projectId, createdBy: userId, status: 'accepting' }, selection);
    await startAct(tx, queue, id);
    const about = { resourceType: 'acceptance', resourceId: id } as const;
    const detail = { suggestions_id: selection.runId, list: selection.list, images: accepted.images };
    await recordActivity(tx, { userId, action: 'accept', ...about, detail, address, requestId });
    const made = { ...accepted, acceptance: await findAcceptance(tx, asker, id) };
    await keep(tx, made);
    return made;
  });
};

/** An act. Throws `suggestions.no_acceptance`. */
export const requireAcceptance = async (
  { db }: Pick<SuggestionServices, 'db'>,
  asker: Asker,
  id: string,
): Promise<CountedAcceptance> => {
  const found = await findAcceptance(db, asker, id);
  if (found === null) throw suggestionError('suggestions.no_acceptance');
  return found;
};

/**
 * Undoes an act: every image whose label is still the accepted one gets back exactly what it had. Doing so twice changes
 * nothing. Throws `suggestions.no_acceptance`.
 */
export const undoAcceptance = async ({ db, queue }: Parts, asker: Asker, id: string): Promise<CountedAcceptance> => {
  const { projectId } = (await requireAcceptance({ db }, asker, id)).acceptance;
  await db.transaction(async (tx) => {
    await requireProject(tx, asker, projectId);
    await lockProject(tx, projectId);
    const act = await lockAcceptance(tx, id);
    if (act === null) throw suggestionError('suggestions.no_acceptance');
    if (act.status === 'undoing' || act.status === 'undone') return;
    await dropWanted(tx, id);
    await updateAcceptance(tx, id, { status: 'undoing' });
    await startAct(tx, queue, id);
    const { userId, address, requestId } = asker;
    const about = { resourceType: 'acceptance', resourceId: id } as const;
    await recordActivity(tx, { userId, action: 'undo', ...about, address, requestId });
  });
  return requireAcceptance({ db }, asker, id);
};
