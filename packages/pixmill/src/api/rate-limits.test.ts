import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../test/api.ts';
import { hasRedis, startRedis } from '../../test/redis-server.ts';

const limitsOf = ({ headers }: Response) => ({
  limit: Number(headers.get('x-ratelimit-limit')),
  remaining: Number(headers.get('x-ratelimit-remaining')),
  reset: Number(headers.get('x-ratelimit-reset')),
});

const refusal = (limit: number) => ({
  detail: expect.stringMatching(new RegExp(`^Too many requests: ${limit} a minute are allowed; go on in \\d+ s\\.$`)),
  code: 'http.rate_limited',
  request_id: expect.any(String),
});

describe('requests', () => {
  let api: TestApi;
  let user: TestUser;
  beforeAll(async () => {
    api = await startTestApi({
      RATE_LIMIT_USER: '5',
      RATE_LIMIT_ANONYMOUS: '6',
      RATE_LIMIT_BAD_CREDENTIALS: '4',
    });
    user = await signUp(api);
  });
  afterAll(() => api.close());

  it('of a user are counted for the user, whoever else is at the address', async () => {
    const other = await signUp(api);
    const own = (headers: TestUser['headers']) => fetch(`${api.url}/api/v1/users/me`, { headers });
    const first = await own(user.headers);
    expect(first.status).toBe(200);
    const { limit, remaining, reset } = limitsOf(first);
    expect({ limit, remaining }).toEqual({ limit: 5, remaining: 4 });
    expect(Math.abs(reset - Date.now() / 1000)).toBeLessThan(62);
    for (let count = 0; count < 4; count++) await own(user.headers);
    const refused = await own(user.headers);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(limitsOf(refused)).toMatchObject({ limit: 5, remaining: 0 });
    expect(await refused.json()).toEqual(refusal(5));
    expect((await own(other.headers)).status).toBe(200);
  });

  it('with bad tokens are refused before anybody looks them up, and those without a login are counted apart', async () => {
    const bad = () => fetch(`${api.url}/api/v1/users/me`, { headers: { authorization: 'Bearer of.bad.news' } });
    for (const remaining of [3, 2, 1, 0]) {
      const response = await bad();
      expect(response.status).toBe(401);
      expect(limitsOf(response)).toMatchObject({ limit: 4, remaining });
    }
    expect((await bad()).status).toBe(429);
    // Two sign-ups were counted already.
    const anonymous = await fetch(`${api.url}/api/v1/users/me`);
    expect(anonymous.status).toBe(401);
    expect(limitsOf(anonymous)).toMatchObject({ limit: 6, remaining: 3 });
  });

  it('without a login are counted by address, and a made-up token does not help', async () => {
    const ask = async (path: string, init: RequestInit, token: string) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token}`);
      const { status } = await fetch(`${api.url}${path}`, { ...init, headers });
      return status;
    };
    const json = { 'content-type': 'application/json' };
    const refresh = { method: 'POST', headers: json, body: JSON.stringify({ refresh_token: 'none' }) };
    expect(await ask('/api/v1/auth/refresh', refresh, 'a')).toBe(401);
    expect(await ask('/api/v1/nothing', {}, 'b')).toBe(404);
    expect(await ask('/api/v1/auth/refresh', refresh, 'c')).toBe(401);
    expect(await ask('/api/v1/auth/refresh', refresh, 'd')).toBe(429);
    expect(await ask('/api/v1/nothing', {}, 'e')).toBe(429);
  });

  it('for health and documentation are not counted, and tell what is left all the same', async () => {
    for (const path of ['/', '/openapi.json', '/docs', '/redoc', '/api/v1/health', '/api/v1/utils/health-check']) {
      const response = await fetch(`${api.url}${path}`);
      expect([path, response.status, limitsOf(response)]).toMatchObject([path, 200, { limit: 6, remaining: 0 }]);
    }
  });
});

describe('without logins (AUTH=off)', () => {
  it('nobody is limited', async () => {
    const api = await startTestApi({ AUTH: 'off', RATE_LIMIT_USER: '1', RATE_LIMIT_ANONYMOUS: '1' });
    const statuses = await Promise.all(
      Array.from({ length: 5 }, async () => (await fetch(`${api.url}/api/v1/users/me`)).status),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    await api.close();
  });
});

describe.skipIf(!hasRedis)('two API processes with a Redis (skipped without redis-server)', () => {
  it('count together, and go on alone when Redis goes away', async () => {
    const redis = await startRedis();
    const settings = { REDIS_URL: redis.url, RATE_LIMIT_ANONYMOUS: '3' };
    const apis = await Promise.all([startTestApi(settings), startTestApi(settings)]);
    const ask = async (api: TestApi | undefined) => (await fetch(`${api?.url}/api/v1/nothing`)).status;
    expect(await ask(apis[0])).toBe(404);
    expect(await ask(apis[1])).toBe(404);
    expect(await ask(apis[0])).toBe(404);
    expect(await ask(apis[1])).toBe(429);
    const health = async () => {
      const body: unknown = await (await fetch(`${apis[0]?.url}/api/v1/health`)).json();
      return body;
    };
    expect(await health()).toMatchObject({ services: { redis: { status: 'healthy' } } });
    await redis.stop();
    expect(await ask(apis[0])).toBe(404);
    await expect.poll(health, { timeout: 20_000 }).toMatchObject({
      status: 'degraded',
      services: { redis: { status: 'unhealthy', message: expect.stringContaining('memory of each process') } },
    });
    for (const api of apis) await api.close();
  });
});
