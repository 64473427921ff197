import { recordActivity } from '../../library/activity.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { Requester } from '../../library/job-ends.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { enqueueAnalysis, markJob, type MarkPayload } from './analysis.jobs.ts';
import {
  countChosen,
  findOwnProject,
  markChosen,
  nextChosen,
  type Choice,
  type PartEnd,
} from './chosen-images.repository.ts';
import { analysisError } from './remote/analysis.errors.ts';
import type { ReprocessBody } from './reprocess.schema.ts';

/** What letting images be analysed again needs. */
export type ReprocessServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  /** The analysers of projects that have chosen none. */
  readonly usual: readonly string[];
};

/** Images that one transaction marks: few enough to keep the project's lock short. */
const AT_ONCE = 1_000;
/** How long images of one request are marked before others have their turn. */
const TURN_MS = 2_000;

/**
 * Lets images of a project be analysed again, in the background. Returns how many. Throws `analysis.no_project`,
 * `not_chosen`, `version_of_what`.
 */
export const reprocessProject = async (
  { db, queue, usual }: ReprocessServices,
  { principal, ...requester }: { readonly principal: Principal } & Omit<Requester, 'userId'>,
  { projectId, body }: { readonly projectId: string; readonly body: ReprocessBody },
): Promise<number> => {
  const project = await findOwnProject(db, principal, projectId);
  if (project === null) throw analysisError('analysis.no_project');
  const { analyser, only = 'all', filters, image_ids: imageIds, older_than_version: olderThanVersion } = body;
  const analysers = project.analyzers ?? usual;
  if (analyser !== undefined && !analysers.includes(analyser)) {
    throw analysisError('analysis.not_chosen', { analyser, chosen: analysers.join(', ') });
  }
  if (olderThanVersion !== undefined && analyser === undefined) throw analysisError('analysis.version_of_what');
  const requestedAt = new Date();
  const asked = {
    projectId,
    only,
    ...(imageIds === undefined ? {} : { imageIds }),
    ...(filters === undefined ? {} : { filters }),
    ...(analyser === undefined ? {} : { analyser }),
    ...(olderThanVersion === undefined ? {} : { olderThanVersion }),
  };
  const chosen = await countChosen(db, { ...asked, requestedAt }, analysers);
  await db.transaction(async (tx) => {
    const payload = { ...asked, requestedAt: requestedAt.toISOString(), after: null };
    if (chosen > 0) await queue.enqueue(tx, markJob, [{ payload }]);
    await recordActivity(tx, {
      ...requester,
      userId: principal.userId,
      action: 'reprocess',
      resourceType: 'project',
      resourceId: projectId,
      detail: { images: chosen, only, analyser: analyser ?? null },
    });
  });
  return chosen;
};

/** Marks the next images of a request, and asks for the rest where there is more than one turn's worth. */
export const markForATurn = async (
  services: ReprocessServices,
  { payload, signal }: { readonly payload: MarkPayload; readonly signal: AbortSignal },
): Promise<void> => {
  const { db, queue } = services;
  const startedAt = performance.now();
  let after = payload.after;
  while (performance.now() - startedAt < TURN_MS) {
    signal.throwIfAborted();
    const last = await markPart(services, { ...payload, after });
    if (last === null) return;
    after = last;
  }
  await db.transaction((tx) => queue.enqueue(tx, markJob, [{ payload: { ...payload, after } }]));
};

/** Marks one part; returns where it ends, `null` when there is nothing left. */
const markPart = (
  { db, queue, usual }: ReprocessServices,
  { after, requestedAt, ...asked }: MarkPayload,
): Promise<PartEnd | null> =>
  db.transaction(async (tx) => {
    const { projectId } = asked;
    await lockProject(tx, projectId);
    const project = await findOwnProject(tx, { role: 'admin', userId: '' }, projectId);
    if (project === null) return null;
    const choice: Choice = { ...asked, requestedAt: new Date(requestedAt) };
    const part = await nextChosen(tx, choice, { analysers: project.analyzers ?? usual, after, most: AT_ONCE });
    await markChosen(
      tx,
      choice,
      part.map(({ id }) => id),
    );
    if (part.length > 0) await enqueueAnalysis(queue, tx, { ownerId: project.ownerId, projectId });
    return part.length < AT_ONCE ? null : (part.at(-1) ?? null);
  });
