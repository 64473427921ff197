import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../src/api/describe-api.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { operationsOf, type ApiOperation } from './openapi/document.ts';
import { validRequest } from './openapi/requests.ts';
import { buildThings, type Things } from './openapi/things.ts';

const { document } = await describeApi();

/** Files come in many transactions; the same ones again are copies of what is there. */
const isUpload = ({ bodies }: ApiOperation): boolean =>
  bodies.some(({ contentType }) => contentType === 'multipart/form-data');
const creating = operationsOf(document).filter(
  (operation) =>
    operation.method === 'POST' &&
    operation.answers.has(201) &&
    operation.access.kind !== 'public' &&
    !isUpload(operation),
);

let api: TestApi;
let admin: TestUser;
let things: Things;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api, { admin: true });
  things = await buildThings(api, admin);
});
afterAll(() => api.close());

describe('what is made and the answer that tells of it are there in one transaction, or neither', () => {
  it.each(creating.map((operation) => [operation.id, operation] as const))('%s', async (id, operation) => {
    const key = `key-of-${id}`;
    const headers = { ...admin.headers, 'idempotency-key': key };
    const { url, init } = await validRequest(document, operation, { url: api.url, things, headers });
    const first = await fetch(url, init);
    expect(first.status).toBe(201);
    const { rows } = await api.pixmill.database.pool.query(
      `select kept.status,
        (select count(*)::int from activity where activity.xmin = kept.xmin)
        + (select count(*)::int from queue.job where job.xmin = kept.xmin) as made_with_it
      from idempotency_keys as kept where key = $1`,
      [key],
    );
    expect(rows).toEqual([{ status: 201, made_with_it: expect.any(Number) }]);
    expect(rows[0]?.made_with_it).toBeGreaterThan(0);
    const again = await fetch(url, init);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(await again.json()).toEqual(await first.json());
  });
});
