import { recordActivity } from '../../library/activity.repository.ts';
import { notify } from '../../library/notifications.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import { SUGGESTION_LISTS } from '../../library/suggestions.ts';
import type { SuggestionRunRow } from '../../library/suggestions.schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { knownError } from '../../platform/queue/final-errors.ts';
import type { Findings } from './findings.ts';
import { learnProject } from './learn-project.ts';
import { suggestionError } from './suggestions.errors.ts';
import { clearRun, lockRun, readRun, removeOlderRuns, updateRun, writeSuggestions } from './suggestions.repository.ts';

/** Rows of one statement, and of one transaction of a large run. */
const ROWS_AT_ONCE = 2000;

const isEnded = ({ status }: SuggestionRunRow): boolean => status === 'completed' || status === 'failed';

/** The lists of findings in parts. */
const partsOf = function* (findings: Findings) {
  for (const list of SUGGESTION_LISTS) {
    let rows = [];
    for (const row of findings.read(list)) {
      rows.push(row);
      if (rows.length < ROWS_AT_ONCE) continue;
      yield { list, rows };
      rows = [];
    }
    yield { list, rows };
  }
};

/** Writes all lists of a run in the caller's transaction. */
export const writeFindings = async (tx: Transaction, runId: string, findings: Findings): Promise<void> => {
  for (const { list, rows } of partsOf(findings)) await writeSuggestions(tx, { runId, list }, rows);
};

const NUMBER = new Intl.NumberFormat('en');

/**
 * Learns for a run that was written down, and ends it. What it finds is written in parts, so that nobody waits long for the
 * project, and seen when the last one is there. Running it twice changes nothing: a try that died is written over.
 */
export const runSuggestions = async (
  db: Database,
  { runId, signal }: { readonly runId: string; readonly signal: AbortSignal },
): Promise<void> => {
  const run = await readRun(db, runId);
  if (run === null || isEnded(run)) return;
  const { projectId, request } = run;
  await db.transaction(async (tx) => {
    await clearRun(tx, runId);
    await updateRun(tx, runId, { status: 'running' });
  });
  const { facts, findings } = await learnProject(db, { projectId, request, signal });
  for (const { list, rows } of partsOf(findings)) {
    signal.throwIfAborted();
    const isThere = await db.transaction(async (tx) => {
      // Images that are being removed are waited for, and then left out.
      await lockProject(tx, projectId);
      if ((await lockRun(tx, runId)) === null) return false;
      await writeSuggestions(tx, { runId, list }, rows);
      return true;
    });
    if (!isThere) return;
  }
  await db.transaction(async (tx) => {
    const row = await lockRun(tx, runId);
    if (row === null || isEnded(row)) return;
    await updateRun(tx, runId, {
      status: 'completed',
      facts,
      finishedAt: new Date(),
      errorCode: null,
      errorDetail: null,
    });
    await removeOlderRuns(tx, projectId);
    const { suggested, doubtful } = facts;
    await tellOfEnd(tx, row, {
      action: 'finish',
      detail: { suggested, doubtful },
      title: 'Suggestions are ready',
      message: `${NUMBER.format(suggested)} images have a suggested label, ${NUMBER.format(doubtful)} a doubtful one.`,
    });
  });
};

const tellOfEnd = async (
  tx: Transaction,
  { id, createdBy }: SuggestionRunRow,
  end: {
    readonly action: 'finish' | 'fail';
    readonly detail: Readonly<Record<string, string | number>>;
    readonly title: string;
    readonly message: string;
  },
): Promise<void> => {
  if (createdBy === null) return;
  const about = { resourceType: 'suggestions', resourceId: id } as const;
  const { action, detail, title, message } = end;
  await recordActivity(tx, { userId: createdBy, action, ...about, detail });
  await notify(tx, { userId: createdBy, category: 'job', title, message, ...about });
};

/** Ends a run that cannot go on, with the reason. */
export const failSuggestions = (db: Database, runId: string, error: unknown): Promise<void> =>
  db.transaction(async (tx) => {
    const row = await lockRun(tx, runId);
    if (row === null || isEnded(row)) return;
    const { code, message } = knownError(error) ?? suggestionError('suggestions.unexpected');
    await clearRun(tx, runId);
    await updateRun(tx, runId, { status: 'failed', finishedAt: new Date(), errorCode: code, errorDetail: message });
    await removeOlderRuns(tx, row.projectId);
    await tellOfEnd(tx, row, { action: 'fail', detail: { code }, title: 'Suggestions have failed', message });
  });
