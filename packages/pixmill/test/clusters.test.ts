import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { embed, forget, insertClustered, vectorOf } from './clustered-images.ts';
import { insertSearched } from './searched-images.ts';
import { clusterMembers, clusterRuns } from '../src/library/clusters.schema.ts';
import { images, projects } from '../src/library/schema.ts';
import { call, type Answer } from '../src/features/images/uploads.fixture.ts';
import { adjustedRandIndex } from '../src/features/clusters/grouping/adjusted-rand-index.fixture.ts';
import { failClusters, makeClusters } from '../src/features/clusters/make-clusters.service.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  user = await signUp(api, { admin: false });
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const post = (path: string, json: unknown, as = user): Promise<Answer> =>
  call(api, path, { method: 'POST', user: as, json });
const get = (path: string, as = user): Promise<Answer> => call(api, path, { user: as });

/** Makes the clusters of a project and waits for their end. */
const cluster = async (projectId: string, body: object = {}): Promise<Answer['body']> => {
  const started = await post(`/projects/${projectId}/clusters`, body);
  expect({ status: started.status, body: started.body }).toMatchObject({
    status: 202,
    body: { project_id: projectId },
  });
  const path = `/projects/${projectId}/clusters/${started.body.id}`;
  await vi.waitUntil(async () => !['pending', 'running'].includes((await get(path)).body.status), {
    timeout: 50_000,
    interval: 50,
  });
  return (await get(path)).body;
};

type Map_ = { ids: string[]; x: number[]; y: number[]; group: number[] };
const mapOf = async (
  projectId: string,
  run = 'latest',
): Promise<Map<string, { x: number; y: number; group: number }>> => {
  const { body } = await get(`/projects/${projectId}/clusters/${run}/map`);
  const { ids, x, y, group }: Map_ = body;
  return new Map(ids.map((id, at) => [id, { x: x[at] ?? NaN, y: y[at] ?? NaN, group: group[at] ?? NaN }]));
};

describe('clusters of a project', () => {
  it('are its groups, named after what tells them apart, with images that stand for them', async () => {
    const { projectId, imageIds, truth } = await insertClustered(db(), { ownerId: user.userId, sizes: [40, 25, 15] });
    const run = await cluster(projectId);
    expect(run).toMatchObject({
      status: 'completed',
      progress: 100,
      algorithm: 'hdbscan',
      compared_by: 'test-model',
      images_count: 80,
      left_out: 0,
      notices: [],
      outliers: 0,
    });
    expect(run.groups.map(({ name, size }: { name: string; size: number }) => [name, size])).toEqual([
      ['group 0', 40],
      ['group 1', 25],
      ['group 2', 15],
    ]);
    for (const { cover, representatives } of run.groups) {
      expect(representatives).toHaveLength(9);
      expect(representatives[0]).toEqual(cover);
    }
    const map = await mapOf(projectId);
    const found = imageIds.map((id) => map.get(id)?.group ?? -1);
    expect(adjustedRandIndex(found, truth)).toBe(1);

    const page = await get(`/projects/${projectId}/clusters/latest/groups/2/images?limit=10&page=3`);
    expect(page.body).toMatchObject({ total: 25, page: 3, pages: 3 });
    expect(page.body.items).toHaveLength(5);
    expect(page.body.items[0]).toMatchObject({ project_id: projectId, strength: expect.any(Number) });
    expect((await get(`/projects/${projectId}/clusters/latest/groups/0/images`)).body.total).toBe(0);
  });

  it('have a map that stays when they are made again, and takes in what is new beside its like', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [30, 30] });
    await cluster(projectId);
    const first = await mapOf(projectId);
    expect((await cluster(projectId)).map_kept).toBe(true);
    expect(await mapOf(projectId)).toEqual(first);

    const others = await insertSearched(db(), { ownerId: user.userId, given: [{}, {}, {}] });
    await db().update(images).set({ projectId }).where(eq(images.projectId, others.projectId));
    const [near0 = '', near0Too = '', near1 = ''] = others.imageIds;
    await embed(db(), projectId, [
      { imageId: near0, vector: vectorOf(0, 9001) },
      { imageId: near0Too, vector: vectorOf(0, 9002) },
      { imageId: near1, vector: vectorOf(1, 9003) },
    ]);
    await cluster(projectId);
    const second = await mapOf(projectId);
    for (const id of imageIds) expect(second.get(id)).toMatchObject({ x: first.get(id)?.x, y: first.get(id)?.y });
    const middle = (ids: readonly string[]) => {
      const at = ids.map((id) => first.get(id) ?? { x: NaN, y: NaN });
      return {
        x: at.reduce((sum, { x }) => sum + x, 0) / at.length,
        y: at.reduce((sum, { y }) => sum + y, 0) / at.length,
      };
    };
    const middles = [middle(imageIds.slice(0, 30)), middle(imageIds.slice(30))];
    const nearest = (id: string): number => {
      const place = second.get(id) ?? { x: NaN, y: NaN };
      const far = middles.map(({ x, y }) => Math.hypot(place.x - x, place.y - y));
      return far.indexOf(Math.min(...far));
    };
    expect([nearest(near0), nearest(near0Too), nearest(near1)]).toEqual([0, 0, 1]);
    expect((await cluster(projectId, { new_map: true })).map_kept).toBe(false);
  });

  it('are as many as asked for by k-means, with those far from all marked', async () => {
    const { projectId } = await insertClustered(db(), { ownerId: user.userId, sizes: [30, 20, 20] });
    const run = await cluster(projectId, { algorithm: 'kmeans', groups: 3 });
    expect(run).toMatchObject({ algorithm: 'kmeans', requested: { algorithm: 'kmeans', groups: 3, min_size: null } });
    expect(run.groups).toHaveLength(3);
    expect(run.groups.reduce((sum: number, { size }: { size: number }) => sum + size, run.outliers)).toBe(70);
  });

  it('are told to be by look where no model has seen the images', async () => {
    const given = Array.from({ length: 12 }, (_, at) => ({
      shape: Uint8Array.from({ length: 192 }, (_, place) => (at % 2 === 0 ? place % 100 : (place * 7 + 40) % 100)),
      palette: [{ hex: at % 2 === 0 ? '#d01020' : '#1030c0', share: 1 }],
    }));
    const { projectId } = await insertSearched(db(), { ownerId: user.userId, given });
    const run = await cluster(projectId, { algorithm: 'kmeans', groups: 2 });
    expect(run).toMatchObject({ status: 'completed', compared_by: 'look', images_count: 12 });
    expect(run.notices[0]).toContain('by how they look');
    expect(run.groups.map(({ name }: { name: string }) => name).toSorted()).toEqual(['mostly blue', 'mostly red']);
  });

  it('keep only their newest runs', async () => {
    const { projectId } = await insertClustered(db(), { ownerId: user.userId, sizes: [8] });
    const runs: string[] = [];
    for (let turn = 0; turn < 7; turn++) runs.push((await cluster(projectId, { algorithm: 'kmeans', groups: 2 })).id);
    const { body } = await get(`/projects/${projectId}/clusters?limit=3`);
    expect(body).toMatchObject({ total: 5, pages: 2 });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(runs.toReversed().slice(0, 3));
    expect((await get(`/projects/${projectId}/clusters/${runs[0]}`)).status).toBe(404);
  });
});

