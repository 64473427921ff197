import { inArray } from 'drizzle-orm';
import { validationLevelChoice } from '../../library/choice-names.ts';
import type { ValidationLevel } from '../../library/job.ts';
import { choices } from '../../library/service.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

/** Which level is taken when a request names none, and who chose it. */
export type LevelChoice = {
  readonly level: ValidationLevel;
  readonly scope: 'user' | 'installation' | 'default';
};

const LEVELS: readonly ValidationLevel[] = ['fast', 'medium', 'slow'];

/** The level of a user: their own choice, or the installation's, or `medium`. */
export const readLevel = async (db: Queryable, userId: string): Promise<LevelChoice> => {
  const rows = await db
    .select()
    .from(choices)
    .where(inArray(choices.name, [validationLevelChoice(null), validationLevelChoice(userId)]));
  const chosen = (name: string) => LEVELS.find((level) => level === rows.find((row) => row.name === name)?.value);
  const own = chosen(validationLevelChoice(userId));
  if (own !== undefined) return { level: own, scope: 'user' };
  const ofAll = chosen(validationLevelChoice(null));
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
    .values({ name: validationLevelChoice(userId), ...value })
    .onConflictDoUpdate({ target: choices.name, set: value });
};
