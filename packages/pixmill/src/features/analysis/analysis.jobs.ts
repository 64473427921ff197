import { eq } from 'drizzle-orm';
import { Type, type Static } from 'typebox';
import type { FollowImages } from '../../library/image-arrivals.ts';
import { ImageFilterQuery } from '../../library/image-filters.ts';
import { projects } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { defineJob, type Payload } from '../../platform/queue/job-definition.ts';
import type { Queue } from '../../platform/queue/queue.ts';

/** Whose images wait: those of all projects of an owner, or of one project that has none. */
const Whose = Type.Object({
  ownerId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  projectId: Type.String({ format: 'uuid' }),
});
export type Whose = Static<typeof Whose>;

const keyOf = ({ ownerId, projectId }: Whose): string => ownerId ?? projectId;

/**
 * Analyses pending images of somebody for a while, and goes to the end of the queue when there are more: one a person, so
 * that nobody waits for all images of all others.
 */
export const analyseJob = defineJob({
  name: 'analysis.images',
  payload: Whose,
  retryLimit: 5,
  expireInSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Lets images be analysed whose time has come. */
export const resumeAnalysisJob = defineJob({
  name: 'analysis.resume',
  payload: Whose,
  retryLimit: 5,
  unique: 'one-queued-one-active',
});

/** Marks images that are to be analysed again, part by part. */
export const markJob = defineJob({
  name: 'analysis.mark',
  payload: Type.Object({
    projectId: Type.String({ format: 'uuid' }),
    imageIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }))),
    filters: Type.Optional(Type.Object(ImageFilterQuery)),
    analyser: Type.Optional(Type.String()),
    olderThanVersion: Type.Optional(Type.Integer()),
    only: Type.Enum(['missing', 'failed', 'all']),
    requestedAt: Type.String(),
    after: Type.Union([Type.Object({ createdAt: Type.String(), id: Type.String({ format: 'uuid' }) }), Type.Null()]),
  }),
  retryLimit: 5,
});
export type MarkPayload = Payload<typeof markJob>;

/** Lets somebody's pending images be analysed. */
export const enqueueAnalysis = (queue: Pick<Queue, 'enqueue'>, tx: Transaction, whose: Whose): Promise<void> =>
  queue.enqueue(tx, analyseJob, [{ payload: whose, key: keyOf(whose) }]);

/** Lets somebody's pending images be analysed at a time; asked for twice within a minute, it happens once. */
export const enqueueResume = (
  queue: Pick<Queue, 'enqueue'>,
  tx: Transaction,
  { whose, at }: { readonly whose: Whose; readonly at: Date },
): Promise<void> => {
  const minute = new Date(Math.ceil(at.getTime() / 60_000) * 60_000);
  const key = `${keyOf(whose)} ${minute.toISOString()}`;
  return queue.enqueue(tx, resumeAnalysisJob, [{ payload: whose, key, startAfter: minute }]);
};

/** Lets the pending images of a project be analysed whenever some may have come. */
export const followWithAnalysis =
  (queue: Pick<Queue, 'enqueue'>): FollowImages =>
  async (tx, projectId) => {
    const [project] = await tx.select({ ownerId: projects.ownerId }).from(projects).where(eq(projects.id, projectId));
    if (project !== undefined) await enqueueAnalysis(queue, tx, { ownerId: project.ownerId, projectId });
  };
