import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allItems,
  ApiError,
  createClient,
  dataOf,
  memoryTokens,
  type PixmillClient,
  type ServerEvent,
  type TokenStore,
} from '../../client/src/index.ts';
import { startTestApi, TEST_PASSWORD, type TestApi } from './api.ts';
import { startCuttableProxy, type CuttableProxy } from './cuttable-proxy.ts';
import { jobSettings } from './job-api.ts';
import { startOpenverse, type OpenverseServer } from './openverse-server.ts';
import { jpegOf } from './openapi/things.ts';

let slow: OpenverseServer;
let sources: OpenverseServer;
let api: TestApi;
let proxy: CuttableProxy;

beforeAll(async () => {
  slow = await startOpenverse({ fox: { total: 0 }, 'red kite': { total: 0 } });
  slow.hold(true);
  sources = await startOpenverse({ fox: { total: 3 }, 'red kite': { total: 4, imagesAt: slow.origin } });
  const settings = { ...jobSettings(sources), ALLOWED_PRIVATE_ORIGINS: slow.origin };
  api = await startTestApi(settings, { worker: true });
  proxy = await startCuttableProxy(api.url);
});
afterAll(async () => {
  await proxy.close();
  await api.close();
  await sources.close();
  await slow.close();
});

type Visitor = {
  readonly client: PixmillClient;
  readonly tokens: TokenStore;
  readonly email: string;
  /** Method and path of every request, in their order. */
  readonly requests: readonly string[];
};

/** Somebody new, with an account and logged in. */
const arrive = async ({ url = api.url } = {}): Promise<Visitor> => {
  const tokens = memoryTokens();
  const requests: string[] = [];
  const client = createClient({
    baseUrl: `${url}/`,
    tokens,
    fetch: (request) => {
      requests.push(`${request.method} ${new URL(request.url).pathname}`);
      return fetch(request);
    },
  });
  const email = `${randomUUID()}@example.com`;
  const body = { email, password: TEST_PASSWORD, full_name: 'Ada' };
  const { user } = await dataOf(client.POST('/api/v1/auth/signup', { body }));
  expect(user).toMatchObject({ email, full_name: 'Ada' });
  await client.login({ email, password: TEST_PASSWORD });
  requests.length = 0;
  return { client, tokens, email, requests };
};

const refreshes = ({ requests }: Visitor): number =>
  requests.filter((request) => request === 'POST /api/v1/auth/refresh').length;

describe('a login', () => {
  it('goes with every request, until the logout', async () => {
    const { client, tokens, email } = await arrive();
    expect(await dataOf(client.GET('/api/v1/users/me'))).toMatchObject({ email });
    const before = tokens.get();
    await client.logout();
    expect(tokens.get()).toBeNull();
    await expect(dataOf(client.GET('/api/v1/users/me'))).rejects.toMatchObject({ status: 401 });
    tokens.set(before);
    await expect(dataOf(client.GET('/api/v1/users/me'))).rejects.toMatchObject({ status: 401 });
  });

  it('is renewed once before its token ends, however many requests need it', async () => {
    const visitor = await arrive();
    const { client, tokens } = visitor;
    const old = tokens.get();
    if (old === null) throw new Error('Nobody is logged in.');
    tokens.set({ ...old, expiresAt: Date.now() });
    const answers = await Promise.all(Array.from({ length: 12 }, () => dataOf(client.GET('/api/v1/users/me'))));
    expect(answers).toHaveLength(12);
    expect(refreshes(visitor)).toBe(1);
    expect(tokens.get()?.refreshToken).not.toBe(old.refreshToken);
    expect(tokens.get()?.expiresAt).toBeGreaterThan(Date.now());
  });

  it('is renewed when the API refuses its token, and the request is made again with its body', async () => {
    const visitor = await arrive();
    const { client, tokens } = visitor;
    const old = tokens.get();
    if (old === null) throw new Error('Nobody is logged in.');
    tokens.set({ ...old, accessToken: 'not.a.token' });
    const names = Array.from({ length: 6 }, (_, index) => `Project ${index}`);
    const made = await Promise.all(names.map((name) => dataOf(client.POST('/api/v1/projects', { body: { name } }))));
    expect(made.map(({ name }) => name)).toEqual(names);
    expect(refreshes(visitor)).toBe(1);
  });

  it('is over when the API does not renew it', async () => {
    const visitor = await arrive();
    const { client, tokens } = visitor;
    const old = tokens.get();
    if (old === null) throw new Error('Nobody is logged in.');
    tokens.set({ ...old, refreshToken: 'x'.repeat(43), expiresAt: 0 });
    await expect(dataOf(client.GET('/api/v1/users/me'))).rejects.toMatchObject({ status: 401 });
    expect(tokens.get()).toBeNull();
  });

  it('with a wrong password is an error that says so', async () => {
    const { client, email } = await arrive();
    const failed = client.login({ email, password: 'wrong' });
    await expect(failed).rejects.toBeInstanceOf(ApiError);
    await expect(failed).rejects.toMatchObject({ status: 401, code: 'auth.wrong_credentials' });
  });
});

