import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { call, upload, type Answer } from '../src/features/images/uploads.fixture.ts';
import { images } from '../src/library/schema.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { embed, forget, insertClustered, vectorOf } from './clustered-images.ts';
import { linkHere } from './dataset-api.ts';
import { readZip } from './read-zip.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  user = await signUp(api, { admin: false });
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const send = (method: string, path: string, json?: unknown): Promise<Answer> =>
  call(api, path, { method, user, ...(json === undefined ? {} : { json }) });
const get = (path: string): Promise<Answer> => call(api, path, { user });

/** Makes clusters of a project; the path of the completed run. */
const cluster = async (projectId: string, body: object = {}): Promise<string> => {
  const { body: run } = await send('POST', `/projects/${projectId}/clusters`, body);
  const path = `/projects/${projectId}/clusters/${run.id}`;
  await vi.waitUntil(async () => (await get(path)).body.status === 'completed', { timeout: 50_000, interval: 50 });
  return path;
};

const rowsOf = async (ids: readonly string[]) => {
  const rows = await db()
    .select({ id: images.id, label: images.label, edited: images.edited })
    .from(images)
    .where(inArray(images.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
};

describe('a group that is made a label', () => {
  it('labels its images as a person would, and leaves what people have written', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [12, 8] });
    const [own = '', wrong = ''] = imageIds;
    await send('PATCH', `/images/${own}`, { label: 'mine' });
    await db().update(images).set({ label: 'from a source' }).where(eq(images.id, wrong));
    const path = await cluster(projectId);
    const done = await send('POST', `${path}/groups/1/label`, { label: 'kites' });
    expect(done).toMatchObject({ status: 200, body: { label: 'kites', images: 12, labelled: 11, kept_edited: 1 } });
    const rows = await rowsOf(imageIds);
    expect(rows.get(own)).toMatchObject({ label: 'mine', edited: ['label'] });
    expect(rows.get(wrong)).toMatchObject({ label: 'kites', edited: ['label'] });
    expect([...rows.values()].filter(({ label }) => label === 'kites')).toHaveLength(11);
    expect((await get(path)).body.groups[0]).toMatchObject({ label: 'kites' });
    // It is a filter of /images as any other label.
    expect((await get(`/images?project_id=${projectId}&label=kites`)).body.total).toBe(11);

    // Another name for the same group: what the group was given is not somebody's own.
    const renamed = await send('POST', `${path}/groups/1/label`, { label: 'red kites' });
    expect(renamed.body).toMatchObject({ labelled: 11, kept_edited: 1 });
    const all = await send('POST', `${path}/groups/1/label`, { label: 'red kites', overwrite_edited: true });
    expect(all.body).toMatchObject({ labelled: 1, kept_edited: 0 });
    const back = await send('DELETE', `${path}/groups/1/label`);
    expect(back.body).toEqual({ restored: 12, changed_since: 0 });
    const restored = await rowsOf(imageIds);
    expect(restored.get(own)).toMatchObject({ label: 'mine', edited: ['label'] });
    expect(restored.get(wrong)).toMatchObject({ label: 'from a source', edited: [] });
    expect((await send('DELETE', `${path}/groups/1/label`)).body.code).toBe('cluster.not_labelled');
  });

  it('is taken back without touching what was changed since', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [12, 8] });
    const path = await cluster(projectId);
    expect((await send('POST', `${path}/groups/2/label`)).body).toMatchObject({ label: 'group 1', labelled: 8 });
    const [changed = '', gone = ''] = imageIds.slice(12);
    await send('PATCH', `/images/${changed}`, { label: 'changed' });
    await forget(db(), [gone]);
    expect((await send('DELETE', `${path}/groups/2/label`)).body).toEqual({ restored: 6, changed_since: 1 });
    expect((await rowsOf([changed])).get(changed)).toMatchObject({ label: 'changed', edited: ['label'] });
    expect((await send('POST', `${path}/groups/3/label`)).body.code).toBe('cluster.no_group');
    expect((await send('POST', `${path}/groups/2/label`, { label: 'a\u0000b' })).status).toBe(422);
  });
});

describe('a dataset of groups', () => {
  it('is made in one call: its images are copies with the names of their groups as labels, in an archive', async () => {
    const { body: project } = await send('POST', '/projects', { name: 'Birds' });
    const ids: string[] = [];
    for (let at = 0; at < 10; at++) {
      const file = { name: `${at}.png`, bytes: await makeImage(7000 + at) };
      ids.push((await upload(api, user, file, { project_id: project.id, title: `Picture ${at}` })).body.id);
    }
    const vectors = ids.map((imageId, at) => ({ imageId, vector: vectorOf(at < 6 ? 0 : 1, at) }));
    await embed(db(), project.id, vectors);
    const path = await cluster(project.id, { algorithm: 'kmeans', groups: 2 });
    await send('POST', `${path}/groups/1/label`, { label: 'kites' });
    const answer = await call(api, `${path}/dataset`, {
      method: 'POST',
      user,
      headers: { 'idempotency-key': 'once' },
      json: { name: 'Kites', groups: [1] },
    });
    expect(answer).toMatchObject({ status: 201, body: { name: 'Kites', images: 6 } });
    const again = await call(api, `${path}/dataset`, {
      method: 'POST',
      user,
      headers: { 'idempotency-key': 'once' },
      json: { name: 'Kites', groups: [1] },
    });
    expect(again.body).toEqual(answer.body);

    const status = `/datasets/${answer.body.dataset_id}/status`;
    await vi.waitUntil(async () => (await get(status)).body.status === 'completed', { timeout: 50_000, interval: 100 });
    const copies = await get(`/images?dataset_id=${answer.body.dataset_id}&limit=100`);
    expect(copies.body.total).toBe(6);
    for (const copy of copies.body.items) {
      expect(copy).toMatchObject({ label: 'kites', source: 'upload', project_id: answer.body.project_id });
      expect(copy.title).toMatch(/^Picture \d$/);
      expect(ids).not.toContain(copy.id);
    }
    const { body: link } = await send('POST', `/datasets/${answer.body.dataset_id}/download`);
    const archive = await fetch(linkHere(api, link.download_url ?? link.url));
    const files = await readZip(Buffer.from(await archive.arrayBuffer()));
    const names = [...files.keys()].filter((name) => name.startsWith('images/'));
    expect(names).toHaveLength(6);
    expect(names.every((name) => name.startsWith('images/kites/'))).toBe(true);
    // The images of the project are as they were.
    expect((await get(`/images?project_id=${project.id}`)).body.total).toBe(10);
  });

  it('is refused for groups that are not there or have nothing left', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [12, 8] });
    const path = await cluster(projectId);
    expect((await send('POST', `${path}/dataset`, { name: 'X', groups: [1, 9] })).body.code).toBe('cluster.no_group');
    await forget(db(), imageIds.slice(12));
    expect((await send('POST', `${path}/dataset`, { name: 'X', groups: [2] })).body.code).toBe(
      'cluster.nothing_chosen',
    );
    for (const body of [
      {},
      { name: ' ' },
      { name: 'X', groups: [] },
      { name: 'X', groups: [0] },
      { name: 'X', all: true },
    ]) {
      expect([body, (await send('POST', `${path}/dataset`, body)).status]).toEqual([body, 422]);
    }
  });
});
