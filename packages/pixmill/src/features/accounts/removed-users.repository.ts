import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import {
  apiKeys,
  apiKeyUsage,
  identities,
  loginFailures,
  passwordResets,
  refreshTokens,
  sessions,
  users,
  type UserRow,
} from '../../library/accounts.schema.ts';
import { validationLevelChoice } from '../../library/choice-names.ts';
import { markProjects } from '../../library/projects.repository.ts';
import { jobs, projects } from '../../library/schema.ts';
import {
  activity,
  choices,
  datasets,
  idempotencyKeys,
  notificationPreferences,
  notifications,
  validationResults,
  validations,
} from '../../library/service.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { removeSome } from '../../platform/database/remove-some.ts';
import { accountSubject } from './slow-down.rules.ts';

/**
 * Marks a locked user as removed: address, name and password go at once, and their projects are nobody's to see. The row
 * stays for as long as others refer to it.
 */
export const markUser = async (tx: Transaction, { id, email }: Pick<UserRow, 'id' | 'email'>): Promise<void> => {
  const now = new Date();
  await tx
    .update(users)
    .set({
      // Nobody's address (RFC 2606), so that their own is free.
      email: `${id}@removed.invalid`,
      fullName: null,
      passwordHash: null,
      role: 'user',
      isActive: false,
      tokensValidFrom: now,
      updatedAt: now,
      removedAt: now,
    })
    .where(eq(users.id, id));
  // Whoever comes again from an outside issuer is somebody new.
  await tx.delete(identities).where(eq(identities.userId, id));
  await tx.delete(loginFailures).where(eq(loginFailures.subject, accountSubject(email)));
  await markProjects(tx, eq(projects.ownerId, id));
};

/** Whether a user is marked as removed and still there. */
export const isLeaving = async (db: Queryable, id: string): Promise<boolean> =>
  (await db.$count(users, and(eq(users.id, id), isNotNull(users.removedAt)))) > 0;

/** The next project of a removed user, marked like the others: a request may have made it a moment too late. */
export const nextProjectOf = async (tx: Transaction, userId: string): Promise<string | null> => {
  await markProjects(tx, eq(projects.ownerId, userId));
  const [row] = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.ownerId, userId))
    .orderBy(asc(projects.id))
    .limit(1);
  return row?.id ?? null;
};

/** Removes some rows of a user without projects; returns whether there were any. */
export const removeRowsOf = async (tx: Transaction, userId: string, limit: number): Promise<boolean> => {
  const ofValidations = sql`(select ${validations.id} from ${validations} where ${validations.ownerId} = ${userId})`;
  const ofSessions = sql`(select ${sessions.id} from ${sessions} where ${sessions.userId} = ${userId})`;
  const ofKeys = sql`(select ${apiKeys.id} from ${apiKeys} where ${apiKeys.userId} = ${userId})`;
  for (const [table, where] of [
    [validationResults, sql`${validationResults.validationId} in ${ofValidations}`],
    [validations, eq(validations.ownerId, userId)],
    [datasets, eq(datasets.ownerId, userId)],
    [refreshTokens, sql`${refreshTokens.sessionId} in ${ofSessions}`],
    [sessions, eq(sessions.userId, userId)],
    [apiKeyUsage, sql`${apiKeyUsage.apiKeyId} in ${ofKeys}`],
    [apiKeys, eq(apiKeys.userId, userId)],
    [passwordResets, eq(passwordResets.userId, userId)],
    [identities, eq(identities.userId, userId)],
    [notificationPreferences, eq(notificationPreferences.userId, userId)],
    [notifications, eq(notifications.userId, userId)],
    [activity, eq(activity.userId, userId)],
    [idempotencyKeys, eq(idempotencyKeys.userId, userId)],
    [choices, eq(choices.name, validationLevelChoice(userId))],
  ] as const) {
    if ((await removeSome(tx, table, { where, limit })) > 0) return true;
  }
  return forgetMakerOfJobs(tx, userId, limit);
};

/** Jobs in projects of others stay, and do not say any more who made them. */
const forgetMakerOfJobs = async (tx: Transaction, userId: string, limit: number): Promise<boolean> => {
  const made = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(eq(jobs.createdBy, userId))
    .orderBy(asc(jobs.id))
    .limit(limit)
    .for('no key update');
  const ids = made.map(({ id }) => id);
  if (ids.length > 0) await tx.update(jobs).set({ createdBy: null }).where(inArray(jobs.id, ids));
  return ids.length > 0;
};

/**
 * Deletes the row of a removed user when nothing refers to it any more; returns whether it is gone. Whoever is just
 * making something of theirs is waited for, and comes too late afterwards.
 */
export const deleteUser = async (tx: Transaction, userId: string): Promise<boolean> => {
  const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
  if (user === undefined) return true;
  for (const [table, column] of [
    [projects, projects.ownerId],
    [jobs, jobs.createdBy],
    [datasets, datasets.ownerId],
    [validations, validations.ownerId],
  ] as const) {
    if ((await tx.$count(table, eq(column, userId))) > 0) return false;
  }
  await tx.delete(users).where(eq(users.id, userId));
  return true;
};
