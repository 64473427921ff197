import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../test/api.ts';
import { createLogger } from '../platform/logging/logger.ts';

const json = async (response: Response): Promise<unknown> => response.json();

/** A request with headers that `fetch` would not send; resolves with its status and body. */
const ask = async (url: string, headers: Readonly<Record<string, string>>) => {
  const sent = request(url, { headers });
  sent.end();
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: Number(response.statusCode), id: String(response.headers['x-request-id']), body };
};

describe('every answer', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('has an id that also stands in its error, security headers, and what is left of the limit', async () => {
    const response = await fetch(`${api.url}/api/v1/users/me`);
    expect(response.status).toBe(401);
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await json(response)).toMatchObject({ request_id: id, code: 'http.unauthenticated' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-ratelimit-limit': expect.any(String),
      'www-authenticate': 'Bearer',
    });
    expect(response.headers.has('strict-transport-security')).toBe(false);
  });

  it('ignores the id, the address and the name that a client gives itself', async () => {
    const { id } = await ask(`${api.url}/`, { 'x-request-id': 'mine-mine-mine' });
    expect(id).not.toBe('mine-mine-mine');
  });

  it('has the shape of errors for an address that is none, and for what is no HTTP', async () => {
    expect(JSON.parse((await ask(`${api.url}/api/v1/%zz`, {})).body)).toMatchObject({ code: 'http.bad_url' });
    const { port } = new URL(api.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('HELLO\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'http.bad_request' });
    const long = await ask(`${api.url}/`, { 'x-long': 'x'.repeat(20_000) });
    expect(long.status).toBe(431);
    expect(JSON.parse(long.body)).toMatchObject({ code: 'http.headers_too_large' });
  });

  it('to a method that is not possible names those that are', async () => {
    for (const path of ['/api/v1/projects', '/api/v1//projects/']) {
      const response = await fetch(`${api.url}${path}`, { method: 'DELETE' });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
      expect(await json(response)).toMatchObject({ code: 'http.method_not_allowed' });
    }
    expect((await fetch(`${api.url}/api/v1/users/me/nothing/at/all`, { method: 'PUT' })).status).toBe(404);
  });

  it('of / is a greeting for programs and a page for browsers', async () => {
    const greeting = await fetch(`${api.url}/`);
    expect(await json(greeting)).toEqual({ message: 'Hello World', name: 'pixmill', version: expect.any(String) });
    const page = await fetch(`${api.url}/`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('vary')).toBe('Accept');
    expect(await page.text()).toContain('href="/docs"');
  });

  it('of a page of another origin is not readable by it', async () => {
    const response = await fetch(`${api.url}/`, { headers: { origin: 'https://evil.example' } });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('pages of CORS_ORIGINS', () => {
  it('may ask before they send a login, and read what clients need; others may not', async () => {
    const api = await startTestApi({ CORS_ORIGINS: 'https://app.example', RATE_LIMIT_ANONYMOUS: '1' });
    const preflight = (origin: string) =>
      fetch(`${api.url}/api/v1/users/me`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization',
        },
      });
    for (let count = 0; count < 3; count++) {
      const { status, headers } = await preflight('https://app.example');
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(headers.get('access-control-allow-methods')).toContain('PATCH');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe(
      'https://evil.example',
    );
    const answer = await fetch(`${api.url}/`, { headers: { origin: 'https://app.example' } });
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    await api.close();
  });
});

describe('behind a proxy (TRUST_PROXY)', () => {
  it('its request ids are taken, when they look like ids, and the address that it saw', async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } });
    const api = await startTestApi({ TRUST_PROXY: 'on' }, { logger });
    const forwarded = { 'x-forwarded-for': '192.0.2.66, 203.0.113.9' };
    expect((await ask(`${api.url}/api/v1/x`, { 'x-request-id': 'trace-0123456789', ...forwarded })).id).toBe(
      'trace-0123456789',
    );
    expect((await ask(`${api.url}/api/v1/x`, { 'x-request-id': '{"evil": 1}' })).id).toMatch(/^[0-9a-f-]{36}$/);
    await api.close();
    // What the client itself wrote stands left, and is not believed.
    expect(JSON.parse(lines.find((line) => line.includes('trace-0123456789')) ?? '')).toMatchObject({
      address: '203.0.113.9',
    });
  });
});

describe('the log', () => {
  it('has one line a request, with who and what, and no secrets', async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } });
    const api = await startTestApi({}, { logger });
    const user = await signUp(api);
    const id = '0199d6c5-3e0a-7c41-9f5e-6a3f1f6f1c55';
    const response = await fetch(`${api.url}/api/v1/users/${id}?token=abc-secret-token`, { headers: user.headers });
    await fetch(`${api.url}/api/v1/password-recovery/somebody%40example.com`, { method: 'POST' });
    await fetch(`${api.url}/api/v1/health/live`);
    await api.close();
    const requests = lines
      .map((line): unknown => JSON.parse(line))
      .filter((line) => JSON.stringify(line).includes('"msg":"request"'));
    expect(requests).toMatchObject([
      { level: 'info', method: 'POST', route: '/api/v1/auth/signup', status: 201 },
      {
        method: 'GET',
        route: '/api/v1/users/:id',
        ids: { id },
        status: 404,
        userId: user.userId,
        requestId: response.headers.get('x-request-id'),
        durationMs: expect.any(Number),
        address: '127.0.0.1',
      },
      { route: '/api/v1/password-recovery/:email' },
    ]);
    const text = lines.join('');
    for (const secret of [user.password, user.headers.authorization.slice(7), 'abc-secret-token', 'somebody']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('without logins (AUTH=off)', () => {
  let api: TestApi;
  let port: string;
  beforeAll(async () => {
    api = await startTestApi({ AUTH: 'off' });
    ({ port } = new URL(api.url));
  });
  afterAll(() => api.close());

  const refused = { code: 'http.foreign_page' };
  it.each([
    ['a page of another site', { origin: 'https://evil.example' }, 403, refused],
    ['a page that hides its origin', { origin: 'null' }, 403, refused],
    ['a name that was made to point here', { host: 'evil.example' }, 403, refused],
    ['a page of this machine', { origin: 'http://localhost:3000' }, 200, { role: 'admin' }],
    ['a program', {}, 200, { role: 'admin' }],
  ])('%s is answered as it should be', async (_, headers, status, body) => {
    const answer = await ask(`http://127.0.0.1:${port}/api/v1/users/me`, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject(body);
  });
});
