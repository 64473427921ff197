import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { users } from '../../library/accounts.schema.ts';
import { notify, type NewNotification } from '../../library/notifications.repository.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
});
afterAll(() => api.close());

const told = (userId: string, given: Partial<NewNotification> = {}) =>
  api.pixmill.database.db.transaction((tx) =>
    notify(tx, {
      userId,
      category: 'job',
      title: 'Job “Red foxes” is completed',
      message: '100 images were kept.',
      resourceType: 'job',
      resourceId: uuidv7(),
      ...given,
    }),
  );

const call = async (user: TestUser, method: string, path: string, body?: unknown) => {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { ...user.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};
const titles = ({ body }: { body: { items: readonly { title: string }[] } }) => body.items.map(({ title }) => title);

describe('being told', () => {
  test('the same occurrence of the same thing tells once, another one again', async () => {
    const user = await signUp(api);
    const resourceId = uuidv7();
    expect(await told(user.userId, { resourceId })).toEqual({ to: user.email, name: null });
    expect(await told(user.userId, { resourceId })).toBeNull();
    expect(await told(user.userId, { resourceId, occurrence: '2' })).not.toBeNull();
    expect(await told(user.userId, { resourceId, title: 'Job “Red foxes” has failed' })).not.toBeNull();
    expect(await told(user.userId)).not.toBeNull();
    expect((await call(user, 'GET', '/notifications')).body.total).toBe(4);
  });

  test('what a rolled back transaction told was never told', async () => {
    const user = await signUp(api);
    const { db } = api.pixmill.database;
    const undone = db.transaction(async (tx) => {
      await notify(tx, {
        userId: user.userId,
        category: 'job',
        title: 'x',
        message: 'x',
        resourceType: 'job',
        resourceId: uuidv7(),
      });
      throw new Error('rolled back');
    });
    await expect(undone).rejects.toThrow('rolled back');
    expect((await call(user, 'GET', '/notifications')).body.total).toBe(0);
  });

  test('nobody is told who is not there, and no mail goes to who is disabled or has no address', async () => {
    expect(await told(uuidv7())).toBeNull();
    const { db } = api.pixmill.database;
    const disabled = await signUp(api);
    await db.update(users).set({ isActive: false }).where(eq(users.id, disabled.userId));
    expect(await told(disabled.userId)).toBeNull();
    const nobody = await signUp(api);
    await db.update(users).set({ email: 'somebody@pixmill.invalid' }).where(eq(users.id, nobody.userId));
    expect(await told(nobody.userId)).toBeNull();
    expect((await call(nobody, 'GET', '/notifications')).body.total).toBe(1);
  });

  test('a title of any length is told', async () => {
    const user = await signUp(api);
    await told(user.userId, { title: '🦊'.repeat(5000), message: '🦊'.repeat(5000) });
    expect((await call(user, 'GET', '/notifications')).body.items[0].title.length).toBe(200);
  });
});

describe('the list', () => {
  test('has your notifications only, newest first, and reads on by cursor from where it was', async () => {
    const user = await signUp(api);
    for (const n of [1, 2, 3, 4, 5]) await told(user.userId, { title: `${n}` });
    await told(admin.userId);
    const first = await call(user, 'GET', '/notifications?limit=2');
    expect(first.body).toMatchObject({ total: 5, page: 1, limit: 2, pages: 3 });
    expect(titles(first)).toEqual(['5', '4']);
    expect(titles(await call(user, 'GET', '/notifications?limit=2&page=3'))).toEqual(['1']);
    // What comes meanwhile moves pages, but not cursors.
    await told(user.userId, { title: '6' });
    const second = await call(user, 'GET', `/notifications?limit=2&cursor=${first.body.next_cursor}`);
    expect(titles(second)).toEqual(['3', '2']);
    const last = await call(user, 'GET', `/notifications?limit=2&cursor=${second.body.next_cursor}`);
    expect(titles(last)).toEqual(['1']);
    expect(last.body.next_cursor).toBeNull();
    expect(titles(await call(user, 'GET', '/notifications?order=asc&limit=1'))).toEqual(['1']);
    expect(titles(await call(user, 'GET', '/notifications?page=1000000000'))).toEqual([]);
  });

  test('can be asked for a category, and for what is read or not', async () => {
    const user = await signUp(api);
    await told(user.userId, { title: 'job' });
    await told(user.userId, { title: 'dataset', category: 'dataset', resourceType: 'dataset' });
    const { body } = await call(user, 'GET', '/notifications?category=dataset');
    expect(body.items).toMatchObject([{ title: 'dataset', category: 'dataset', is_read: false, read_at: null }]);
    const read = await call(user, 'PATCH', `/notifications/${body.items[0].id}/read`);
    expect(read).toMatchObject({ status: 200, body: { is_read: true } });
    expect(await call(user, 'PATCH', `/notifications/${body.items[0].id}/read`)).toEqual(read);
    expect(titles(await call(user, 'GET', '/notifications?is_read=false'))).toEqual(['job']);
    expect(titles(await call(user, 'GET', '/notifications?is_read=true'))).toEqual(['dataset']);
  });

  test('all can be marked as read at once, or those of a category', async () => {
    const user = await signUp(api);
    const other = await signUp(api);
    await told(other.userId);
    await told(user.userId);
    await told(user.userId);
    await told(user.userId, { category: 'account' });
    expect((await call(user, 'PATCH', '/notifications/read-all?category=account')).body).toEqual({ updated: 1 });
    expect((await call(user, 'PATCH', '/notifications/read-all')).body).toEqual({ updated: 2 });
    expect((await call(user, 'PATCH', '/notifications/read-all')).body).toEqual({ updated: 0 });
    expect((await call(other, 'GET', '/notifications?is_read=false')).body.total).toBe(1);
  });

  test('a notification of somebody else is not there, not even for an admin', async () => {
    const user = await signUp(api);
    await told(user.userId);
    const { body } = await call(user, 'GET', '/notifications');
    const answer = await call(admin, 'PATCH', `/notifications/${body.items[0].id}/read`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'notification.not_found' } });
    expect((await call(user, 'GET', '/notifications?is_read=false')).body.total).toBe(1);
  });

  test.each([
    ['GET', '/notifications?cursor=x'],
    ['GET', `/notifications?cursor=${Buffer.from('{"id":"1"}').toString('base64url')}`],
    ['GET', '/notifications?category=nothing'],
    ['GET', '/notifications?is_read=maybe'],
    ['GET', '/notifications?limit=101'],
    ['PATCH', '/notifications/7/read'],
  ])('%s %s is answered with 422', async (method, path) => {
    expect((await call(admin, method, path)).status).toBe(422);
  });

  test.each([
    ['GET', '/notifications'],
    ['PATCH', '/notifications/read-all'],
    ['GET', '/notifications/preferences'],
  ])('%s %s needs a login', async (method, path) => {
    const response = await fetch(`${api.url}/api/v1${path}`, { method });
    expect(response.status).toBe(401);
  });
});

