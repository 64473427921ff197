import { and, eq, inArray, isNull, not, or, sql } from 'drizzle-orm';
import { chunks } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { livingWorkers } from '../../platform/queue/workers.ts';

/** Who runs which chunk: at most one living worker each, and a dead one's are free at once. */
export type ChunkClaims = {
  /** Takes a chunk for this worker; `null` when it is done, gone, or a living worker has it. */
  readonly claim: (chunkId: string) => Promise<{ readonly attempt: number } | null>;
  readonly release: (chunkId: string) => Promise<void>;
};

/** Claims of one worker, by the id that it has registered. */
export const openChunkClaims = ({
  db,
  workerId,
}: {
  readonly db: Database;
  readonly workerId: string;
}): ChunkClaims => {
  const mine = new Set<string>();
  return {
    claim: async (chunkId) => {
      if (mine.has(chunkId)) return null;
      mine.add(chunkId);
      const living = await livingWorkers(db);
      const [claimed] = await db
        .update(chunks)
        .set({ workerId, attempts: sql`${chunks.attempts} + 1` })
        .where(
          and(
            eq(chunks.id, chunkId),
            eq(chunks.status, 'open'),
            or(isNull(chunks.workerId), eq(chunks.workerId, workerId), not(inArray(chunks.workerId, [...living]))),
          ),
        )
        .returning({ attempt: chunks.attempts });
      if (claimed === undefined) mine.delete(chunkId);
      return claimed ?? null;
    },
    release: async (chunkId) => {
      mine.delete(chunkId);
      // A clean end is no death: what comes next begins at full speed again.
      await db
        .update(chunks)
        .set({ workerId: null, attempts: 0 })
        .where(and(eq(chunks.id, chunkId), eq(chunks.workerId, workerId)));
    },
  };
};
