import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import type { Claim, IdempotencyStore } from '../platform/http/idempotency.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { idempotencyKeys } from './service.schema.ts';

/** How long an answer is given again. */
const KEPT_MS = 24 * 60 * 60 * 1000;
/** A first request that has not ended after this has died with its process. */
const ABANDONED_MS = 2 * 60 * 1000;

const ago = (moment: Date, ms: number): string => new Date(moment.getTime() - ms).toISOString();

/**
 * Keeps idempotency keys in the database. Answers are encrypted, since some hold what is shown only once.
 * @param options.key 32 bytes, for this purpose only
 */
export const createIdempotencyStore = ({
  db,
  key: sealingKey,
  now = () => new Date(),
}: {
  readonly db: Database;
  readonly key: Uint8Array;
  readonly now?: () => Date;
}): IdempotencyStore => {
  const held = ({ userId, key, at }: { readonly userId: string; readonly key: string; readonly at: Date }) =>
    and(
      eq(idempotencyKeys.userId, userId),
      eq(idempotencyKeys.key, key),
      eq(idempotencyKeys.createdAt, at),
      isNull(idempotencyKeys.status),
    );
  return {
    claim: async ({ userId, key, request }) => {
      const at = now();
      const inserted = await db
        .insert(idempotencyKeys)
        .values({ userId, key, request, createdAt: at })
        .onConflictDoUpdate({
          target: [idempotencyKeys.userId, idempotencyKeys.key],
          set: { request, createdAt: at, status: null, body: null },
          setWhere: sql`${idempotencyKeys.createdAt} < ${ago(at, KEPT_MS)} or (${idempotencyKeys.status} is null
            and ${idempotencyKeys.createdAt} < ${ago(at, ABANDONED_MS)})`,
        })
        .returning({ key: idempotencyKeys.key });
      if (inserted.length > 0) return { kind: 'first', at };
      const [row] = await db
        .select()
        .from(idempotencyKeys)
        .where(and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key)));
      // It was released in between: the next try is the first again.
      if (row === undefined) return { kind: 'running' };
      return claimOf(row, request, sealingKey);
    },
    keep: async (tx, { status, body, ...claim }) => {
      const kept = await tx
        .update(idempotencyKeys)
        .set({ status, body: seal(sealingKey, body) })
        .where(held(claim));
      return kept.rowCount === 1;
    },
    finish: async ({ status, body, ...claim }) => {
      await db
        .update(idempotencyKeys)
        .set({ status, body: seal(sealingKey, body) })
        .where(held(claim));
    },
    release: async (claim) => {
      await db.delete(idempotencyKeys).where(held(claim));
    },
  };
};

const claimOf = (row: typeof idempotencyKeys.$inferSelect, request: string, sealingKey: Uint8Array): Claim => {
  if (row.request !== request) return { kind: 'other' };
  if (row.status === null) return { kind: 'running' };
  const body = typeof row.body === 'string' ? unseal(sealingKey, row.body) : null;
  // The key of the installation was changed since.
  return body === null ? { kind: 'other' } : { kind: 'answered', status: row.status, body };
};

/** Removes answers that are not given again any more; returns how many. */
export const removeOldAnswers = async (db: Database, now = new Date()): Promise<number> => {
  const removed = await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - KEPT_MS)));
  return removed.rowCount ?? 0;
};
