import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { allOf, openEvents, type SentEvent } from '../../../test/event-stream.ts';
import { reply } from '../../../test/http-server.ts';
import { callerOf, eventually, jobSettings, makeJob, runJob, untilStatus, type Call } from '../../../test/job-api.ts';
import { startOpenverse, type OpenverseServer } from '../../../test/openverse-server.ts';
import { candidates, jobs } from '../../library/schema.ts';

let api: TestApi;
let server: OpenverseServer;
let user: TestUser;
let call: Call;
beforeAll(async () => {
  server = await startOpenverse({
    fox: { total: 60, broken: { 7: reply('', { status: 404 }) } },
    owl: { total: 40 },
  });
  api = await startTestApi(jobSettings(server), { worker: true });
  user = await signUp(api);
  call = callerOf(api, user);
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const db = () => api.pixmill.database.db;
const numbered = (events: readonly SentEvent[]) =>
  events.filter(({ event }) => event === 'image' || event === 'outcome');
const outcomeOf = ({ event, data }: SentEvent) => (event === 'image' ? data.outcome : data);

/** What is written of the candidates of a job. */
const writtenOf = async (jobId: string): Promise<Record<string, string>> => {
  const rows = await db().select().from(candidates).where(eq(candidates.jobId, jobId));
  return Object.fromEntries(rows.map(({ id, outcome, code }) => [id, `${outcome} ${code}`]));
};
/** What somebody knows of them who has heard these events. */
const knownOf = (events: readonly SentEvent[]): Record<string, string> =>
  Object.fromEntries(
    numbered(events)
      .map(outcomeOf)
      .map(({ id, outcome, code }) => [id, `${outcome} ${code}`]),
  );

const expectRising = (events: readonly SentEvent[]): void => {
  const ids = numbered(events).flatMap(({ id }) => id ?? []);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  // An outcome that changed after the end has the last number, and the end is told with it.
  const end = events.findLast(({ event }) => event === 'end')?.id ?? Infinity;
  expect(end).toBeGreaterThanOrEqual(ids.at(-1) ?? 0);
};

describe('the events of a job', () => {
  it('tell progress, every end once in order, and its end', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'], max_images: 20 });
    const stream = await openEvents(api, user, jobId);
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toBe('no-cache, no-transform');
    const heard = allOf(stream);
    await call(`POST /jobs/${jobId}/start`);
    const events = await heard;
    expectRising(events);
    expect(events[0]).toMatchObject({ id: null, event: 'progress', data: { job_id: jobId, status: 'pending' } });
    const last = events.at(-1);
    expect(last).toMatchObject({ event: 'end', data: { job_id: jobId, status: 'completed', error_code: null } });
    expect(events.at(-2)).toMatchObject({
      event: 'progress',
      data: { status: 'completed', progress: 100, valid_images: 20 },
    });
    expect(knownOf(events)).toEqual(await writtenOf(jobId));
    const kept = events.find(({ event }) => event === 'image');
    expect(kept?.data).toMatchObject({
      outcome: { outcome: 'kept', code: 'job.kept', query: 'fox' },
      image: { job_id: jobId, width: 160, height: 120, thumbnail_url: expect.stringContaining('signature=') },
    });
    expect((await call(`GET /jobs/${jobId}`)).body.last_event_id).toBe(String(last?.id));
  });

  it('go on after any of them, again and again, without loss or repetition', async () => {
    const { projectId, jobId } = await makeJob(call, { keywords: ['fox'], max_images: 1000, config: {} });
    // A job beside it in the project changes what it has kept: its copies come from elsewhere.
    const other = await makeJob(call, { keywords: ['fox', 'owl'], project_id: projectId, config: {} });
    const heard: SentEvent[] = [];
    let connections = 0;
    const follow = async (): Promise<void> => {
      for (let after: number | undefined; ; connections++) {
        const stream = await openEvents(api, user, jobId, after);
        let left = 1 + (connections % 5);
        for await (const event of stream.events) {
          heard.push(event);
          if (event.id !== null) after = event.id;
          if (event.event === 'end') return;
          // Hangs up in the middle of what is told.
          if (event.id !== null && --left === 0) break;
        }
        stream.close();
      }
    };
    await call(`POST /jobs/${jobId}/start`);
    await call(`POST /jobs/${other.jobId}/start`);
    await follow();
    expect(connections).toBeGreaterThan(5);
    expectRising(heard);
    expect(numbered(heard).length).toBeGreaterThanOrEqual(60);
    await untilStatus(call, other.jobId, 'completed');
    const rest = await allOf(await openEvents(api, user, jobId, heard.findLast(({ id }) => id !== null)?.id ?? 0));
    expect(knownOf([...heard, ...rest])).toEqual(await writtenOf(jobId));
  });

  it('are over for a client that knows the last one, and told anew where a number was never given', async () => {
    const { jobId } = await runJob(call, { keywords: ['owl'], max_images: 5 });
    await untilStatus(call, jobId, 'completed');
    const whole = await allOf(await openEvents(api, user, jobId));
    const end = whole.at(-1)?.id ?? 0;
    expect((await openEvents(api, user, jobId, end)).status).toBe(204);
    const half = Math.floor(end / 2);
    const rest = await allOf(await openEvents(api, user, jobId, half));
    expect(rest.flatMap(({ id }) => id ?? [])).toEqual(
      whole.flatMap(({ id }) => (id !== null && id > half ? [id] : [])),
    );
    expect(await allOf(await openEvents(api, user, jobId, 999_999_999))).toEqual(whole);
    for (const bad of ['-1', '1.5', 'x', '9'.repeat(16)]) {
      expect((await openEvents(api, user, jobId, bad)).status).toBe(422);
    }
    const byQuery = await call(`GET /jobs/${jobId}/events?last_event_id=${end}`);
    expect(byQuery.status).toBe(204);
  });

  it('come to the end for a client that hung up at an outcome which changed after it', async () => {
    const { db } = api.pixmill.database;
    const { jobId } = await runJob(call, { keywords: ['owl'], max_images: 5 });
    await untilStatus(call, jobId, 'completed');
    const end = (await allOf(await openEvents(api, user, jobId))).at(-1)?.id ?? 0;
    // As another job of the project does, whose copy is better.
    const [one] = await db.select({ id: candidates.id }).from(candidates).where(eq(candidates.jobId, jobId)).limit(1);
    await db
      .update(jobs)
      .set({ eventSeq: end + 1 })
      .where(eq(jobs.id, jobId));
    await db
      .update(candidates)
      .set({ eventSeq: end + 1 })
      .where(eq(candidates.id, one?.id ?? ''));
    const rest = await allOf(await openEvents(api, user, jobId, end + 1));
    expect(rest.map(({ event }) => event).filter((event) => event !== 'progress')).toEqual(['end']);
  });

  it('go on when a job that has ended is tried again', async () => {
    const { jobId } = await runJob(call, { keywords: ['fox'], max_images: 1000 });
    await untilStatus(call, jobId, 'completed');
    const before = await allOf(await openEvents(api, user, jobId));
    const end = before.at(-1)?.id ?? 0;
    await call(`POST /jobs/${jobId}/retry`, { reasons: ['fetch'] });
    const after = await allOf(await openEvents(api, user, jobId, end));
    expect(numbered(after).map(outcomeOf)).toMatchObject([{ outcome: 'failed', code: 'fetch.not_found' }]);
    expect(after.at(-1)).toMatchObject({ event: 'end', data: { status: 'completed' } });
    expectRising([...before, ...after]);
  });

  it('tell of a cancelled job what became of all that was in flight', async () => {
    server.hold(true);
    const { jobId } = await runJob(call, { keywords: ['fox'] });
    const heard = openEvents(api, user, jobId).then(allOf);
    await eventually(() => server.held()).toBeGreaterThan(0);
    await call(`POST /jobs/${jobId}/cancel`);
    const events = await heard;
    server.hold(false);
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { status: 'cancelled' } });
    expect(knownOf(events)).toEqual(await writtenOf(jobId));
  });

  it('end when the job is deleted', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'] });
    const stream = await openEvents(api, user, jobId);
    const heard = allOf(stream);
    await call(`DELETE /jobs/${jobId}`);
    expect((await heard).some(({ event }) => event === 'image')).toBe(false);
    expect(await db().$count(jobs, eq(jobs.id, jobId))).toBe(0);
  });

  it('are for twenty clients of a user at once, and have room again when one leaves', async () => {
    const { jobId } = await makeJob(call, { keywords: ['fox'] });
    const streams = await Promise.all(Array.from({ length: 20 }, () => openEvents(api, user, jobId)));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    const refused = await call(`GET /jobs/${jobId}/events`);
    expect(refused).toMatchObject({ status: 429, body: { code: 'job.too_many_streams' } });
    streams[0]?.close();
    await eventually(async () => {
      const stream = await openEvents(api, user, jobId);
      stream.close();
      return stream.status;
    }).toBe(200);
    for (const stream of streams) stream.close();
  });
});

it('a server that closes ends its streams', async () => {
  const own = await startTestApi(jobSettings(server));
  const somebody = await signUp(own);
  const { jobId } = await makeJob(callerOf(own, somebody), { keywords: ['fox'] });
  const stream = await openEvents(own, somebody, jobId);
  const first = await stream.events.next();
  expect(first.value).toMatchObject({ event: 'progress' });
  await own.close();
  expect((await stream.events.next()).done).toBe(true);
});
