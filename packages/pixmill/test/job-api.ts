import { expect } from 'vitest';
import { openPixmill, type Pixmill } from '../src/compose.ts';
import type { TestApi, TestUser } from './api.ts';

/** An answer of the API with its body as JSON, if it has one. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into it by its documented names
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };

/** Calls operations under `/api/v1` as one user: `call('POST /jobs', { … })`. */
export type Call = (line: `${string} /${string}`, body?: unknown) => Promise<Answer>;

/** Makes a function that calls the API as somebody. */
export const callerOf =
  (api: Pick<TestApi, 'url'>, { headers }: Pick<TestUser, 'headers'>): Call =>
  async (line, body) => {
    const [method = '', path = ''] = line.split(' ');
    const response = await fetch(`${api.url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };

/** Settings of an API whose keywords are answered by a server of the test's own. */
export const jobSettings = ({ origin }: { readonly origin: string }) => ({
  OPENVERSE_URL: origin,
  RATE_LIMIT_JOB_CREATE: '100000',
  RATE_LIMIT_JOB_START: '100000',
  RATE_LIMIT_JOB_RETRY: '100000',
  WORKER_CONCURRENCY: '1',
});

/** Makes a project, and a pending job in it; returns their ids. */
export const makeJob = async (
  call: Call,
  given: { readonly keywords: readonly string[]; readonly [name: string]: unknown },
): Promise<{ readonly projectId: string; readonly jobId: string }> => {
  const projectId = given['project_id'] ?? (await call('POST /projects', { name: 'Project' })).body.id;
  const { status, body } = await call('POST /jobs', {
    project_id: projectId,
    name: 'Job',
    sources: ['openverse'],
    config: { near: 'off' },
    ...given,
  });
  expect({ status, body }).toMatchObject({ status: 201, body: { status: 'pending' } });
  return { projectId, jobId: body.id };
};

/** The same, started. */
export const runJob: typeof makeJob = async (call, given) => {
  const made = await makeJob(call, given);
  expect(await call(`POST /jobs/${made.jobId}/start`)).toMatchObject({ status: 200 });
  return made;
};

/** Waits until a job has one of these states; returns it. */
export const untilStatus = async (call: Call, jobId: string, ...states: readonly string[]): Promise<Answer['body']> => {
  await expect
    .poll(async () => (await call(`GET /jobs/${jobId}`)).body.status, { timeout: 50_000, interval: 50 })
    .toSatisfy((status: string) => states.includes(status));
  return (await call(`GET /jobs/${jobId}`)).body;
};

/** Whether the counts of a job or of its progress add up. */
export const addsUp = (counts: Answer['body']): boolean =>
  counts.discovered_images ===
  counts.valid_images +
    counts.duplicate_images +
    counts.rejected_images +
    counts.failed_images +
    counts.skipped_images +
    counts.in_flight_images;

/** Asks again and again until the answer is as expected; a busy machine may take its time. */
export const eventually = <Value>(ask: () => Value) => {
  return expect.poll(ask, { timeout: 20_000, interval: 25 });
};

/** Starts one more worker on the database and the storage of an API. */
export const startAnotherWorker = async ({
  pixmill: { settings, logger },
}: Pick<TestApi, 'pixmill'>): Promise<Pixmill> => {
  const pixmill = await openPixmill({ settings, logger });
  await pixmill.startWorker();
  return pixmill;
};
