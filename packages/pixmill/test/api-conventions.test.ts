import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../src/api/describe-api.ts';
import type { JobStatus } from '../src/library/job.ts';
import { jobs } from '../src/library/schema.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { answerChecker } from './openapi/answers.ts';
import { operationsOf, type ApiOperation } from './openapi/document.ts';
import { bodyOf, pathOf, validRequest } from './openapi/requests.ts';
import { buildThings, type Things } from './openapi/things.ts';

const { document } = await describeApi();
const checkAnswer = answerChecker(document);
const operations = operationsOf(document);
const named = (list: readonly ApiOperation[]) =>
  list.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

/** What a request that the document shows is answered with where it cannot succeed. */
const REFUSED: Readonly<Record<string, number>> = {
  refreshTokens: 401,
  resetPassword: 400,
  logIn: 401,
  logOut: 401,
  getAccessToken: 401,
  // Four images are too few, and a completed run cannot be cancelled.
  makeClusters: 400,
  cancelClusters: 400,
};

/** The state that a job must be in, also that of a dataset, by the end of the path. */
const JOB_STATES: Readonly<Record<string, JobStatus>> = {
  start: 'pending',
  cancel: 'running',
  stop: 'running',
  retry: 'failed',
};

type World = { readonly user: TestUser; readonly things: Things };

let api: TestApi;
let admin: TestUser;
let shared: World;

const newWorld = async (): Promise<World> => {
  const user = await signUp(api, { admin: false });
  return { user, things: await buildThings(api, user) };
};

const setJobState = async ({ things }: World, status: JobStatus): Promise<void> => {
  await api.pixmill.database.db.update(jobs).set({ status, finishedAt: null }).where(eq(jobs.id, things.job));
};

beforeAll(async () => {
  const high = '100000';
  api = await startTestApi({ RATE_LIMIT_JOB_CREATE: high, RATE_LIMIT_JOB_START: high, RATE_LIMIT_JOB_RETRY: high });
  admin = await signUp(api, { admin: true });
  shared = await newWorld();
});
afterAll(async () => api.close());

const isStream = ({ answers }: ApiOperation): boolean => answers.get(200)?.contents.has('text/event-stream') === true;

/** Sends a request, and checks what every answer of the API has. */
const send = async (url: string, init: RequestInit) => {
  const response = await fetch(url, init);
  const { status, headers } = response;
  if (headers.get('content-type')?.startsWith('text/event-stream') === true) await response.body?.cancel();
  const text = response.bodyUsed ? '' : await response.text();
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-ratelimit-limit': expect.stringMatching(/^\d+$/),
    'x-ratelimit-remaining': expect.stringMatching(/^\d+$/),
    'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/),
  });
  return { status, headers, text };
};

const headersFor = ({ access }: ApiOperation, { user }: World): Readonly<Record<string, string>> =>
  access.kind === 'public' || access.kind === 'optional' ? {} : access.kind === 'admin' ? admin.headers : user.headers;

const requestOf = (operation: ApiOperation, world: World) =>
  validRequest(document, operation, { url: api.url, things: world.things, headers: headersFor(operation, world) });

describe('a request as the document shows it', () => {
  it.each(named(operations))('%s is answered as declared', async (_, operation) => {
    // What changes things gets things of its own.
    const world = operation.method === 'GET' ? shared : await newWorld();
    const hasJob = operation.tags.includes('jobs') || operation.tags.includes('datasets');
    const state = hasJob ? JOB_STATES[operation.path.split('/').at(-1) ?? ''] : undefined;
    if (state !== undefined) await setJobState(world, state);
    const { url, init } = await requestOf(operation, world);
    const answer = await send(url, init);
    const { status, text } = answer;
    const wrong = isStream(operation) ? [] : checkAnswer(operation, answer);
    const isWanted = (given: number): boolean => given === REFUSED[operation.id] || given < 400;
    expect({ status, text, wrong }).toEqual({ status: expect.toSatisfy(isWanted), text, wrong: [] });
  });
});

const isList = ({ parameters }: ApiOperation): boolean => parameters.some(({ name }) => name === 'page');

describe('lists', () => {
  const lists = operations.filter(isList);

  it.each(named(lists))('%s keeps to its pages', async (_, operation) => {
    const { url, init } = await requestOf(operation, shared);
    const ask = async (query: string) => {
      const answer = await send(`${url}${url.includes('?') ? '&' : '?'}${query}`, init);
      const body: unknown = JSON.parse(answer.text);
      return { status: answer.status, body };
    };
    const shape = { items: expect.any(Array), total: expect.any(Number), page: 1, limit: 1, pages: expect.any(Number) };
    const first = await ask('page=1&limit=1');
    expect(first).toEqual({ status: 200, body: expect.objectContaining(shape) });
    expect(first).toMatchObject({ body: { items: expect.toSatisfy((items: unknown[]) => items.length <= 1) } });
    const far = { items: [], page: 1_000_000_000, limit: 20 };
    expect(await ask('page=1000000000')).toMatchObject({ status: 200, body: far });
    for (const query of ['limit=101', 'limit=0', 'limit=-1', 'limit=1.5', 'limit=x', 'page=0', 'page=1e99', 'page=x']) {
      const [name] = query.split('=');
      const problem = { loc: ['query', name], msg: expect.any(String), type: expect.any(String) };
      expect(await ask(query)).toMatchObject({ status: 422, body: { code: 'http.invalid', detail: [problem] } });
    }
  });

  it.each(named(operations.filter(({ method }) => method === 'GET')))('%s has pages if it is one', (_, operation) => {
    const names = operation.parameters.map(({ name }) => name);
    expect(names.includes('page')).toBe(names.includes('limit') && operation.id !== 'findSimilarImages');
  });
});

