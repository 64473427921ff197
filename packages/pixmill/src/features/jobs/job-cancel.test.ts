import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import {
  addsUp,
  callerOf,
  eventually,
  jobSettings,
  makeJob,
  runJob,
  startAnotherWorker,
  untilStatus,
  type Call,
} from '../../../test/job-api.ts';
import { startOpenverse, type OpenverseServer } from '../../../test/openverse-server.ts';
import { candidates, chunks, images } from '../../library/schema.ts';
import { activity, notifications } from '../../library/service.schema.ts';

let api: TestApi;
let server: OpenverseServer;
let user: TestUser;
let call: Call;
let second: Awaited<ReturnType<typeof startAnotherWorker>>;
beforeAll(async () => {
  server = await startOpenverse({ fox: { total: 200 }, owl: { total: 30 } });
  api = await startTestApi(jobSettings(server), { worker: true });
  user = await signUp(api, { admin: true });
  call = callerOf(api, user);
  second = await startAnotherWorker(api);
});
afterEach(() => server.hold(false));
afterAll(async () => {
  await second.close();
  await api.close();
  await server.close();
});

const db = () => api.pixmill.database.db;
const workersAtWork = async (): Promise<number> => {
  const { rows } = await api.pixmill.database.pool.query<{ count: number }>(
    `select count(distinct claim.worker_id)::int as count from queue_claims as claim
       join queue.job as job on job.id = claim.job_id and job.retry_count = claim.attempt
      where job.name = 'mill.chunk' and job.state = 'active'`,
  );
  return rows[0]?.count ?? 0;
};

describe('cancelling', () => {
  it('stops fetching within two seconds on every worker, keeps what was kept, and adds up', async () => {
    const { jobId } = await runJob(call, { keywords: ['fox'], max_images: 150 });
    await eventually(async () => (await call(`GET /jobs/${jobId}`)).body.valid_images).toBeGreaterThan(0);
    server.hold(true);
    await eventually(workersAtWork).toBe(2);
    await eventually(() => server.held()).toBeGreaterThan(2);
    const active = (await call(`GET /jobs/${jobId}/progress`)).body.active_chunks;
    expect(active).toBeGreaterThanOrEqual(2);

    const { status, body } = await call(`POST /jobs/${jobId}/cancel`);
    expect({ status, body }).toMatchObject({ status: 200, body: { job_id: jobId, status: 'cancelled' } });
    expect(body.revoked_tasks).toBeGreaterThanOrEqual(active);
    expect(body.message).toMatch(/^Job cancelled: \d+ waiting tasks? .* What was kept stays\.$/);
    await eventually(() => server.held()).toBe(0);
    const requests = server.imageRequests();
    await eventually(workersAtWork).toBe(0);

    const job = (await call(`GET /jobs/${jobId}`)).body;
    expect(addsUp(job)).toBe(true);
    expect(job).toMatchObject({ status: 'cancelled', in_flight_images: 0 });
    expect(job.valid_images).toBeGreaterThan(0);
    expect(await db().$count(images, and(eq(images.jobId, jobId), eq(images.status, 'kept')))).toBe(job.valid_images);
    expect(await db().$count(candidates, and(eq(candidates.jobId, jobId), isNull(candidates.outcome)))).toBe(0);
    const skipped = (await call(`GET /jobs/${jobId}/outcomes?reason=job.cancelled`)).body;
    expect(skipped.total).toBe(job.skipped_images);
    const progress = (await call(`GET /jobs/${jobId}/progress`)).body;
    expect(progress).toMatchObject({
      status: 'cancelled',
      active_chunks: 0,
      failed_chunks: 0,
      estimated_completion: null,
    });
    expect(progress.completed_chunks).toBeLessThan(progress.total_chunks);

    // What comes too late changes nothing.
    server.hold(false);
    await eventually(() => api.pixmill.queue.depths()).toContainEqual(
      expect.objectContaining({ job: 'mill.chunk', ready: 0, waiting: 0, active: 0 }),
    );
    expect(server.imageRequests()).toBe(requests);
    expect((await call(`GET /jobs/${jobId}`)).body).toEqual(job);

    const told = await db().select().from(notifications).where(eq(notifications.resourceId, jobId));
    expect(told).toMatchObject([{ category: 'job', title: 'Job "Job" was cancelled' }]);
    const done = await db().select().from(activity).where(eq(activity.resourceId, jobId)).orderBy(activity.id);
    expect(done.at(-1)).toMatchObject({ action: 'cancel', userId: user.userId, address: '127.0.0.1' });
    expect(done.map(({ action }) => action)).toEqual(['create', 'start', 'cancel']);

    const again = await call(`POST /jobs/${jobId}/stop`);
    expect({ status: again.status, detail: again.body.detail }).toEqual({
      status: 400,
      detail: "Cannot cancel job with status 'cancelled'. Only pending and running jobs can be cancelled.",
    });
  });

  it('is noticed without the message, too', async () => {
    server.hold(true);
    const { jobId } = await runJob(call, { keywords: ['owl'] });
    await eventually(() => server.held()).toBeGreaterThan(0);
    // As if the message was lost with its connection: nothing but the row says it.
    await api.pixmill.database.pool.query(`update jobs set status = 'cancelled' where id = $1`, [jobId]);
    await eventually(() => server.held()).toBe(0);
    await eventually(workersAtWork).toBe(0);
    expect((await call(`GET /jobs/${jobId}/progress`)).body.active_chunks).toBe(0);
  });

  it('can be taken back: a retry goes on with what was left', async () => {
    server.hold(true);
    const { jobId } = await runJob(call, { keywords: ['owl'], max_images: 1000 });
    await eventually(() => server.held()).toBeGreaterThan(0);
    expect((await call(`POST /jobs/${jobId}/cancel`)).status).toBe(200);
    const cancelled = (await call(`GET /jobs/${jobId}`)).body;
    expect(cancelled.skipped_images).toBeGreaterThan(0);
    server.hold(false);
    const retried = (await call(`POST /jobs/${jobId}/retry`)).body;
    expect(retried).toMatchObject({ status: 'running', skipped_images: 0, finished_at: null });
    const job = await untilStatus(call, jobId, 'completed');
    expect(job).toMatchObject({ discovered_images: 30, in_flight_images: 0, skipped_images: 0 });
    expect(job.valid_images + job.rejected_images).toBe(30);
    expect(addsUp(job)).toBe(true);
    expect(await db().$count(chunks, and(eq(chunks.jobId, jobId), eq(chunks.status, 'open')))).toBe(0);
  });

  it('of a pending job leaves nothing behind', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'] });
    const { body } = await call(`POST /jobs/${jobId}/stop`);
    expect(body).toMatchObject({ status: 'cancelled', revoked_tasks: 0 });
    expect((await call(`POST /jobs/${jobId}/start`)).body.detail).toBe(
      "Cannot start job with status 'cancelled'. Only pending jobs can be started.",
    );
  });

  it('twice at once cancels once', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'] });
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(`POST /jobs/${jobId}/cancel`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400, 400, 400, 400]);
    expect(await db().select().from(notifications).where(eq(notifications.resourceId, jobId))).toHaveLength(1);
  });
});
