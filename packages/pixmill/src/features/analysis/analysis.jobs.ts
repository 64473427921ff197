import { Type } from 'typebox';
import type { FollowImages } from '../../library/image-arrivals.ts';
import { defineJob } from '../../platform/queue/job-definition.ts';
import type { Queue } from '../../platform/queue/queue.ts';

/** Analyses the pending images of a project until there are none. */
export const analyseJob = defineJob({
  name: 'analysis.project',
  payload: Type.Object({ projectId: Type.String({ format: 'uuid' }) }),
  retryLimit: 5,
  expireInSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Lets the pending images of a project be analysed whenever some may have come. */
export const followWithAnalysis =
  (queue: Pick<Queue, 'enqueue'>): FollowImages =>
  (tx, projectId) =>
    queue.enqueue(tx, analyseJob, [{ payload: { projectId }, key: projectId }]);
