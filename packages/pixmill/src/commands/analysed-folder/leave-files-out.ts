import { eq, inArray, sql } from 'drizzle-orm';
import { lockProject } from '../../library/project-lock.ts';
import { candidates, images } from '../../library/schema.ts';
import { lockJob } from '../../mill/job/advance-job.ts';
import { releaseBlobs } from '../../mill/removal/release-blobs.ts';
import { removeCandidates } from '../../mill/settle/remove-candidates.ts';
import type { Pixmill } from '../../compose.ts';
import { supersededName } from './folder-changes.ts';

/** Few enough to keep a transaction short: what others of the folder are duplicates of is decided anew. */
const AT_ONCE = 64;
const ROWS_AT_ONCE = 1_000;

const partsOf = <Item>(items: readonly Item[], size: number): (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/**
 * Takes files out of a folder's project, so that they are looked at as new ones where they still are: their images go, and
 * their names are free.
 */
export const leaveFilesOut = async (
  { database: { db }, storage }: Pick<Pixmill, 'database' | 'storage'>,
  {
    projectId,
    jobId,
    candidateIds,
    signal,
  }: {
    readonly projectId: string;
    readonly jobId: string;
    readonly candidateIds: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<void> => {
  for (const ids of partsOf(candidateIds, AT_ONCE)) {
    signal.throwIfAborted();
    const sha256s = await db.transaction(async (tx) => {
      await lockProject(tx, projectId);
      const locked = await lockJob(tx, jobId);
      if (locked === null) return [];
      const leaving = await tx
        .select({ sha256: images.sha256 })
        .from(images)
        .where(inArray(images.candidateId, [...ids]));
      const { nearDistance } = locked.job.config;
      await removeCandidates(tx, { projectId, nearDistance, candidateIds: ids, code: 'job.image_deleted' });
      for (const id of ids) {
        await tx
          .update(candidates)
          .set({ sourceItemId: supersededName(id) })
          .where(eq(candidates.id, id));
      }
      return leaving.map(({ sha256 }) => sha256);
    });
    await releaseBlobs({ db, storage }, sha256s);
  }
};

/** Notes that files still had the bytes of their images just now. */
export const noteSeen = async (
  { database: { db } }: Pick<Pixmill, 'database'>,
  candidateIds: readonly string[],
  at: Date,
): Promise<void> => {
  for (const ids of partsOf(candidateIds, ROWS_AT_ONCE)) {
    await db
      .update(candidates)
      .set({ candidate: sql`jsonb_set(candidate, '{retrievedAt}', to_jsonb(${at.toISOString()}::text))` })
      .where(inArray(candidates.id, [...ids]));
  }
};
