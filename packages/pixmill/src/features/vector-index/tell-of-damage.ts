import { and, eq, isNull } from 'drizzle-orm';
import { users } from '../../library/accounts.schema.ts';
import { notify } from '../../library/notifications.repository.ts';
import { installation } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { VectorSpace } from './vector-space.ts';

/** Tells the log and every admin that vectors are made anew; the log also why. */
export const tellOfDamage = async (
  { db, logger }: { readonly db: Database; readonly logger: Pick<Logger, 'error'> },
  { model, version }: VectorSpace,
  { fault, vectors }: { readonly fault: string; readonly vectors: number },
): Promise<void> => {
  logger.error({ model, version, fault, vectors }, 'the vector store was damaged and is made anew');
  await db.transaction(async (tx) => {
    const [here] = await tx.select({ id: installation.id }).from(installation);
    if (here === undefined) return;
    const admins = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, 'admin'), eq(users.isActive, true), isNull(users.removedAt)));
    for (const { id: userId } of admins) {
      await notify(tx, {
        userId,
        category: 'account',
        title: 'The index for search by meaning was damaged',
        message:
          `Its ${vectors} vectors of the model ${model} are put in anew from the database; nothing is lost. ` +
          'Until that is done, search may find less. The log of the worker says what was wrong.',
        resourceType: 'setting',
        resourceId: here.id,
        occurrence: new Date().toISOString(),
      });
    }
  });
};