describe('the map', () => {
  it('is sent once, and as bytes that say the same', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [12, 12] });
    await cluster(projectId);
    const path = `/projects/${projectId}/clusters/latest/map`;
    const json = await get(path);
    const etag = json.headers.get('etag') ?? '';
    const again = await fetch(`${api.url}/api/v1${path}`, { headers: { ...user.headers, 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const response = await fetch(`${api.url}/api/v1${path}?format=binary`, { headers: user.headers });
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([bytes.toString('latin1', 0, 4), bytes.readUInt32LE(4), bytes.length]).toEqual(['PXM1', 24, 8 + 24 * 28]);
    for (const at of [0, 23]) {
      const id = bytes.toString('hex', 8 + at * 16, 24 + at * 16);
      expect(id).toBe(json.body.ids[at].replaceAll('-', ''));
      expect(bytes.readFloatLE(8 + 24 * 16 + at * 4)).toBeCloseTo(json.body.x[at], 2);
      expect(bytes.readFloatLE(8 + 24 * 20 + at * 4)).toBeCloseTo(json.body.y[at], 2);
      expect(bytes.readUInt32LE(8 + 24 * 24 + at * 4)).toBe(json.body.group[at]);
    }
    await forget(db(), imageIds.slice(0, 1));
    const later = await call(api, path, { user, headers: { 'if-none-match': etag } });
    expect([later.status, later.body.count]).toEqual([200, 23]);
  });
});

