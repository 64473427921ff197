import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';

const json = async (response: Response): Promise<unknown> => response.json();

describe('GET /health', () => {
  it('tells that no worker is alive, and how many are', async () => {
    const api = await startTestApi();
    const lonely = await fetch(`${api.url}/api/v1/health`);
    expect(lonely.status).toBe(200);
    expect(await json(lonely)).toEqual({
      status: 'degraded',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      services: {
        database: { status: 'healthy', message: 'external PostgreSQL answers' },
        queue: { status: 'degraded', message: 'no worker is alive: jobs wait', workers: 0 },
        storage: { status: 'healthy', message: expect.any(String) },
        search: { status: 'healthy', message: expect.any(String) },
      },
    });
    await api.pixmill.startWorker();
    await expect
      .poll(async () => json(await fetch(`${api.url}/api/v1/health`)), { timeout: 10_000 })
      .toMatchObject({ status: 'healthy', services: { queue: { status: 'healthy', workers: 1 } } });
    await api.close();
  });

  it('answers 503 in the shape of errors, with the parts, when bytes cannot be stored', async () => {
    const api = await startTestApi();
    const folder = join(api.pixmill.settings.dataDirectory, 'storage');
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, 'a file where the folder was');
    for (const path of ['/health', '/health/ready']) {
      const response = await fetch(`${api.url}/api/v1${path}`);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await json(response)).toMatchObject({
        detail: expect.stringMatching(/^Pixmill is not ready right now: The storage cannot be written to or read\./),
        code: 'http.not_ready',
        request_id: response.headers.get('x-request-id'),
        status: 'degraded',
        services: { storage: { status: 'unhealthy' }, database: { status: 'healthy' } },
      });
    }
    expect((await fetch(`${api.url}/api/v1/health/live`)).status).toBe(200);
    await api.close();
  });
});

describe('GET /health/live and /health/ready', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('answer in a word', async () => {
    expect(await json(await fetch(`${api.url}/api/v1/health/live`))).toEqual({ status: 'alive' });
    expect(await json(await fetch(`${api.url}/api/v1/health/ready`))).toEqual({ status: 'ready' });
  });
});

describe('GET /metrics', () => {
  it('counts requests by the pattern of their route, and tells the depth of the queue', async () => {
    const api = await startTestApi();
    const { headers } = await signUp(api);
    await fetch(`${api.url}/api/v1/users/0199d6c5-3e0a-7c41-9f5e-6a3f1f6f1c55`, { headers });
    for (const path of ['/a', '/b', '/c']) await fetch(`${api.url}${path}`);
    await fetch(`${api.url}/metrics`);
    const response = await fetch(`${api.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const text = await response.text();
    expect(text).toContain('pixmill_http_requests_total{method="GET",route="/api/v1/users/:id",status="404"} 1');
    expect(text).toContain('pixmill_http_requests_total{method="GET",route="none",status="404"} 3');
    expect(text).toMatch(
      /pixmill_http_request_duration_seconds_bucket\{le="[\d.]+",method="POST",route="\/api\/v1\/auth\/signup"/,
    );
    expect(text).toMatch(/pixmill_queue_depth\{job="mill\.chunk",state="ready"\} 0/);
    expect(text).toMatch(/^pixmill_workers 0$/m);
    expect(text).toMatch(/^pixmill_process_resident_memory_bytes \d+/m);
    expect(text).not.toContain('0199d6c5');
    await api.close();
  });

  it('is for programs on this machine and for admins, unless METRICS says otherwise', async () => {
    const through = { 'x-forwarded-for': '203.0.113.9' };
    const api = await startTestApi();
    const [admin, user] = [await signUp(api), await signUp(api)];
    const ask = async (url: string, headers: Readonly<Record<string, string>>) =>
      (await fetch(`${url}/metrics`, { headers })).status;
    expect(await ask(api.url, {})).toBe(200);
    expect(await ask(api.url, through)).toBe(401);
    expect(await ask(api.url, { ...through, ...user.headers })).toBe(403);
    expect(await ask(api.url, { ...through, ...admin.headers })).toBe(200);
    await api.close();
    for (const [setting, status] of [
      ['open', 200],
      ['off', 404],
    ] as const) {
      const other = await startTestApi({ METRICS: setting });
      expect(await ask(other.url, through)).toBe(status);
      await other.close();
    }
  });
});
