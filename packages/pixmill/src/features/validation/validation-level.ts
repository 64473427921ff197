import { inArray } from 'drizzle-orm';
import type { ValidationLevel } from '../../library/job.ts';
import { choices } from '../../library/service.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

/** Which level is taken when a request names none, and who chose it. */
export type LevelChoice = {
  readonly level: ValidationLevel;
  readonly scope: 'user' | 'installation' | 'default';
};

const LEVELS: readonly ValidationLevel[] = ['fast', 'medium', 'slow'];
const INSTALLATION = 'validation.level';
const nameOf = (userId: string | null): string => (userId === null ? INSTALLATION : `${INSTALLATION}:${userId}`);

/** The level of a user: their own choice, or the installation's, or `medium`. */
export const readLevel = async (db: Queryable, userId: string): Promise<LevelChoice> => {
  const rows = await db
    .select()
    .from(choices)
    .where(inArray(choices.name, [INSTALLATION, nameOf(userId)]));
  const chosen = (name: string) => LEVELS.find((level) => level === rows.find((row) => row.name === name)?.value);
  const own = chosen(nameOf(userId));
  if (own !== undefined) return { level: own, scope: 'user' };
  const ofAll = chosen(INSTALLATION);
  return ofAll === undefined ? { level: 'medium', scope: 'default' } : { level: ofAll, scope: 'installation' };
};

/** Chooses the level of a user, or of the installation (`null`). */
export const writeLevel = async (
  tx: Transaction,
  { userId, level }: { readonly userId: string | null; readonly level: ValidationLevel },
): Promise<void> => {
  const value = { value: level, updatedAt: new Date() };
  await tx
    .insert(choices)
    .values({ name: nameOf(userId), ...value })
    .onConflictDoUpdate({ target: choices.name, set: value });
};
