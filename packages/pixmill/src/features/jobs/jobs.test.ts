import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { image, reply, sequence } from '../../../test/http-server.ts';
import {
  addsUp,
  callerOf,
  eventually,
  jobSettings,
  makeJob,
  runJob,
  untilStatus,
  type Call,
} from '../../../test/job-api.ts';
import { startOpenverse, type OpenverseServer } from '../../../test/openverse-server.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { candidates, chunks, images, jobs } from '../../library/schema.ts';
import { activity, notifications } from '../../library/service.schema.ts';

const NOBODYS = '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9';
const WORD_OF_100 = 'x'.repeat(100);

let api: TestApi;
let server: OpenverseServer;
let user: TestUser;
let call: Call;
let other: Call;
beforeAll(async () => {
  const flaky = await encoderOf(makePicture(160, 120, 77))
    .jpeg()
    .toBuffer();
  const gone = reply('', { status: 404 });
  server = await startOpenverse({
    fox: { total: 30 },
    owl: { total: 12, broken: { 2: gone, 5: reply('<p>no picture') } },
    newt: { total: 8, broken: { 1: sequence(gone, image(flaky)), 3: gone, 6: reply('', { status: 403 }) } },
  });
  api = await startTestApi(jobSettings(server), { worker: true });
  await signUp(api, { admin: true });
  user = await signUp(api, { admin: false });
  call = callerOf(api, user);
  other = callerOf(api, await signUp(api, { admin: false }));
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const db = () => api.pixmill.database.db;
const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

describe('making a job', () => {
  it('understands what was asked, and waits', async () => {
    const projectId = (await call('POST /projects', { name: 'Animals' })).body.id;
    const { status, body } = await call('POST /jobs', {
      project_id: projectId,
      name: ' Animals ',
      keywords: ['  red  fox ', 'Red Fox', 'owl', 'ow', WORD_OF_100, '🦊🦊'],
      sources: ['openverse', 'nature', 'OPENVERSE'],
      config: {
        level: 'slow',
        mode: 'lenient',
        min_size: '256x128',
        max_bytes: '2MiB',
        near: 'off',
        license: ['cc0', 'by'],
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      project_id: projectId,
      name: 'Animals',
      status: 'pending',
      kind: 'crawl',
      keywords: ['red fox', 'owl', 'ow', WORD_OF_100, '🦊🦊'],
      sources: ['openverse', 'inaturalist', 'gbif'],
      max_images: 100,
      progress: 0,
      created_by: user.userId,
      started_at: null,
    });
    expect(body.config).toEqual({
      level: 'slow',
      mode: 'lenient',
      min_size: '256x128',
      max_aspect: 10,
      min_bytes: 1024,
      max_bytes: 2 * 1024 ** 2,
      near: 'off',
      license: 'cc0,by',
    });
    expect((await call(`GET /jobs/${body.id}`)).body).toEqual(body);
    expect((await call(`GET /projects/${projectId}`)).body.job_count).toBe(1);
    expect(server.imageRequests()).toBe(0);
  });

  it('asks the default sources when none is named', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'], sources: undefined });
    expect((await call(`GET /jobs/${jobId}`)).body.sources).toEqual(['openverse', 'commons']);
  });

  it.each([
    [{ search_engine: 'google' }, 'Google'],
    [{ search_engine: 'duckduckgo' }, 'DuckDuckGo'],
    [{ sources: ['openverse', 'bing'] }, 'Bing'],
    [{ sources: ['baidu'] }, 'Baidu'],
    [{ sources: ['pexels'] }, 'Pexels forbids'],
    [{ sources: ['folder'] }, 'folder'],
  ])('says with 400 why a source is off: %j', async (given, reason) => {
    const projectId = (await call('POST /projects', { name: 'P' })).body.id;
    const { status, body } = await call('POST /jobs', {
      project_id: projectId,
      name: 'J',
      keywords: ['fox'],
      ...given,
    });
    expect({ status, code: body.code }).toEqual({ status: 400, code: expect.stringMatching(/^source\./) });
    expect(body.detail).toContain(reason);
  });

  it.each([
    ['no keyword', { keywords: [] }],
    ['21 keywords', { keywords: Array.from({ length: 21 }, (_, n) => `word ${n}`) }],
    ['a keyword of one letter', { keywords: ['fox', ' x '] }],
    ['a keyword of 101 letters', { keywords: [`${WORD_OF_100}x`] }],
    ['a keyword of spaces', { keywords: [' '.repeat(10)] }],
    ['U+0000 in a keyword', { keywords: ['fo\u0000x'] }],
    ['half a surrogate pair', { keywords: ['fox\ud800'] }],
    ['no images', { max_images: 0 }],
    ['too many images', { max_images: 1e9 }],
    ['an unknown option', { config: { levels: 'fast' } }],
    ['an unknown level', { config: { level: 'quick' } }],
    ['a bad size', { config: { min_size: '1024' } }],
    ['bytes that are none', { config: { min_bytes: 'many' } }],
    ['bytes beyond all measure', { config: { max_bytes: '999999999999999 GiB' } }],
    ['a distance that is too far', { config: { near: 12 } }],
    ['a licence that is none', { config: { license: 'by-now' } }],
    ['an unknown source', { sources: ['altavista'] }],
    ['a status', { status: 'running' }],
    ['a project that is no id', { project_id: 'mine' }],
  ])('with %s is refused with 422', async (_, given) => {
    const projectId = (await call('POST /projects', { name: 'P' })).body.id;
    const { status, body } = await call('POST /jobs', {
      project_id: projectId,
      name: 'J',
      keywords: ['fox'],
      ...given,
    });
    expect({ status, body }).toMatchObject({ status: 422 });
  });

  it('for a project of somebody else, or none, is a 404', async () => {
    const project_id = (await call('POST /projects', { name: 'P' })).body.id;
    for (const id of [project_id, NOBODYS]) {
      const answer = await other('POST /jobs', { project_id: id, name: 'J', keywords: ['fox'] });
      expect(answer).toMatchObject({ status: 404, body: { code: 'job.no_project' } });
    }
  });
});

describe('a job', () => {
  it('runs from start to end, and its sums add up at every moment', async () => {
    const { projectId, jobId } = await makeJob(call, { keywords: ['fox', 'owl'], max_images: 20 });
    const pending = (await call(`GET /jobs/${jobId}/progress`)).body;
    expect(pending).toMatchObject({ status: 'pending', progress: 0, total_chunks: 0, started_at: null });
    const started = await call(`POST /jobs/${jobId}/start`);
    expect(started).toMatchObject({
      status: 200,
      body: { job_id: jobId, status: 'running', total_chunks: 2, message: 'Job started with 2 tasks' },
    });
    expect(started.body.task_ids).toHaveLength(2);
    const again = await call(`POST /jobs/${jobId}/start`);
    expect(again.status).toBe(400);
    expect(again.body.code).toBe('job.not_pending');
    expect(again.body.detail).toMatch(
      /^Cannot start job with status '(?:running|completed)'\. Only pending jobs can be started\.$/,
    );
    for (;;) {
      const progress = (await call(`GET /jobs/${jobId}/progress`)).body;
      expect(addsUp(progress)).toBe(true);
      expect(progress.active_chunks + progress.completed_chunks + progress.failed_chunks).toBeLessThanOrEqual(
        progress.total_chunks,
      );
      if (progress.status !== 'running') break;
    }
    const job = await untilStatus(call, jobId, 'completed');
    expect(job).toMatchObject({ progress: 100, valid_images: 20, in_flight_images: 0, error_code: null });
    const progress = (await call(`GET /jobs/${jobId}/progress`)).body;
    expect(Object.keys(progress)).toEqual(
      expect.arrayContaining(
        'job_id status progress total_chunks active_chunks completed_chunks failed_chunks discovered_images downloaded_images valid_images duplicate_images rejected_images failed_images estimated_completion started_at updated_at'.split(
          ' ',
        ),
      ),
    );
    expect(progress).toMatchObject({ progress: 100, active_chunks: 0, failed_chunks: 0, estimated_completion: null });
    expect(progress.completed_chunks).toBe(progress.total_chunks);
    expect(progress.downloaded_images).toBeLessThan(progress.discovered_images);
    expect((await call(`GET /projects/${projectId}`)).body.image_count).toBe(20);

    const kept = await call(`GET /jobs/${jobId}/images?limit=100`);
    expect(kept.body.total).toBe(20);
    expect(kept.body.items[0]).toMatchObject({
      job_id: jobId,
      project_id: projectId,
      source: 'openverse',
      status: 'kept',
    });
    expect((await call(`GET /jobs/${jobId}/images?is_valid=true&is_duplicate=false`)).body.total).toBe(20);
    expect((await call(`GET /jobs/${jobId}/images?is_valid=false`)).body.total).toBe(0);
    expect((await call(`GET /jobs/${jobId}/images?is_duplicate=true`)).body.total).toBe(0);

    const failed = (await call(`GET /jobs/${jobId}/outcomes?outcome=failed`)).body;
    expect(
      failed.items.map(({ code, http_status: status }: { code: string; http_status: number }) => [code, status]),
    ).toEqual(
      expect.arrayContaining([
        ['fetch.not_found', 404],
        ['inspect.not_an_image', 200],
      ]),
    );
    expect(failed.total).toBe(2);
    for (const [reason, count] of [
      ['fetch.not_found', 1],
      ['fetch', 1],
      ['not_an_image', 1],
      ['kept', 20],
      ['%', 0],
    ]) {
      expect((await call(`GET /jobs/${jobId}/outcomes?reason=${encodeURIComponent(reason ?? '')}`)).body.total).toBe(
        count,
      );
    }
  });

  it('tells its end once: a notification, an activity, a mail', async () => {
    const { jobId } = await runJob(call, { keywords: ['fox'], max_images: 3, name: 'Three foxes' });
    await untilStatus(call, jobId, 'completed');
    const told = await db().select().from(notifications).where(eq(notifications.resourceId, jobId));
    expect(told).toMatchObject([{ userId: user.userId, category: 'job', title: 'Job "Three foxes" is finished' }]);
    const done = await db().select().from(activity).where(eq(activity.resourceId, jobId)).orderBy(activity.id);
    expect(done.map(({ action }) => action)).toEqual(['create', 'start', 'finish']);
    const { rows } = await api.pixmill.database.pool.query(
      `select data from queue.job where name = 'mail.send' and data->'values'->>'title' = 'Three foxes'`,
    );
    expect(rows).toMatchObject([
      { data: { template: 'job-finished', to: user.email, values: { status: 'completed', kept: 3 } } },
    ]);
  });

  it('reads its outcomes in pages without a gap, either way', async () => {
    const { jobId } = await runJob(call, { keywords: ['owl'], max_images: 100 });
    await untilStatus(call, jobId, 'completed');
    for (const order of ['asc', 'desc']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { items: { id: string }[]; next_cursor: string | null; total: number } = (
          await call(`GET /jobs/${jobId}/outcomes?limit=5&order=${order}${cursor === '' ? '' : `&cursor=${cursor}`}`)
        ).body;
        expect(page.total).toBe(12);
        seen.push(...idsOf(page.items));
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(idsOf((await call(`GET /jobs/${jobId}/outcomes?order=${order}`)).body.items));
      expect(new Set(seen).size).toBe(12);
    }
  });

  it('of somebody else is not there, whatever is asked of it', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'] });
    for (const path of [
      'GET /jobs/#',
      'DELETE /jobs/#',
      'POST /jobs/#/start',
      'POST /jobs/#/cancel',
      'POST /jobs/#/stop',
      'POST /jobs/#/retry',
      'GET /jobs/#/progress',
      'GET /jobs/#/events',
      'GET /jobs/#/images',
      'GET /jobs/#/outcomes',
    ] as const) {
      for (const id of [jobId, NOBODYS]) {
        const [method = '', rest = ''] = path.replace('#', id).split(' ');
        expect(await other(`${method} /${rest.slice(1)}`)).toMatchObject({
          status: 404,
          body: { code: 'job.not_found' },
        });
      }
    }
    expect((await call(`GET /jobs/${jobId}`)).body.status).toBe('pending');
  });

  it('is found in lists by its project and its status', async () => {
    const { projectId, jobId } = await makeJob(call, { keywords: ['fox'], name: 'B' });
    const second = await makeJob(call, { keywords: ['fox'], name: 'A', project_id: projectId });
    await call(`POST /jobs/${jobId}/cancel`);
    const list = async (query: string) => idsOf((await call(`GET /jobs?project_id=${projectId}${query}`)).body.items);
    expect(await list('')).toEqual([second.jobId, jobId]);
    expect(await list('&status=pending')).toEqual([second.jobId]);
    expect(await list('&status=cancelled')).toEqual([jobId]);
    expect(await list('&sort=name&order=asc')).toEqual([second.jobId, jobId]);
    expect((await other(`GET /jobs?project_id=${projectId}`)).body.total).toBe(0);
  });
});

describe('retrying', () => {
  it('tries the candidates of a completed job again that failed for a reason', async () => {
    const { jobId } = await runJob(call, { keywords: ['newt'], max_images: 100 });
    const first = await untilStatus(call, jobId, 'completed');
    expect(first).toMatchObject({ discovered_images: 8, valid_images: 5, failed_images: 3, downloaded_images: 5 });
    const none = await call(`POST /jobs/${jobId}/retry`, { reasons: ['fetch.timeout'] });
    expect(none).toMatchObject({ status: 400, body: { code: 'job.nothing_to_retry' } });
    const retried = await call(`POST /jobs/${jobId}/retry`, { reasons: ['fetch.not_found'] });
    expect(retried).toMatchObject({ status: 200, body: { status: 'running', failed_images: 1, in_flight_images: 2 } });
    const second = await untilStatus(call, jobId, 'completed');
    expect(second).toMatchObject({ valid_images: 6, failed_images: 2, downloaded_images: 6 });
    expect(addsUp(second)).toBe(true);
    expect(server.count('/image/newt/6.jpg')).toBe(1);
    const all = await call(`POST /jobs/${jobId}/retry`);
    expect(all).toMatchObject({ status: 200, body: { in_flight_images: 2 } });
    expect(await untilStatus(call, jobId, 'completed')).toMatchObject({ valid_images: 6, failed_images: 2 });
    // Each end tells.
    expect(await db().select().from(notifications).where(eq(notifications.resourceId, jobId))).toHaveLength(3);
  });

  it('of a job that is pending is a 400 that says why', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'] });
    const { status, body } = await call(`POST /jobs/${jobId}/retry`, {});
    expect({ status, detail: body.detail }).toEqual({
      status: 400,
      detail: "Cannot retry job with status 'pending'. Only failed, cancelled and completed jobs can be retried.",
    });
  });

  it('goes on with a failed job where it stopped', async () => {
    const { jobId } = await makeJob(call, { keywords: ['owl'] });
    await call(`POST /jobs/${jobId}/cancel`);
    await db()
      .update(jobs)
      .set({ status: 'failed', errorCode: 'storage.full', errorDetail: 'The disk that holds /srv is full.' })
      .where(eq(jobs.id, jobId));
    expect((await call(`GET /jobs/${jobId}`)).body).toMatchObject({
      status: 'failed',
      error_message: 'There is no room left in storage: tell your admin, then try again.',
    });
    expect((await call(`POST /jobs/${jobId}/retry`)).body).toMatchObject({ status: 'running', error_code: null });
    expect(await untilStatus(call, jobId, 'completed')).toMatchObject({ discovered_images: 12, failed_images: 2 });
  });
});

