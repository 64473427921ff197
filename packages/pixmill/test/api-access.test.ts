import { eq } from 'drizzle-orm';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../src/api/describe-api.ts';
import { signAccessToken } from '../src/features/accounts/access-tokens.ts';
import { sessions } from '../src/library/accounts.schema.ts';
import { openSecretKey } from '../src/platform/config/secret-key.ts';
import { SCOPES, type Scope } from '../src/platform/http/principal.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { operationsOf, type ApiOperation } from './openapi/document.ts';
import { bodyOf, pathOf, validRequest } from './openapi/requests.ts';
import { buildThings, kindOfName, kindOfParameter, type Things } from './openapi/things.ts';

const { document } = await describeApi();
const operations = operationsOf(document);
const named = (list: readonly ApiOperation[]) =>
  list.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

const closed = operations.filter(({ access }) => access.kind === 'user' || access.kind === 'admin');
const ofUsers = operations.filter(({ access }) => access.kind === 'user');
const ofAdmins = operations.filter(({ access }) => access.kind === 'admin');
const idsIn = (operation: ApiOperation): readonly string[] =>
  operation.parameters
    .filter(({ in: place, name }) => place === 'path' && kindOfParameter(operation, name) !== null)
    .map(({ name }) => name);
const ofThings = ofUsers.filter((operation) => idsIn(operation).length > 0);

let api: TestApi;
let owner: TestUser;
let other: TestUser;
let things: Things;
let expired: string;
let forged: string;

beforeAll(async () => {
  api = await startTestApi({ RATE_LIMIT_BAD_CREDENTIALS: '100000' });
  await signUp(api, { admin: true });
  owner = await signUp(api, { admin: false });
  other = await signUp(api, { admin: false });
  things = await buildThings(api, owner);
  const { settings, database } = api.pixmill;
  const [session] = await database.db.select().from(sessions).where(eq(sessions.userId, owner.userId));
  const secretKey = await openSecretKey(settings);
  const claims = { userId: owner.userId, sessionId: session?.id ?? '' };
  expired = await signAccessToken({ secretKey, settings }, claims, new Date('2026-01-01T00:00:00Z'));
  forged = await new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('pixmill')
    .setSubject(owner.userId)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('a key that somebody else made up, long enough'));
});
afterAll(async () => api.close());

const send = async (operation: ApiOperation, headers: Readonly<Record<string, string>>) => {
  const { url, init } = await validRequest(document, operation, { url: api.url, things, headers });
  const response = await fetch(url, init);
  const text = await response.text();
  const code = /"code":"([^"]+)"/.exec(text)?.[1] ?? null;
  return { status: response.status, code, text, challenge: response.headers.get('www-authenticate') };
};

const createKey = async (user: TestUser, scopes: readonly Scope[]): Promise<string> => {
  const response = await fetch(`${api.url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { ...user.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: scopes.join(' '), scopes }),
  });
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('key' in body)) throw new Error(JSON.stringify(body));
  return String(body.key);
};

describe('without a login', () => {
  it.each(named(closed))('%s answers 401', async (_, operation) => {
    const { status, challenge } = await send(operation, {});
    expect({ status, challenge }).toEqual({ status: 401, challenge: 'Bearer' });
  });

  it.each(named(closed))('%s answers 401 to tokens and keys that are none', async (_, operation) => {
    const unsigned = `${forged.split('.').slice(0, 2).join('.')}.`;
    const credentials = [
      { authorization: 'Bearer garbage' },
      { authorization: 'Basic YTpi' },
      { authorization: `Bearer ${forged}` },
      { authorization: `Bearer ${unsigned}` },
      { authorization: `Bearer ${expired}` },
      { 'x-api-key': 'pm_0000000000000000000000000000000000000000000' },
    ];
    for (const headers of credentials) expect(await send(operation, headers)).toMatchObject({ status: 401 });
  });
});

describe('somebody else', () => {
  it.each(named(ofThings))('%s answers 404', async (_, operation) => {
    expect(await send(operation, other.headers)).toMatchObject({ status: 404 });
  });

  it('has changed nothing', async () => {
    for (const operation of ofThings.filter(({ method }) => method === 'GET')) {
      // A stream of events goes on for ever.
      if (operation.path.endsWith('/events')) continue;
      const { status, code } = await send(operation, owner.headers);
      expect({ id: operation.id, status, code }).toMatchObject({ status: expect.toSatisfy((n) => n < 400) });
    }
  });

  const namedInQuery = ofUsers.flatMap((operation) =>
    operation.parameters
      .filter(({ in: place, name }) => place === 'query' && kindOfName(name) !== null)
      .map(({ name }) => [`${operation.method} ${operation.path}?${name}=`, { operation, name }] as const),
  );
  it.each(namedInQuery)('%s finds nothing', async (_, { operation, name }) => {
    const { url, init } = await validRequest(document, operation, { url: api.url, things, headers: other.headers });
    const target = new URL(url);
    target.searchParams.set(name, things[kindOfName(name) ?? 'user']);
    const response = await fetch(target, init);
    const body: unknown = await response.json();
    expect(response.status === 404 ? { items: [], total: 0 } : body).toMatchObject({ items: [], total: 0 });
  });

  const namedInBody = ofUsers.flatMap((operation) =>
    operation.bodies
      .flatMap(({ schema }) => Object.keys(Object(schema['properties'])))
      .filter((name) => kindOfName(name) !== null)
      .map((name) => [`${name} in the body of ${operation.method} ${operation.path}`, { operation, name }] as const),
  );
  it.each(namedInBody)('%s is answered with 404', async (_, { operation, name }) => {
    const id = things[kindOfName(name) ?? 'user'];
    const isList = name.endsWith('s');
    const body = await bodyOf(document, operation, things, { [name]: isList ? [id] : id }, [name]);
    const response = await fetch(`${api.url}${pathOf(operation, things)}`, {
      method: operation.method,
      body: body.body ?? null,
      headers: { ...other.headers, ...Object.fromEntries(new Headers(body.headers)) },
    });
    expect({ status: response.status, text: await response.text() }).toMatchObject({ status: 404 });
  });
});

describe('a plain user', () => {
  it.each(named(ofAdmins))('%s answers 403', async (_, operation) => {
    expect(await send(operation, owner.headers)).toMatchObject({ status: 403, code: 'http.forbidden' });
  });
});

describe('an API key', () => {
  const keys = new Map<Scope, { readonly without: string; readonly only: string }>();
  beforeAll(async () => {
    const grantable = SCOPES.filter((scope) => scope !== 'admin');
    for (const scope of grantable) {
      const without = await createKey(
        owner,
        grantable.filter((one) => one !== scope),
      );
      keys.set(scope, { without, only: await createKey(owner, [scope]) });
    }
  });

  it.each(named(ofUsers))('%s answers 403 to one that lacks its scope', async (_, operation) => {
    if (operation.access.kind !== 'user') return;
    const headers = { 'x-api-key': keys.get(operation.access.scope)?.without ?? '' };
    expect(await send(operation, headers)).toMatchObject({ status: 403, code: 'http.missing_scope' });
  });

  it.each(named(ofUsers.filter(({ method, path }) => method === 'GET' && !path.endsWith('/events'))))(
    '%s answers one that has only its scope',
    async (_, operation) => {
      if (operation.access.kind !== 'user') return;
      const headers = { 'x-api-key': keys.get(operation.access.scope)?.only ?? '' };
      expect((await send(operation, headers)).status).toBeLessThan(400);
    },
  );
});