describe('ids', () => {
  const withIds = operations.filter(({ path, access }) => path.includes('{') && access.kind !== 'public');
  const noIds = ['0', 'not-a-uuid', '%00', '%2e%2e%2f%2e%2e', '%F0%9F%92%A9', '018f-', 'a'.repeat(400)];

  it.each(named(withIds))('%s has nothing at ids that are none', async (_, operation) => {
    const { init } = await requestOf(operation, shared);
    for (const id of noIds) {
      const url = `${api.url}${operation.path.replaceAll(/\{\w+\}/g, id)}`;
      const { status, text } = await send(url, init);
      expect({ id, status, text }).toMatchObject({ status: expect.toBeOneOf([400, 404, 422]) });
    }
  });

  it.each(named(withIds))('%s has nothing at ids of things that were never there', async (_, operation) => {
    const { init } = await requestOf(operation, shared);
    // Groups are numbers: which thing they are of is an id.
    const path = operation.path.replace('{group}', '1').replaceAll(/\{\w+\}/g, '01990000-0000-7000-8000-000000000000');
    expect(await send(`${api.url}${path}`, init)).toMatchObject({ status: 404 });
  });
});

describe('a slash at the end', () => {
  it.each(named(operations.filter(({ path }) => path !== '/')))('%s does not care', async (_, operation) => {
    const body = operation.bodies.length > 0 ? { body: '{', headers: { 'content-type': 'application/json' } } : {};
    const path = pathOf(operation, shared.things);
    const init = { method: operation.method, ...body };
    const answers = [];
    for (const slash of ['', '/', '//']) {
      const { status, text } = await send(`${api.url}${path}${slash}`, init);
      answers.push({ status, code: /"code":"([^"]+)"/.exec(text)?.[1] });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[0]?.code).not.toBe('http.not_found');
  });
});

describe('a body', () => {
  const withBody = operations.filter(({ bodies }) => bodies.length > 0);
  // OAuth2 says that what is not known in its form is ignored.
  const ownForms = withBody.filter(({ id }) => id !== 'getAccessToken');
  const withJson = withBody.filter(({ bodies }) =>
    bodies.some(({ contentType }) => contentType === 'application/json'),
  );

  const sendBody = (operation: ApiOperation, body: Pick<RequestInit, 'body' | 'headers'>) =>
    send(`${api.url}${pathOf(operation, shared.things)}`, {
      method: operation.method,
      body: body.body ?? null,
      headers: { ...headersFor(operation, shared), ...Object.fromEntries(new Headers(body.headers)) },
    });

  it.each(named(ownForms))('%s refuses what it does not know in it', async (_, operation) => {
    const body = await bodyOf(document, operation, shared.things, { surprise: 'x' });
    const { status, text } = await sendBody(operation, body);
    expect({ status, text }).toMatchObject({ status: 422, text: expect.stringContaining('"surprise"') });
  });

  it.each(named(withBody))('%s refuses a type that it does not read', async (_, operation) => {
    const types = [
      'text/plain',
      'application/xml',
      'image/png',
      'application/jsonx',
      'x',
      'application/json-patch+json',
    ];
    const [own] = operation.bodies;
    types.push(own?.contentType === 'application/json' ? 'multipart/form-data; boundary=x' : 'application/json');
    for (const type of types) {
      const { status, text } = await sendBody(operation, { body: '{}', headers: { 'content-type': type } });
      expect({ type, status, text }).toMatchObject({ status: 415, text: expect.stringContaining('"http.') });
    }
  });

  const notJson = [
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"b":2}',
    '{"__proto__":{"role":"admin"}}',
    '{"constructor":{"prototype":{"role":"admin"}}}',
    '{"\\u005f_proto__":1}',
    '{"a":1,"a":2}',
    '{"a":{"b":1,"\\u0062":2}}',
    // Cut in the middle of a letter.
    Buffer.from('{"a":"ü"}').subarray(0, -3),
    Buffer.from('{"a":"\xff\xfe"}', 'latin1'),
  ];
  it.each(named(withJson))('%s refuses what is no JSON, or two things at once', async (_, operation) => {
    for (const body of notJson) {
      const { status, text } = await sendBody(operation, { body, headers: { 'content-type': 'application/json' } });
      expect({ body, status, text }).toMatchObject({ status: 400, text: expect.stringContaining('"http.bad_json"') });
    }
  });

  it.each(named(withJson))('%s answers bodies of any shape', async (_, operation) => {
    const deep = ['['.repeat(20_000) + ']'.repeat(20_000), '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)];
    const long = `{"a":"${'x'.repeat(900_000)}"}`;
    for (const body of ['null', '1', '"x"', '[]', 'true', '1e999', long, ...deep]) {
      const { status } = await sendBody(operation, { body, headers: { 'content-type': 'application/json' } });
      const wanted = body === 'null' ? [204, 401, 422] : deep.includes(body) ? [400] : [422];
      expect({ body: body.slice(0, 20), status }).toEqual({
        body: body.slice(0, 20),
        status: expect.toBeOneOf(wanted),
      });
    }
  });

  it.each(named(withJson))('%s refuses one that is larger than 1 MB', async (_, operation) => {
    const body = `{"a":"${'x'.repeat(1_100_000)}"}`;
    const { status, text } = await sendBody(operation, { body, headers: { 'content-type': 'application/json' } });
    expect({ status, text }).toEqual({ status: 413, text: expect.stringContaining('at most 1048576 bytes') });
  });
});

it('what is not there has the same headers', async () => {
  expect(await send(`${api.url}/api/v1/nothing`, {})).toMatchObject({ status: 404 });
});
