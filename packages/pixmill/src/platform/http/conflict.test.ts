import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../logging/logger.ts';
import { createHttpServer } from './create-server.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => database.close());

it('a thing that is deleted while something is added to it is no fault of Pixmill', async () => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  server.get('/', () =>
    database.db.execute(
      sql`insert into projects (id, name, owner_id) values (gen_random_uuid(), 'orphan', gen_random_uuid())`,
    ),
  );
  const { statusCode, headers, body } = await server.inject('/');
  expect({ statusCode, body: JSON.parse(body), wait: headers['retry-after'] }).toMatchObject({
    statusCode: 503,
    body: { code: 'http.conflict' },
    wait: '1',
  });
});

it('two requests that wait for each other are no fault either', async () => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  await database.db.execute(sql`create table pairs as select 1 as n, 0 as v union select 2, 0`);
  const arrivals = Promise.withResolvers<void>();
  let arrived = 0;
  server.get<{ Params: { first: string } }>('/:first', async ({ params }) =>
    database.db.transaction(async (tx) => {
      const first = Number(params.first);
      await tx.execute(sql`update pairs set v = v + 1 where n = ${first}`);
      if (++arrived === 2) arrivals.resolve();
      await arrivals.promise;
      await tx.execute(sql`update pairs set v = v + 1 where n = ${3 - first}`);
      return {};
    }),
  );
  const answers = await Promise.all(['/1', '/2'].map((url) => server.inject(url)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 503]));
});