describe('preferences', () => {
  const CHOSEN = {
    job: { in_app: true, email: true },
    dataset: { in_app: true, email: true },
    validation: { in_app: true, email: false },
    account: { in_app: true, email: false },
  };

  test('have defaults, and what is changed stays beside what is not', async () => {
    const user = await signUp(api);
    expect((await call(user, 'GET', '/notifications/preferences')).body).toEqual(CHOSEN);
    await call(user, 'PATCH', '/notifications/preferences', { job: { email: false } });
    const { body } = await call(user, 'PATCH', '/notifications/preferences', { validation: { in_app: false } });
    const wanted = { ...CHOSEN, job: { in_app: true, email: false }, validation: { in_app: false, email: false } };
    expect(body).toEqual(wanted);
    expect((await call(user, 'GET', '/notifications/preferences')).body).toEqual(wanted);
  });

  test('two changes at once both count', async () => {
    const user = await signUp(api);
    await Promise.all(
      Object.keys(CHOSEN).map((category) =>
        call(user, 'PATCH', '/notifications/preferences', { [category]: { email: true, in_app: false } }),
      ),
    );
    const all = { in_app: false, email: true };
    const { body } = await call(user, 'GET', '/notifications/preferences');
    expect(body).toEqual({ job: all, dataset: all, validation: all, account: all });
  });

  test('who wants no mail gets none, who wants only mail sees nothing and gets it once', async () => {
    const user = await signUp(api);
    await call(user, 'PATCH', '/notifications/preferences', { job: { email: false } });
    expect(await told(user.userId)).toBeNull();
    expect((await call(user, 'GET', '/notifications')).body.total).toBe(1);
    await call(user, 'PATCH', '/notifications/preferences', { job: { email: true, in_app: false } });
    const resourceId = uuidv7();
    expect(await told(user.userId, { resourceId })).toEqual({ to: user.email, name: null });
    expect(await told(user.userId, { resourceId })).toBeNull();
    expect((await call(user, 'GET', '/notifications')).body.total).toBe(1);
    await call(user, 'PATCH', '/notifications/preferences', { job: { email: false } });
    expect(await told(user.userId)).toBeNull();
  });

  test.each([{}, { nothing: {} }, { job: { sms: true } }, { job: { email: 'yes' } }, []])(
    '%j is no change of preferences',
    async (body) => {
      expect((await call(admin, 'PATCH', '/notifications/preferences', body)).status).toBe(422);
    },
  );
});
