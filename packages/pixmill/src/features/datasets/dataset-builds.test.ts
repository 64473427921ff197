import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { linkHere, makeDataset, openArchive, untilDataset } from '../../../test/dataset-api.ts';
import { callerOf, eventually, jobSettings } from '../../../test/job-api.ts';
import type { Call } from '../../../test/job-api.ts';
import { startOpenverse } from '../../../test/openverse-server.ts';
import type { OpenverseServer } from '../../../test/openverse-server.ts';
import { jobs } from '../../library/schema.ts';
import { datasets, notifications } from '../../library/service.schema.ts';

const NOBODYS = '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9';

let api: TestApi;
let server: OpenverseServer;
let user: TestUser;
let call: Call;
let other: Call;
beforeAll(async () => {
  server = await startOpenverse({
    kite: { total: 12 },
    owl: { total: 12 },
    newt: { total: 40 },
    toad: { total: 12 },
  });
  api = await startTestApi(jobSettings(server), { worker: true });
  await signUp(api);
  user = await signUp(api);
  call = callerOf(api, user);
  other = callerOf(api, await signUp(api));
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const db = () => api.pixmill.database.db;

const download = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(linkHere(api, url), { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('an archive', () => {
  let id: string;
  let url: string;
  let whole: Buffer;
  beforeAll(async () => {
    id = (await makeDataset(call, { name: 'Owls', keywords: ['owl'], max_images: 3 })).id;
    url = (await untilDataset(call, id, 'completed')).download_url;
    whole = (await download(url)).bytes;
  });

  it('can be read in parts, and is not sent again to who has it', async () => {
    const part = await download(url, { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
    expect(part.bytes.equals(whole.subarray(100, 200))).toBe(true);
    const rest = await download(url, { range: 'bytes=200-', 'if-range': part.headers.get('etag') ?? '' });
    expect([rest.status, rest.bytes.equals(whole.subarray(200))]).toEqual([206, true]);
    expect((await download(url, { range: 'bytes=200-', 'if-range': '"another"' })).status).toBe(200);
    expect((await download(url, { range: `bytes=${whole.length}-` })).status).toBe(416);
    expect((await download(url, { 'if-none-match': part.headers.get('etag') ?? '' })).status).toBe(304);
    const head = await fetch(linkHere(api, url), { method: 'HEAD' });
    expect([head.status, Number(head.headers.get('content-length'))]).toEqual([200, whole.length]);
  });

  it('needs a link of its own or a login of its owner', async () => {
    const [path = '', query = ''] = url.split('?');
    expect((await download(path)).status).toBe(401);
    expect((await download(`${path}?${query.slice(0, -3)}abc`)).status).toBe(401);
    expect((await download(`${path.replace(id, NOBODYS)}?${query}`)).status).toBe(401);
    const asUser = await download(path, user.headers);
    expect([asUser.status, asUser.bytes.equals(whole)]).toEqual([200, true]);
    expect((await other(`GET /datasets/${id}/archive`)).status).toBe(404);
  });

  it('is replaced when the dataset is built again, and the one before is removed', async () => {
    const before = await db().select().from(datasets).where(eq(datasets.id, id));
    const again = await call(`POST /datasets/${id}/build`);
    expect(again).toMatchObject({ status: 200, body: { id } });
    await eventually(
      async () => (await db().select().from(datasets).where(eq(datasets.id, id)))[0]?.archiveKey,
    ).not.toBe(before[0]?.archiveKey);
    const done = await untilDataset(call, id, 'completed');
    expect(done).toMatchObject({ images_collected: 3, job_id: before[0]?.jobId });
    await openArchive((await download(url)).bytes);
    await eventually(() => api.pixmill.storage.stat(before[0]?.archiveKey ?? '')).toBeNull();
    const told = await db().select().from(notifications).where(eq(notifications.resourceId, id));
    expect(told).toHaveLength(2);
  });
});

describe('cancelling and building again', () => {
  it('stops the crawl, keeps what was kept, and brings the rest later', async () => {
    server.hold(true);
    const { id } = await makeDataset(call, { name: 'Newts', keywords: ['newt'], max_images: 20 });
    await eventually(() => server.held()).toBeGreaterThan(0);
    expect(await call(`POST /datasets/${id}/build`)).toMatchObject({
      status: 400,
      body: { code: 'dataset.not_buildable', detail: expect.stringContaining("status 'processing'") },
    });
    const cancelled = await call(`POST /datasets/${id}/cancel`);
    server.hold(false);
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', download_url: null } });
    expect(await call(`POST /datasets/${id}/cancel`)).toMatchObject({
      status: 400,
      body: { code: 'dataset.not_cancellable', detail: expect.stringContaining("status 'cancelled'") },
    });
    const told = await db().select().from(notifications).where(eq(notifications.resourceId, id));
    expect(told.map(({ title }) => title)).toEqual(['Dataset "Newts" was cancelled']);
    const kept = (await call(`GET /datasets/${id}`)).body.images_collected;
    const again = await call(`POST /datasets/${id}/build`);
    expect(again).toMatchObject({ status: 200, body: { status: 'processing' } });
    const done = await untilDataset(call, id, 'completed');
    expect(done.images_collected).toBe(20);
    expect(done.images_collected).toBeGreaterThanOrEqual(kept);
    const { rows } = await openArchive((await download(done.download_url)).bytes);
    expect(rows).toHaveLength(20);
  });

  it('brings again what was deleted of a label, and nothing else', async () => {
    const made = await makeDataset(call, { name: 'Pairs', keywords: ['kite', 'toad'], max_images: 6 });
    const first = await untilDataset(call, made.id, 'completed');
    expect(first.images_collected).toBe(6);
    const [gone] = (await call(`GET /images?project_id=${made.project_id}&label=kite`)).body.items;
    expect((await call(`DELETE /images/${gone.id}`)).status).toBe(204);
    expect((await call(`POST /datasets/${made.id}/build`)).status).toBe(200);
    const done = await untilDataset(call, made.id, 'completed');
    expect(done.images_collected).toBe(6);
    const [crawl] = await db().select().from(jobs).where(eq(jobs.id, done.job_id));
    expect(crawl?.config.maxImages).toBe(1);
    const { rows } = await openArchive((await download(done.download_url)).bytes);
    expect(rows.map(({ label }) => label)).toEqual(['kite', 'kite', 'kite', 'toad', 'toad', 'toad']);
  });
});
