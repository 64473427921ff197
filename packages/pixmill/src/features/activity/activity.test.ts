import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { recordActivity, type NewActivity } from '../../library/activity.repository.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
});
afterAll(() => api.close());

const did = (userId: string, given: Partial<NewActivity> = {}) =>
  api.pixmill.database.db.transaction((tx) =>
    recordActivity(tx, { userId, action: 'create', resourceType: 'project', resourceId: uuidv7(), ...given }),
  );

const list = async (user: TestUser, query = '') => {
  const response = await fetch(`${api.url}/api/v1/activity?${query}`, { headers: user.headers });
  return { status: response.status, body: await response.json() };
};

test('an entry says who did what to what, when and from where', async () => {
  const user = await signUp(api);
  const resourceId = uuidv7();
  await did(user.userId, { resourceId, detail: { name: 'Foxes' }, address: '203.0.113.7', requestId: 'r1' });
  const { body } = await list(user, 'limit=1');
  expect(body.items[0]).toMatchObject({
    user_id: user.userId,
    user_email: user.email,
    action: 'create',
    resource_type: 'project',
    resource_id: resourceId,
    detail: { name: 'Foxes' },
    address: '203.0.113.7',
    request_id: 'r1',
  });
  expect(Date.parse(body.items[0].created_at)).not.toBeNaN();
});

test('a user sees their own, an admin all, and a filter never widens that', async () => {
  const [one, two] = [await signUp(api), await signUp(api)];
  await did(one.userId);
  await did(two.userId);
  const users = ({ body }: { body: { items: readonly { user_id: string }[] } }) =>
    new Set(body.items.map(({ user_id }) => user_id));
  expect(users(await list(one))).toEqual(new Set([one.userId]));
  expect((await list(one, `user_id=${two.userId}`)).body.total).toBe(0);
  expect(users(await list(admin, `user_id=${two.userId}`))).toEqual(new Set([two.userId]));
  const everybody = users(await list(admin, 'limit=100'));
  expect([one.userId, two.userId].every((id) => everybody.has(id))).toBe(true);
});

test('what somebody did stays when they are gone', async () => {
  const gone = uuidv7();
  await did(gone);
  const { body } = await list(admin, `user_id=${gone}`);
  expect(body.items).toMatchObject([{ user_id: gone, user_email: null }]);
});

test('filters hold together: action, kind of thing, thing, time', async () => {
  const user = await signUp(api);
  const resourceId = uuidv7();
  await did(user.userId, { action: 'start', resourceType: 'job', resourceId });
  await did(user.userId, { action: 'cancel', resourceType: 'job', resourceId });
  await did(user.userId, { action: 'start', resourceType: 'job' });
  await did(user.userId, { action: 'delete', resourceType: 'project' });
  const total = async (query: string) => (await list(user, query)).body.total;
  expect(await total('action=start')).toBe(2);
  expect(await total('resource_type=job')).toBe(3);
  expect(await total(`action=start&resource_id=${resourceId}`)).toBe(1);
  const { body } = await list(user, 'action=cancel');
  const at = body.items[0].created_at;
  const after = new Date(Date.parse(at) + 60_000).toISOString();
  expect(await total(`action=cancel&from=${at}&to=${after}`)).toBe(1);
  expect(await total(`action=cancel&to=${at}`)).toBe(0);
  expect(await total(`action=cancel&from=${after}`)).toBe(0);
  expect(await total(`from=${after}&to=${at}`)).toBe(0);
});

test('all pages by cursor are the list, in both directions', async () => {
  const user = await signUp(api);
  for (let n = 0; n < 7; n += 1) await did(user.userId);
  const whole = (await list(user, 'limit=100')).body.items.map(({ id }: { id: string }) => id);
  for (const order of ['asc', 'desc']) {
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await list(user, `limit=3&order=${order}${cursor === null ? '' : `&cursor=${cursor}`}`);
      read.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(read).toEqual(order === 'desc' ? whole : whole.toReversed());
  }
});

test.each(['action=fly', 'resource_type=planet', 'from=yesterday', 'to=2026-13-45T00:00:00Z', 'user_id=me', 'page=0'])(
  '%s is answered with 422',
  async (query) => {
    expect((await list(admin, query)).status).toBe(422);
  },
);

test('it needs a login', async () => {
  expect((await fetch(`${api.url}/api/v1/activity`)).status).toBe(401);
});