describe('deleting a job', () => {
  it('takes its candidates and images with it, and leaves those of others', async () => {
    const { projectId, jobId } = await runJob(call, { keywords: ['fox'], max_images: 5 });
    await untilStatus(call, jobId, 'completed');
    const second = await runJob(call, { keywords: ['owl'], max_images: 5, project_id: projectId });
    await untilStatus(call, second.jobId, 'completed');
    expect((await call(`DELETE /jobs/${jobId}`)).status).toBe(204);
    expect((await call(`GET /jobs/${jobId}`)).status).toBe(404);
    expect(await db().$count(candidates, eq(candidates.jobId, jobId))).toBe(0);
    expect(await db().$count(images, eq(images.jobId, jobId))).toBe(0);
    expect(await db().$count(images, and(eq(images.projectId, projectId), eq(images.status, 'kept')))).toBe(5);
    expect((await call(`GET /projects/${projectId}`)).body).toMatchObject({ job_count: 1, image_count: 5 });
  });

  it('stops it when it runs', async () => {
    server.hold(true);
    const { jobId } = await runJob(call, { keywords: ['fox'], max_images: 30 });
    await eventually(() => server.held()).toBeGreaterThan(0);
    expect((await call(`DELETE /jobs/${jobId}`)).status).toBe(204);
    await eventually(() => server.held()).toBe(0);
    server.hold(false);
    expect(await db().$count(chunks, eq(chunks.jobId, jobId))).toBe(0);
    expect(await api.pixmill.queue.depths()).toContainEqual(expect.objectContaining({ job: 'mill.chunk', ready: 0 }));
  });
});
