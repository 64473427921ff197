import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import {
  apiKeys,
  apiKeyUsage,
  loginFailures,
  passwordResets,
  refreshTokens,
  sessions,
  users,
} from './accounts.schema.ts';
import { removeOldRows } from './retention.repository.ts';
import { KEPT_DAYS } from './retention.ts';
import { projects, sourceRequests } from './schema.ts';
import { activity, notifications } from './service.schema.ts';
import { acceptances } from './suggestions.schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const NOW = new Date('2026-11-20T12:00:00Z');
const { signal } = new AbortController();
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** One row of everything that goes with age, `days` old: all of it is just about to go, or just gone. */
const insertAll = async (beyond: number): Promise<void> => {
  const { db } = database;
  const at = (kind: keyof typeof KEPT_DAYS) => daysAgo(KEPT_DAYS[kind] + beyond);
  const [userId, sessionId, keyId] = [uuidv7(), uuidv7(), uuidv7()];
  await db.insert(users).values({ id: userId, email: `${userId}@example.org` });
  await db
    .insert(notifications)
    .values({ id: uuidv7(), userId, category: 'job', title: 't', message: 'm', createdAt: at('notifications') });
  await db
    .insert(activity)
    .values({ id: uuidv7(), userId, action: 'create', resourceType: 'project', createdAt: at('activity') });
  await db.insert(sessions).values([
    { id: sessionId, userId, expiresAt: at('sessions') },
    { id: uuidv7(), userId, expiresAt: daysAgo(-9), revokedAt: at('sessions') },
    { id: uuidv7(), userId, expiresAt: daysAgo(-9) },
  ]);
  await db.insert(refreshTokens).values({ hash: sessionId, sessionId });
  await db.insert(passwordResets).values({ hash: uuidv7(), userId, expiresAt: at('passwordResets') });
  await db.insert(loginFailures).values({ subject: uuidv7(), failures: 3, lastAt: at('loginFailures') });
  await db.insert(apiKeys).values({ id: keyId, userId, name: 'k', prefix: 'p', hash: keyId, scopes: [] });
  await db.insert(apiKeyUsage).values({ apiKeyId: keyId, day: dayOf(at('apiKeyUsage')) });
  await db.insert(projects).values({ id: keyId, ownerId: userId, name: 'p' });
  await db
    .insert(acceptances)
    .values({ id: uuidv7(), projectId: keyId, status: 'accepted', createdAt: at('acceptances') });
  await db.insert(sourceRequests).values({ source: uuidv7(), day: dayOf(at('sourceRequests')), count: 1 });
};

const counts = async () => {
  const { db } = database;
  const tables = {
    notifications,
    activity,
    sessions,
    refreshTokens,
    passwordResets,
    loginFailures,
    apiKeyUsage,
    sourceRequests,
    acceptances,
  };
  const found = await Promise.all(Object.entries(tables).map(async ([name, table]) => [name, await db.$count(table)]));
  return Object.fromEntries(found);
};

describe('what is older than it is kept', () => {
  it('goes, some at a time, and nothing that is younger', async () => {
    for (const beyond of [-1, 1, 1, 1]) await insertAll(beyond);
    expect(await removeOldRows(database.db, { signal, now: NOW, rowsAtOnce: 2 })).toEqual({
      notifications: 3,
      activity: 3,
      sessions: 6,
      password_resets: 3,
      login_failures: 3,
      api_key_usage: 3,
      source_requests: 3,
      acceptances: 3,
    });
    expect(await counts()).toEqual({
      notifications: 1,
      activity: 1,
      // Three of the young one; of the others those that are neither over nor revoked.
      sessions: 6,
      refreshTokens: 1,
      passwordResets: 1,
      loginFailures: 1,
      apiKeyUsage: 1,
      sourceRequests: 1,
      acceptances: 1,
    });
  });

  it('stays when the worker stops', async () => {
    await insertAll(1);
    const before = await counts();
    const stopped = AbortSignal.abort(new Error('stopping'));
    await expect(removeOldRows(database.db, { signal: stopped, now: NOW })).rejects.toThrow('stopping');
    expect(await counts()).toEqual(before);
  });
});
