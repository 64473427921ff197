import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { call, upload } from '../src/features/images/uploads.fixture.ts';
import { createNearestImages } from '../src/features/vector-index/nearest-images.service.ts';
import { lookForVectorChangesJob } from '../src/features/vector-index/vector-index.jobs.ts';
import { addModels } from '../src/models/add-models.ts';
import { tinyManifest, writeModelFolder } from '../src/models/fixtures/tiny-model.ts';
import { modelFolderOf, openModelStore } from '../src/models/model-store.ts';
import type { VectorTable } from '../src/platform/vectors/vector-table.ts';
import { signUp, startTestApi, TEST_PASSWORD, type TestApi, type TestUser } from './api.ts';

let api: TestApi;
let admin: TestUser;
let user: TestUser;
let table: VectorTable;
beforeAll(async () => {
  api = await startTestApi({ ANALYZERS: 'local' }, { worker: true });
  const { settings, vectors } = api.pixmill;
  // A model of a few hundred bytes: the mean of each channel.
  const manifest = tinyManifest({ outputs: [{ task: 'embed', tensor: 'means', dimensions: 3 }] });
  const folder = await writeModelFolder(join(settings.dataDirectory, 'new-model'), manifest);
  await addModels(folder, { store: openModelStore({ directory: modelFolderOf(settings) }), known: new Map() });
  table = (await vectors.open()).table({ model: 'tiny.v1', dimensions: 3 });
  [admin, user] = [await signUp(api), await signUp(api)];
});
afterAll(() => api.close());

const addImage = async (owner: TestUser, seed: number): Promise<string> => {
  const { body } = await upload(api, owner, { name: `${seed}.png`, bytes: await makeImage(seed) });
  return body.id;
};
const ownIds = async ({ userId }: TestUser): Promise<string[]> =>
  (await table.search(Float32Array.of(1, 1, 1), { limit: 100, owner: userId }))
    .map(({ id }) => id)
    .toSorted((a, b) => (a < b ? -1 : 1));
const POLL = { timeout: 30_000, interval: 100 };
/** Lets a minute pass. */
const lookNow = () =>
  api.pixmill.database.pool.query(
    `update queue.job set start_after = now() where name = '${lookForVectorChangesJob.name}' and state < 'active'`,
  );

test(
  'the vector of an upload is in the store when it is analysed, and goes with its image and its user',
  { timeout: 120_000 },
  async () => {
    const leaving = await signUp(api);
    const [first, second] = [await addImage(user, 1), await addImage(user, 2)];
    const foreign = await addImage(leaving, 3);
    await expect.poll(() => ownIds(user), POLL).toEqual([first, second]);
    await expect.poll(() => ownIds(leaving), POLL).toEqual([foreign]);
    expect((await call(api, `/images/${first}`, { method: 'DELETE', user })).status).toBeLessThan(300);
    await lookNow();
    await expect.poll(() => ownIds(user), POLL).toEqual([second]);
    const { status } = await call(api, '/users/me', {
      method: 'DELETE',
      user: leaving,
      json: { password: TEST_PASSWORD },
    });
    expect(status).toBeLessThan(300);
    const { pool } = api.pixmill.database;
    const left = async () => (await pool.query('select from users where id = $1', [leaving.userId])).rowCount;
    await expect.poll(left, POLL).toBe(0);
    await lookNow();
    await expect.poll(() => ownIds(leaving), POLL).toEqual([]);
    expect(await ownIds(user)).toEqual([second]);
  },
);

test(
  'a store that loses its files is made anew by the worker, admins hear of it, and search goes on meanwhile',
  { timeout: 120_000 },
  async () => {
    const id = await addImage(user, 4);
    await expect.poll(() => ownIds(user), POLL).toContain(id);
    const before = await ownIds(user);
    const { settings, database, queue, vectors, logger } = api.pixmill;
    await rm(join(settings.dataDirectory, 'vectors', 'tiny.v1_3.lance', 'data'), { recursive: true });
    const nearest = createNearestImages({ db: database.db, vectors, queue, logger });
    const question = { vector: Float32Array.of(1, 1, 1), model: 'tiny', version: 1, ownerId: user.userId, limit: 10 };
    expect((await nearest(question))?.length).toBe(before.length);
    const told = async (owner: TestUser) =>
      (await call(api, '/notifications', { user: owner })).body.items.map(
        ({ title }: { readonly title: string }) => title,
      );
    await expect.poll(() => told(admin), POLL).toContain('The index for search by meaning was damaged');
    await expect.poll(() => ownIds(user).catch(() => null), POLL).toEqual(before);
    expect(await told(user)).toEqual([]);
  },
);
