import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { apiKeys } from '../../library/accounts.schema.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { readUsage } from './api-keys.repository.ts';
import { openKeyUsage } from './key-usage.ts';

let api: TestApi;
let user: TestUser;
const logger = createLogger({ level: 'silent' });
beforeAll(async () => {
  api = await startTestApi();
  user = await signUp(api);
});
afterAll(() => api.close());

const insertKey = async (): Promise<string> => {
  const id = uuidv7();
  const key = { id, userId: user.userId, name: 'test', prefix: 'pm_', hash: id, scopes: ['read' as const] };
  await api.pixmill.database.db.insert(apiKeys).values(key);
  return id;
};
const usageAt = (at: { now: Date }) => openKeyUsage({ db: api.pixmill.database.db, logger, now: () => at.now });
const written = (id: string) => readUsage(api.pixmill.database.db, id, '2000-01-01');
const lastUsed = async (id: string): Promise<Date | null> => {
  const { rows } = await api.pixmill.database.pool.query<{ at: Date | null }>(
    'select last_used_at as at from api_keys where id = $1',
    [id],
  );
  return rows[0]?.at ?? null;
};

test('requests and refusals of a key are counted by day, and asking for them is a request, too', async () => {
  const response = await fetch(`${api.url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { ...user.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'test', scopes: ['read'] }),
  });
  const { id, key } = await response.json();
  const headers = { 'x-api-key': key };
  const send = (path: string, method = 'GET') => fetch(`${api.url}/api/v1${path}`, { method, headers });
  await send('/notifications');
  await send('/notifications/read-all', 'PATCH');
  await send(`/api-keys/${uuidv7()}`);
  const usage = await (await send(`/api-keys/${id}/usage`)).json();
  const day = new Date().toISOString().slice(0, 10);
  expect(usage).toMatchObject({
    api_key_id: id,
    total_requests: 3,
    total_errors: 2,
    days: [{ day, requests: 3, errors: 2 }],
  });
  expect(Date.parse(usage.last_used_at)).not.toBeNaN();
  expect((await (await send(`/api-keys/${id}/usage?days=1`)).json()).total_requests).toBe(4);
  expect((await send(`/api-keys/${id}/usage?days=0`)).status).toBe(422);
});

describe('counting', () => {
  test('costs no query before it is written, and adds up over processes and days', async () => {
    const id = await insertKey();
    const at = { now: new Date('2026-11-20T23:59:59Z') };
    const [one, two] = [usageAt(at), usageAt(at)];
    for (const usage of [one, two, one]) usage.count(id, { isError: false });
    two.count(id, { isError: true });
    expect(await written(id)).toEqual([]);
    await Promise.all([one.flush(), two.flush()]);
    at.now = new Date('2026-11-21T00:00:01Z');
    one.count(id, { isError: false });
    await one.close();
    await two.close();
    expect(await written(id)).toEqual([
      { day: '2026-11-21', requests: 1, errors: 0 },
      { day: '2026-11-20', requests: 4, errors: 1 },
    ]);
  });

  test('writes when a key was used last at most once a minute', async () => {
    const id = await insertKey();
    const at = { now: new Date('2026-11-20T08:00:00Z') };
    const usage = usageAt(at);
    const useAt = async (time: string): Promise<Date | null> => {
      at.now = new Date(time);
      usage.count(id, { isError: false });
      await usage.flush();
      return lastUsed(id);
    };
    expect(await useAt('2026-11-20T08:00:00Z')).toEqual(new Date('2026-11-20T08:00:00Z'));
    expect(await useAt('2026-11-20T08:00:59Z')).toEqual(new Date('2026-11-20T08:00:00Z'));
    expect(await useAt('2026-11-20T08:01:01Z')).toEqual(new Date('2026-11-20T08:01:01Z'));
  });

  test('leaves out a key that is gone, and loses nothing of the others', async () => {
    const id = await insertKey();
    const usage = usageAt({ now: new Date('2026-11-20T08:00:00Z') });
    usage.count(uuidv7(), { isError: false });
    usage.count(id, { isError: false });
    await usage.flush();
    expect(await written(id)).toMatchObject([{ requests: 1 }]);
  });

  test('keeps what could not be written for the next time', async () => {
    const id = await insertKey();
    let isDown = true;
    const { db } = api.pixmill.database;
    const usage = openKeyUsage({
      db: {
        transaction: (run) => (isDown ? Promise.reject(new Error('no connection')) : db.transaction(run)),
      },
      logger,
    });
    usage.count(id, { isError: false });
    await usage.flush();
    usage.count(id, { isError: true });
    isDown = false;
    await usage.close();
    expect(await written(id)).toMatchObject([{ requests: 2, errors: 1 }]);
  });
});