it('an API key takes the place of a login', async () => {
  const { client, email } = await arrive();
  const body = { name: 'Reader', scopes: ['read' as const] };
  const { key } = await dataOf(client.POST('/api/v1/api-keys', { body }));
  const reader = createClient({ baseUrl: api.url, apiKey: key });
  expect(await dataOf(reader.GET('/api/v1/users/me'))).toMatchObject({ email });
  const refused = dataOf(reader.POST('/api/v1/projects', { body: { name: 'x' } }));
  await expect(refused).rejects.toMatchObject({ status: 403, code: 'http.missing_scope' });
});

describe('errors', () => {
  it('have the sentence, the code and the id of the request', async () => {
    const { client } = await arrive();
    const path = { id: randomUUID() };
    const error: unknown = await dataOf(client.GET('/api/v1/jobs/{id}', { params: { path } })).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: 'ApiError',
      status: 404,
      code: 'job.not_found',
      message: expect.stringMatching(/\.$/),
      problems: [],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('name all problems of a request', async () => {
    const { client } = await arrive();
    const failed = dataOf(client.GET('/api/v1/projects', { params: { query: { page: 0, limit: 101 } } }));
    await expect(failed).rejects.toMatchObject({
      status: 422,
      problems: [{ loc: ['query', 'page'] }, { loc: ['query', 'limit'] }],
    });
  });
});

it('lists are read to their end', async () => {
  const { client } = await arrive();
  const names = Array.from({ length: 25 }, (_, index) => `Project ${index}`);
  for (const name of names) await dataOf(client.POST('/api/v1/projects', { body: { name } }));
  const read: string[] = [];
  const projects = allItems((position) =>
    dataOf(client.GET('/api/v1/projects', { params: { query: { limit: 10, order: 'asc', ...position } } })),
  );
  for await (const { name } of projects) read.push(name);
  expect(read).toEqual(names);
});

it('files are uploaded as a form, and come back byte for byte', async () => {
  const { client } = await arrive();
  const bytes = await jpegOf(4711);
  const file = new File([bytes], 'kite.jpg', { type: 'image/jpeg' });
  const image = await dataOf(
    client.POST('/api/v1/images/upload', { body: { file, title: 'A kite', tags: ['bird', 'sky'] } }),
  );
  expect(image).toMatchObject({ filename: 'kite.jpg', title: 'A kite', tags: ['bird', 'sky'], duplicate: false });
  const params = { path: { id: image.id } };
  const back = await dataOf(client.GET('/api/v1/images/{id}/file', { params, parseAs: 'arrayBuffer' }));
  expect(Buffer.from(back)).toEqual(Buffer.from(bytes));
});

it('a job is followed to its end over a connection that breaks, with nothing lost and nothing told twice', async () => {
  const visitor = await arrive({ url: proxy.url });
  const { client, requests } = visitor;
  const project = await dataOf(client.POST('/api/v1/projects', { body: { name: 'Birds' } }));
  const body = { project_id: project.id, name: 'Birds', keywords: ['fox', 'red kite'], sources: ['openverse'] };
  const job = await dataOf(client.POST('/api/v1/jobs', { body: { ...body, config: { near: 'off' as const } } }));
  await dataOf(client.POST('/api/v1/jobs/{id}/start', { params: { path: { id: job.id } } }));

  const seen: ServerEvent[] = [];
  for await (const event of client.followJob(job.id)) {
    seen.push(event);
    if (event.event !== 'image' || seen.filter(({ event: kind }) => kind === 'image').length > 1) continue;
    // The images of the other keyword are still held back.
    proxy.cut();
    slow.hold(false);
  }
  const ends = seen.filter(({ event }) => event === 'image' || event === 'outcome').map(({ id }) => Number(id));
  expect(ends).toEqual(Array.from({ length: 7 }, (_, index) => index + 1));
  expect(seen.at(-1)?.event).toBe('end');
  expect(requests.filter((request) => request === `GET /api/v1/jobs/${job.id}/events`).length).toBeGreaterThan(1);
  const done = await dataOf(client.GET('/api/v1/jobs/{id}', { params: { path: { id: job.id } } }));
  const kept = seen.filter(({ event }) => event === 'image').length;
  expect(done).toMatchObject({ status: 'completed', discovered_images: 7, valid_images: kept });
});
