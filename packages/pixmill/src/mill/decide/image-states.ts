import { eq, inArray } from 'drizzle-orm';
import { candidates, images, jobs } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { CopyState } from '../../library/copy-decisions.ts';

/** For images whose job is gone. */
const DEFAULT_NEAR_DISTANCE = 4;

/** How images stand: whether they are kept, and by what outcome. Images that are gone are left out. */
export const readStates = (tx: Transaction, ids: readonly string[]): Promise<CopyState[]> =>
  tx
    .select({
      imageId: images.id,
      status: images.status,
      duplicateOf: images.duplicateOf,
      code: candidates.code,
      detail: candidates.detail,
    })
    .from(images)
    .leftJoin(candidates, eq(candidates.id, images.candidateId))
    .where(inArray(images.id, [...ids]));

/** Images by the radius in bits at which the job that brought them looks for near ones. */
export const byNearDistance = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<number | null, readonly string[]>> => {
  const rows = await tx
    .select({ id: images.id, config: jobs.config })
    .from(images)
    .leftJoin(jobs, eq(jobs.id, images.jobId))
    .where(inArray(images.id, [...ids]));
  const groups = Map.groupBy(rows, ({ config }) => (config === null ? DEFAULT_NEAR_DISTANCE : config.nearDistance));
  return new Map([...groups].map(([distance, found]) => [distance, found.map(({ id }) => id)]));
};