describe('clusters that cannot be made', () => {
  it('are refused for too few images, and for what hdbscan does not take', async () => {
    const few = await insertClustered(db(), { ownerId: user.userId, sizes: [3] });
    const path = `/projects/${few.projectId}/clusters`;
    expect(await post(path, {})).toMatchObject({
      status: 400,
      body: { code: 'cluster.too_few', detail: expect.stringContaining('this project has 3') },
    });
    expect((await post(path, { algorithm: 'hdbscan', groups: 3 })).body.code).toBe('cluster.no_count_for_hdbscan');
    for (const body of [{ min_size: 1 }, { groups: 1 }, { groups: 201 }, { algorithm: 'best' }, { k: 3 }]) {
      expect((await post(path, body)).status).toBe(422);
    }
    expect((await get(`${path}/latest`)).body.code).toBe('cluster.not_found');
    expect((await get(`${path}/newest`)).status).toBe(422);
  });

  it('are nobody else’s to see or to make', async () => {
    const { projectId } = await insertClustered(db(), { ownerId: user.userId, sizes: [8, 8] });
    const run = await cluster(projectId);
    const stranger = await signUp(api, { admin: false });
    const path = `/projects/${projectId}/clusters`;
    for (const tail of [
      '',
      '/latest',
      `/${run.id}`,
      '/latest/map',
      '/latest/groups/1/images',
      '/latest/groups/0/images',
    ]) {
      expect([tail, (await get(path + tail, stranger)).status]).toEqual([tail, 404]);
    }
    for (const tail of ['', '/latest/cancel', '/latest/groups/1/label', '/latest/dataset']) {
      const body = tail.endsWith('dataset') ? { name: 'Mine' } : {};
      expect([tail, (await post(path + tail, body, stranger)).status]).toEqual([tail, 404]);
    }
    // Nor found through another project.
    const own = await insertClustered(db(), { ownerId: stranger.userId, sizes: [8] });
    expect((await get(`/projects/${own.projectId}/clusters/${run.id}`, stranger)).status).toBe(404);
  });

  it('end with a clear reason when the project is emptied meanwhile, and with nothing when it is removed', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [8, 8] });
    const options = { algorithm: 'auto', minSize: null, groups: null, newMap: false } as const;
    const begin = async () => {
      const id = crypto.randomUUID();
      await db().insert(clusterRuns).values({ id, projectId, createdBy: user.userId, options });
      return id;
    };
    const { signal } = new AbortController();
    const emptied = await begin();
    await forget(db(), imageIds);
    const error: unknown = await makeClusters({ db: db() }, { runId: emptied, signal }).catch(
      (reason: unknown) => reason,
    );
    await failClusters(db(), emptied, error);
    const { body } = await get(`/projects/${projectId}/clusters/${emptied}`);
    expect(body).toMatchObject({ status: 'failed', error_code: 'cluster.too_few', groups: [] });
    expect((await get(`/projects/${projectId}/clusters/latest`)).status).toBe(404);

    const removed = await begin();
    await db().update(projects).set({ removedAt: new Date() }).where(eq(projects.id, projectId));
    await makeClusters({ db: db() }, { runId: removed, signal });
    expect((await db().select().from(clusterRuns).where(eq(clusterRuns.id, removed)))[0]?.status).toBe('pending');
  });

  it('leave out vectors that are not numbers, and are one group when all are the same', async () => {
    const { projectId, imageIds } = await insertClustered(db(), { ownerId: user.userId, sizes: [20] });
    const same = imageIds.map((imageId) => ({ imageId, vector: vectorOf(1, 1) }));
    await embed(db(), projectId, same);
    await embed(db(), projectId, [{ imageId: imageIds[0] ?? '', vector: vectorOf(1, 1).fill(NaN) }]);
    await embed(db(), projectId, [{ imageId: imageIds[1] ?? '', vector: vectorOf(1, 1).fill(0) }]);
    const run = await cluster(projectId);
    expect(run).toMatchObject({ status: 'completed', images_count: 18, left_out: 2, outliers: 0 });
    expect(run.groups).toMatchObject([{ size: 18 }]);
    expect(run.notices.join(' ')).toContain('2 of 20 images are left out');
    for (const { x, y } of (await mapOf(projectId)).values()) expect(Number.isFinite(x + y)).toBe(true);
  });
});

describe('a run that is under way', () => {
  it('is the only one of its project, and is gone with all it wrote when it is cancelled', async () => {
    const { projectId } = await insertClustered(db(), { ownerId: user.userId, sizes: [400, 400, 400] });
    const path = `/projects/${projectId}/clusters`;
    const { body: run } = await post(path, {});
    expect(await post(path, {})).toMatchObject({ status: 409, body: { code: 'cluster.running' } });
    await vi.waitUntil(async () => (await get(`${path}/${run.id}`)).body.progress > 0, {
      timeout: 50_000,
      interval: 20,
    });
    expect(await post(`${path}/${run.id}/cancel`, undefined)).toMatchObject({
      status: 200,
      body: { status: 'cancelled' },
    });
    expect((await post(`${path}/${run.id}/cancel`, undefined)).body.code).toBe('cluster.not_cancellable');
    // Its worker is free again, and what it made is not there.
    const other = await insertClustered(db(), { ownerId: user.userId, sizes: [8] });
    await cluster(other.projectId);
    expect((await get(`${path}/${run.id}`)).body).toMatchObject({ status: 'cancelled', groups: [] });
    expect(await db().$count(clusterMembers, eq(clusterMembers.runId, run.id))).toBe(0);
    expect((await get(`${path}/${run.id}/map`)).body.code).toBe('cluster.not_completed');
  });
});
