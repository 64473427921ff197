import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { createIdempotencyStore, removeOldAnswers } from '../library/idempotency.repository.ts';
import { addAuthentication } from '../platform/http/access.ts';
import { createHttpServer, type HttpServer } from '../platform/http/create-server.ts';
import { httpError } from '../platform/http/http.errors.ts';
import { addIdempotency } from '../platform/http/idempotency.ts';
import { operation } from '../platform/http/operation.ts';
import { createLogger } from '../platform/logging/logger.ts';

const HOUR = 60 * 60 * 1000;

let database: TestDatabase;
let server: HttpServer;
let url: string;
const clock = { ms: Date.UTC(2026, 0, 1) };
const made: string[] = [];
/** What requests with the name `slow` wait for. */
const slow = { begun: Promise.withResolvers<null>(), release: Promise.withResolvers<null>() };

beforeAll(async () => {
  database = await createTestDatabase();
  server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  addAuthentication(server, async ({ headers }) => ({
    userId: String(headers.authorization),
    email: 'a@example.com',
    role: 'user',
    via: 'session',
    scopes: [],
    sessionId: null,
    apiKeyId: null,
    rateLimit: null,
  }));
  addIdempotency(
    server,
    createIdempotencyStore({ db: database.db, key: new Uint8Array(32), now: () => new Date(clock.ms) }),
  );
  server.post(
    '/things',
    operation({
      id: 'makeThing',
      tag: 'things',
      summary: 'Make',
      description: 'Makes.',
      access: { kind: 'user', scope: 'write' },
      takes: { body: Type.Object({ name: Type.String(), zebra: Type.Optional(Type.String()) }) },
      gives: { 201: Type.Object({ z: Type.String(), a: Type.String() }) },
    }),
    async (request, reply) => {
      const { name } = request.body;
      if (name === 'slow') {
        slow.begun.resolve(null);
        await slow.release.promise;
      }
      if (name === 'broken') throw httpError('http.not_ready', { reason: 'It is broken.' });
      made.push(name);
      return reply.code(201).send({ z: randomUUID(), a: name });
    },
  );
  await server.listen({ host: '127.0.0.1', port: 0 });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.close();
  await database.close();
});

const ALICE = randomUUID();
const BOB = randomUUID();

const post = async (name: string, key: string | null, user = ALICE) => {
  const response = await fetch(`${url}/things`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: user,
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify({ name }),
  });
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed'),
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
};
const count = (name: string): number => made.filter((one) => one === name).length;

it('the same request with the same key gets the answer of the first one, byte by byte, and makes nothing', async () => {
  const first = await post('owl', 'k1');
  expect(first).toMatchObject({ status: 201, replayed: null });
  expect(await post('owl', 'k1')).toEqual({ ...first, replayed: 'true' });
  expect(count('owl')).toBe(1);
});

it('without a key, with another key, or of another user, it is another request', async () => {
  await post('cat', null);
  await post('cat', null);
  await post('cat', 'k2');
  await post('cat', 'k3');
  expect(await post('cat', 'k2', BOB)).toMatchObject({ status: 201, replayed: null });
  expect(count('cat')).toBe(5);
});

it('the same key for another body is refused', async () => {
  await post('fox', 'k4');
  const other = await post('wolf', 'k4');
  expect(other.status).toBe(422);
  expect(JSON.parse(other.text)).toMatchObject({ code: 'http.key_reused' });
  expect(count('wolf')).toBe(0);
});

it('a key whose first request still runs is refused for now, and of many at once one is done', async () => {
  const running = post('slow', 'k5');
  await slow.begun.promise;
  const others = await Promise.all(Array.from({ length: 5 }, () => post('slow', 'k5')));
  expect(others.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409]);
  slow.release.resolve(null);
  const first = await running;
  expect(first.status).toBe(201);
  expect((await post('slow', 'k5')).text).toBe(first.text);
  const burst = await Promise.all(Array.from({ length: 10 }, () => post('burst', 'k6')));
  expect(count('burst')).toBe(1);
  expect(new Set(burst.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
});

it('a request that failed may be sent again with its key', async () => {
  expect((await post('broken', 'k7')).status).toBe(503);
  expect(await post('mended', 'k7')).toMatchObject({ status: 201, replayed: null });
});

it('a key that died with its process can be used again after two minutes, not before', async () => {
  const store = createIdempotencyStore({ db: database.db, key: new Uint8Array(32), now: () => new Date(clock.ms) });
  const request = { userId: BOB, key: 'dead', request: 'POST /things x' };
  const dead = await store.claim(request);
  clock.ms += HOUR / 60;
  expect(await store.claim(request)).toEqual({ kind: 'running' });
  clock.ms += HOUR / 60 + 1;
  const next = await store.claim(request);
  expect(next).toEqual({ kind: 'first', at: new Date(clock.ms) });
  // The dead one comes back to life: the key is not its own any more.
  if (dead.kind === 'first') await store.finish({ ...request, at: dead.at, status: 201, body: 'late' });
  expect(await store.claim(request)).toEqual({ kind: 'running' });
});

it('an answer that is kept with what was made is there only when that is, and only by who holds the key', async () => {
  const store = createIdempotencyStore({ db: database.db, key: new Uint8Array(32), now: () => new Date(clock.ms) });
  const request = { userId: BOB, key: 'kept', request: 'POST /things y' };
  const claim = async () => {
    const claimed = await store.claim(request);
    if (claimed.kind !== 'first') throw new Error(`It is ${claimed.kind}.`);
    return { ...request, at: claimed.at, status: 201, body: '{"id":1}' };
  };
  const slowOne = await claim();
  clock.ms += HOUR / 30 + 1;
  const next = await claim();
  expect(await database.db.transaction((tx) => store.keep(tx, slowOne))).toBe(false);
  const failing = database.db.transaction(async (tx) => {
    expect(await store.keep(tx, next)).toBe(true);
    throw new Error('the rest of it fails');
  });
  await expect(failing).rejects.toThrow('the rest of it fails');
  expect(await store.claim(request)).toEqual({ kind: 'running' });
  await database.db.transaction((tx) => store.keep(tx, next));
  // Whoever comes after the process died finds the answer, however long ago it was.
  clock.ms += HOUR;
  expect(await store.claim(request)).toEqual({ kind: 'answered', status: 201, body: '{"id":1}' });
});

it('answers are given for a day, and then removed', async () => {
  await post('day', 'k8');
  clock.ms += 24 * HOUR - 1;
  expect(await post('day', 'k8')).toMatchObject({ replayed: 'true' });
  clock.ms += 2;
  expect(await post('day', 'k8')).toMatchObject({ status: 201, replayed: null });
  expect(count('day')).toBe(2);
  clock.ms += 25 * HOUR;
  expect(await removeOldAnswers(database.db, new Date(clock.ms))).toBeGreaterThan(5);
  expect(await removeOldAnswers(database.db, new Date(clock.ms))).toBe(0);
});

it('answers are kept encrypted', async () => {
  await post('secret-answer', 'k9');
  const { rows } = await database.pool.query('select * from idempotency_keys');
  expect(JSON.stringify(rows)).not.toContain('secret-answer');
});

it('a key that is no key is refused', async () => {
  for (const key of ['x'.repeat(256), 'ümlaut']) expect((await post('bad', key)).status).toBe(422);
  expect(count('bad')).toBe(0);
});
