import { eq } from 'drizzle-orm';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { linkHere, makeDataset, openArchive, sha256, untilDataset } from '../../../test/dataset-api.ts';
import { callerOf, eventually, jobSettings } from '../../../test/job-api.ts';
import type { Call } from '../../../test/job-api.ts';
import { startOpenverse } from '../../../test/openverse-server.ts';
import type { OpenverseServer } from '../../../test/openverse-server.ts';
import { images, jobs, projects } from '../../library/schema.ts';
import { activity, datasets, notifications } from '../../library/service.schema.ts';
import { DatasetStats, DatasetStatusView, DatasetView, DownloadLink } from './dataset.schema.ts';

let api: TestApi;
let server: OpenverseServer;
let admin: TestUser;
let user: TestUser;
let call: Call;
let other: Call;
beforeAll(async () => {
  server = await startOpenverse({
    fox: { total: 12 },
    kite: { total: 12 },
    owl: { total: 12 },
    newt: { total: 40 },
    toad: { total: 12 },
  });
  api = await startTestApi(jobSettings(server), { worker: true });
  admin = await signUp(api);
  user = await signUp(api);
  call = callerOf(api, user);
  other = callerOf(api, await signUp(api));
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const db = () => api.pixmill.database.db;
const make = async (body: object, as: Call = call) => Value.Parse(DatasetView, await makeDataset(as, body));
const untilStatus = async (id: string, status: string, as: Call = call) =>
  Value.Parse(DatasetView, await untilDataset(as, id, status));

describe('making a dataset', () => {
  it('crawls for its labels, each with the same share, and gives an archive that any reader opens', async () => {
    const made = await make({
      name: ' Birds & "foxes"/v1.2 ',
      description: 'For a test.',
      keywords: ['fox', ' FOX '],
      categories: { birds: ['kite', 'owl'] },
      max_images: 8,
    });
    expect(made).toMatchObject({
      name: 'Birds & "foxes"/v1.2',
      description: 'For a test.',
      status: 'processing',
      images_collected: 0,
      max_images: 8,
      keywords: ['fox'],
      categories: { birds: ['kite', 'owl'] },
      sources: ['openverse'],
      config: { level: 'medium', near: 'off', license: 'any' },
      download_url: null,
      error_message: null,
      archived_at: null,
    });
    expect((await call(`GET /projects/${made.project_id}`)).body).toMatchObject({ name: 'Birds & "foxes"/v1.2' });
    const done = await untilStatus(made.id, 'completed');
    expect(done).toMatchObject({ progress: 100, images_collected: 8, error_code: null });
    const link = Value.Parse(DownloadLink, (await call(`POST /datasets/${made.id}/download`)).body);
    const filename = 'Birds & _foxes_-v1.2.zip';
    expect(link.filename).toBe(filename);
    expect(Date.parse(link.expires_at)).toBeGreaterThan(Date.now() + 60_000);
    const answer = await fetch(linkHere(api, link.url));
    const { status, headers } = answer;
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect({ status, bytes: bytes.length, sha256: sha256(bytes) }).toEqual({
      status: 200,
      bytes: link.bytes,
      sha256: link.sha256,
    });
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="${filename}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
    );
    const { files, rows } = await openArchive(bytes);
    expect(rows.map(({ label, query }) => [label, query === 'fox' ? 'fox' : 'bird'])).toEqual([
      ...Array.from({ length: 4 }, () => ['birds', 'bird']),
      ...Array.from({ length: 4 }, () => ['fox', 'fox']),
    ]);
    expect(rows.filter(({ file_name: name }) => !files.has(name))).toEqual([]);
    expect([...files.keys()].filter((name) => !name.startsWith('images/'))).toEqual([
      'ATTRIBUTION.csv',
      'LICENSES.md',
      'README.md',
      'SHA256SUMS',
      'metadata.jsonl',
      'outcomes.jsonl',
      'report.html',
      'report.json',
    ]);
  });

  it('tells its maker once, of the dataset and not of the job within it', async () => {
    const { id, job_id: jobId } = await make({ name: 'Toads', keywords: ['toad'], max_images: 2 });
    await untilStatus(id, 'completed');
    const told = await db().select().from(notifications).where(eq(notifications.userId, user.userId));
    expect(told.filter(({ resourceId }) => resourceId === id).map(({ title }) => title)).toEqual([
      'Dataset "Toads" is finished',
    ]);
    expect(told.filter(({ resourceId }) => resourceId === jobId)).toEqual([]);
    const done = await db().select().from(activity).where(eq(activity.resourceId, id)).orderBy(activity.id);
    expect(done.map(({ action }) => action)).toEqual(['create', 'finish']);
  });

  it('fails with a sentence when nothing was found', async () => {
    const { id } = await make({ keywords: ['unicorn'] });
    const failed = await untilStatus(id, 'failed');
    expect(failed).toMatchObject({ images_collected: 0, error_code: 'dataset.nothing_kept', download_url: null });
    expect(failed.error_message).toContain('Not one image was kept');
    expect(await call(`POST /datasets/${id}/download`)).toMatchObject({
      status: 404,
      body: { code: 'dataset.no_archive' },
    });
  });

  it.each([
    ['no keywords', {}, 422, 'dataset.no_keywords'],
    ['empty categories', { categories: {} }, 422, 'dataset.no_keywords'],
    ['a category without keywords', { categories: { a: [] } }, 422, 'http.invalid'],
    ['21 keywords', { keywords: Array.from({ length: 21 }, (_, n) => `word ${n}`) }, 422, 'http.invalid'],
    [
      '120 keywords in categories',
      {
        categories: Object.fromEntries(
          Array.from({ length: 6 }, (_, n) => [n, Array.from({ length: 20 }, (_, m) => `${n} ${m}`)]),
        ),
      },
      422,
      'dataset.too_many_keywords',
    ],
    ['a keyword of one letter', { keywords: ['a'] }, 422, 'http.invalid'],
    ['a keyword with U+0000', { keywords: ['a\0b'] }, 422, 'http.invalid'],
    ['a category with U+0000', { categories: { 'a\0b': ['fox'] } }, 422, 'http.invalid'],
    ['a blank name', { name: '  ', keywords: ['fox'] }, 422, 'http.invalid'],
    ['no images', { keywords: ['fox'], max_images: 0 }, 422, 'http.invalid'],
    ['a field that is none', { keywords: ['fox'], images: 3 }, 422, 'http.invalid'],
    ['a source that is none', { keywords: ['fox'], sources: ['nowhere'] }, 422, 'source.unknown'],
    [
      'a search engine that is off',
      { keywords: ['fox'], sources: undefined, search_engines: ['google'] },
      400,
      'source.not_available',
    ],
    ['a licence that is none', { keywords: ['fox'], config: { license: 'mine' } }, 422, 'licence.unknown_code'],
  ])('refuses %s', async (_, body, status, code) => {
    const before = await db().$count(datasets);
    const answer = await call('POST /datasets', { name: 'Animals', sources: ['openverse'], ...body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await db().$count(datasets)).toBe(before);
  });
});

describe('lists and counts', () => {
  it('show what is theirs, by state, and admins everything', async () => {
    const third = await signUp(api);
    const asThird = callerOf(api, third);
    const done = await make({ name: 'One', keywords: ['fox'], max_images: 2 }, asThird);
    const failed = await make({ name: 'Two', keywords: ['unicorn'] }, asThird);
    await untilStatus(done.id, 'completed', asThird);
    await untilStatus(failed.id, 'failed', asThird);
    const all = await asThird('GET /datasets?sort=name&order=asc');
    expect(all.body).toMatchObject({ total: 2, page: 1, pages: 1, next_cursor: null });
    expect(all.body.items.map(({ name }: { name: string }) => name)).toEqual(['One', 'Two']);
    const byState = await asThird('GET /datasets?status=failed');
    expect(byState.body.items.map(({ id }: { id: string }) => id)).toEqual([failed.id]);
    const first = await asThird('GET /datasets?limit=1');
    const second = await asThird(`GET /datasets?limit=1&cursor=${first.body.next_cursor}`);
    expect([...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)).toEqual([
      failed.id,
      done.id,
    ]);
    expect(second.body.next_cursor).toBeNull();
    const stats = await asThird('GET /datasets/stats');
    expect(Value.Parse(DatasetStats, stats.body)).toEqual({
      total_datasets: 2,
      completed_datasets: 1,
      processing_datasets: 0,
      failed_datasets: 1,
      total_images: 2,
    });
    const asAdmin = callerOf(api, admin);
    expect((await asAdmin('GET /datasets/stats')).body.total_datasets).toBeGreaterThan(2);
    expect((await asAdmin(`GET /datasets/${done.id}`)).status).toBe(200);
    const status = await asThird(`GET /datasets/${done.id}/status`);
    expect(Value.Parse(DatasetStatusView, status.body)).toMatchObject({ progress: 100, images_collected: 2 });
  });

  it('give every state the same name in SQL as in code', async () => {
    const { id, job_id: jobId } = await make({ name: 'States', keywords: ['toad'], max_images: 1 });
    await untilStatus(id, 'completed');
    for (const jobStatus of ['pending', 'running', 'completed', 'failed', 'cancelled', null] as const) {
      if (jobStatus !== null)
        await db()
          .update(jobs)
          .set({ status: jobStatus })
          .where(eq(jobs.id, jobId ?? ''));
      await db()
        .update(datasets)
        .set({ jobId: jobStatus === null ? null : jobId })
        .where(eq(datasets.id, id));
      for (const archiveStatus of ['none', 'building', 'ready', 'failed', 'cancelled'] as const) {
        await db().update(datasets).set({ archiveStatus }).where(eq(datasets.id, id));
        const { status } = (await call(`GET /datasets/${id}`)).body;
        const { items } = (await call(`GET /datasets?status=${status}&limit=100`)).body;
        expect(items.some((item: { id: string }) => item.id === id)).toBe(true);
      }
    }
  });
});

describe('changing and deleting', () => {
  it('changes name and description, and nothing else', async () => {
    const { id } = await make({ name: 'Before', keywords: ['toad'], max_images: 1 });
    expect(await call(`PUT /datasets/${id}`, { name: 'After', description: 'New.' })).toMatchObject({
      status: 200,
      body: { name: 'After', description: 'New.' },
    });
    expect(await call(`PUT /datasets/${id}`, { description: null })).toMatchObject({
      body: { name: 'After', description: null },
    });
    expect((await call(`PUT /datasets/${id}`, {})).status).toBe(422);
    expect((await call(`PUT /datasets/${id}`, { max_images: 7 })).status).toBe(422);
  });

  it('deletes everything of it, also while it is crawled', async () => {
    server.hold(true);
    const { id, project_id: projectId } = await make({ name: 'Going', keywords: ['newt'], max_images: 20 });
    await eventually(() => server.held()).toBeGreaterThan(0);
    expect((await call(`DELETE /datasets/${id}`)).status).toBe(204);
    server.hold(false);
    expect((await call(`DELETE /datasets/${id}`)).status).toBe(404);
    expect((await call(`GET /projects/${projectId}`)).status).toBe(404);
    await eventually(() => db().$count(projects, eq(projects.id, projectId))).toBe(0);
    expect(await db().$count(jobs, eq(jobs.projectId, projectId))).toBe(0);
  });

  it('deletes its archive, and leaves a project in which there is something else', async () => {
    const made = await make({ name: 'Shared', keywords: ['toad'], max_images: 1 });
    await untilStatus(made.id, 'completed');
    await call('POST /jobs', { project_id: made.project_id, name: 'Mine', keywords: ['fox'], sources: ['openverse'] });
    const [row] = await db().select().from(datasets).where(eq(datasets.id, made.id));
    expect((await call(`DELETE /datasets/${made.id}`)).status).toBe(204);
    expect(await api.pixmill.storage.stat(row?.archiveKey ?? '')).toBeNull();
    expect((await call(`GET /projects/${made.project_id}`)).status).toBe(200);
    expect(await db().$count(images, eq(images.projectId, made.project_id))).toBe(1);
  });

  it('is for nobody else', async () => {
    const { id } = await make({ name: 'Private', keywords: ['toad'], max_images: 1 });
    const answers = [
      await other(`GET /datasets/${id}`),
      await other(`GET /datasets/${id}/status`),
      await other(`GET /datasets/${id}/archive`),
      await other(`POST /datasets/${id}/cancel`),
      await other(`POST /datasets/${id}/build`),
      await other(`POST /datasets/${id}/download`),
      await other(`DELETE /datasets/${id}`),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, 'dataset.not_found']),
    );
    expect((await other(`PUT /datasets/${id}`, { name: 'Mine' })).status).toBe(404);
    expect((await other('GET /datasets')).body.total).toBe(0);
    expect((await call(`GET /datasets/${id}`)).body.name).toBe('Private');
  });
});
