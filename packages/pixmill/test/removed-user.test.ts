import { v7 as uuidv7 } from 'uuid';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { call, formOf, upload } from '../src/features/images/uploads.fixture.ts';
import { users } from '../src/library/accounts.schema.ts';
import { newArchiveKey } from '../src/library/archive-key.ts';
import { jobs, projects } from '../src/library/schema.ts';
import { datasets } from '../src/library/service.schema.ts';
import { signUp, startTestApi, TEST_PASSWORD, type TestApi, type TestUser } from './api.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  admin = await signUp(api);
});
afterAll(() => api.close());

/** Every table in which a text stands anywhere, by walking the catalogue: a new table cannot be forgotten. */
const tablesWith = async (text: string): Promise<string[]> => {
  const { db } = api.pixmill.database;
  const { rows } = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const some = await db.execute(
      sql`select 1 from ${sql.identifier(name)} as row where row::text ilike ${`%${text}%`} limit 1`,
    );
    if (some.rows.length > 0) found.push(name);
  }
  return found;
};

const storedKeys = async (): Promise<string[]> => {
  const keys: string[] = [];
  for (const prefix of ['blobs/', 'previews/', 'thumbnails/', 'archives/']) {
    for await (const { key } of api.pixmill.storage.list(prefix)) keys.push(key);
  }
  return keys;
};

const json = (path: string, user: TestUser, method: string, body: unknown, headers: Record<string, string> = {}) =>
  call(api, path, { method, user, json: body, headers });

/** Somebody who has used everything that leaves rows or files. */
const busyUser = async (): Promise<{ user: TestUser; projectId: string; imageId: string; jobId: string }> => {
  const { db } = api.pixmill.database;
  const user = await signUp(api);
  const project = await json('/projects', user, 'POST', { name: 'Owls' }, { 'idempotency-key': 'owls' });
  const projectId: string = project.body.id;
  const kept = await upload(api, user, { name: 'a.png', bytes: await makeImage(1) }, { project_id: projectId });
  const imageId: string = kept.body.id;
  await upload(api, user, { name: 'b.png', bytes: await makeImage(2) });
  await call(api, '/api/upload', {
    method: 'POST',
    user,
    body: formOf([{ field: 'files', name: 'c.png', bytes: await makeImage(3) }]),
  });
  await call(api, `/images/${imageId}/thumbnail?size=128`, { user });
  const job = await json('/jobs', user, 'POST', { project_id: projectId, name: 'J', keywords: ['owl'] });
  const key = await json('/api-keys', user, 'POST', { name: 'k', scopes: ['read'] });
  await call(api, '/projects', { headers: { 'x-api-key': key.body.key } });
  await json('/validation/level', user, 'PUT', { level: 'fast' });
  await json('/validation/batch', user, 'POST', { image_ids: [imageId], level: 'fast' });
  await json('/notifications/preferences', user, 'PATCH', { job: { email: false } });
  await call(api, `/password-recovery/${user.email}`, { method: 'POST' });
  await json('/auth/login', user, 'POST', { email: user.email, password: 'wrong password' });
  const archiveKey = newArchiveKey(uuidv7());
  await api.pixmill.storage.put(archiveKey, Buffer.from('zip'), 'application/zip');
  const request = { keywords: [], categories: {}, sources: [], maxImages: 1 };
  await db
    .insert(datasets)
    .values({ id: uuidv7(), ownerId: user.userId, projectId, name: 'kites', request, archiveKey });
  // An admin once, who worked in a project of somebody else.
  const others = await json('/projects', admin, 'POST', { name: 'Of the admin' });
  const theirs = await json('/jobs', admin, 'POST', { project_id: others.body.id, name: 'J', keywords: ['owl'] });
  await db.update(jobs).set({ createdBy: user.userId }).where(eq(jobs.id, theirs.body.id));
  return { user, projectId, imageId, jobId: job.body.id };
};

describe('a user who is deleted', () => {
  it('is gone at once, with everything that is theirs', async () => {
    const { user, projectId, imageId, jobId } = await busyUser();
    const before = await call(api, `/images?project_id=${projectId}`, { user: admin });
    expect(before.body.total).toBe(1);
    expect((await call(api, '/users/me', { method: 'DELETE', user })).status).toBe(204);

    for (const path of ['/users/me', '/projects', '/images']) {
      expect((await call(api, path, { user })).status).toBe(401);
    }
    expect((await json('/auth/login', user, 'POST', { email: user.email, password: TEST_PASSWORD })).status).toBe(401);
    for (const path of [`/users/${user.userId}`, `/projects/${projectId}`, `/images/${imageId}`, `/jobs/${jobId}`]) {
      expect([path, (await call(api, path, { user: admin })).status]).toEqual([path, 404]);
    }
    expect((await fetch(before.body.items[0].url.replace(/^http:\/\/[^/]+/, api.url))).status).toBe(404);
    for (const path of ['/images', '/datasets', `/jobs?project_id=${projectId}`, `/images?project_id=${projectId}`]) {
      const { body } = await call(api, path, { user: admin });
      expect([path, body.total, body.items]).toEqual([path, 0, []]);
    }
    expect((await call(api, '/users', { user: admin })).body.items.map(({ id }: { id: string }) => id)).not.toContain(
      user.userId,
    );
    // Their address is free.
    expect((await signUp(api, { email: user.email })).userId).not.toBe(user.userId);
  });

  it('leaves nothing in any table, and nothing in storage', async () => {
    const { user, projectId } = await busyUser();
    const holders = await tablesWith(user.userId);
    expect(holders).toEqual(
      expect.arrayContaining(['activity', 'api_keys', 'choices', 'datasets', 'idempotency_keys', 'jobs']),
    );
    expect(holders).toEqual(
      expect.arrayContaining(['notification_preferences', 'password_resets', 'projects', 'sessions', 'validations']),
    );
    expect(await tablesWith(user.email)).toEqual(expect.arrayContaining(['login_failures', 'users']));
    expect((await storedKeys()).length).toBeGreaterThan(0);
    expect((await call(api, '/users/me', { method: 'DELETE', user })).status).toBe(204);
    for (const text of [user.userId, user.email, projectId]) {
      await expect.poll(() => tablesWith(text), { timeout: 20_000 }).toEqual([]);
    }
    await expect.poll(storedKeys, { timeout: 20_000 }).toEqual([]);
  });

  it('by an admin stands in the list of what the admin did, and nowhere else', async () => {
    const user = await signUp(api);
    expect((await call(api, `/users/${user.userId}`, { method: 'DELETE', user: admin })).status).toBe(204);
    await expect.poll(() => tablesWith(user.userId), { timeout: 20_000 }).toEqual(['activity']);
    const { body } = await call(api, '/activity?action=delete&resource_type=user', { user: admin });
    expect(body.items[0]).toMatchObject({ user_id: admin.userId, resource_id: user.userId });
  });

  it('takes with it what a request of theirs makes a moment too late', async () => {
    const { db } = api.pixmill.database;
    const user = await signUp(api);
    expect((await call(api, '/users/me', { method: 'DELETE', user })).status).toBe(204);
    // As the request saw it: the user was there.
    const late = uuidv7();
    const made = await db
      .insert(projects)
      .values({ id: late, ownerId: user.userId, name: 'Late' })
      .then(
        () => true,
        () => false,
      );
    await expect.poll(() => db.$count(users, eq(users.id, user.userId)), { timeout: 20_000 }).toBe(0);
    expect([made, await db.$count(projects, eq(projects.id, late))]).toEqual([expect.any(Boolean), 0]);
  });
});
