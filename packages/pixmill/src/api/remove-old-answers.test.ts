import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { idempotencyKeys } from '../library/service.schema.ts';
import { createHttpServer } from '../platform/http/create-server.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { removeOldAnswersHourly } from './remove-old-answers.ts';

it('a server that starts removes the answers of the day before yesterday, and leaves those of today', async () => {
  const database = await createTestDatabase();
  const { db } = database;
  const row = (key: string, hoursAgo: number) => ({
    userId: randomUUID(),
    key,
    request: 'POST /things x',
    status: 201,
    createdAt: new Date(Date.now() - hoursAgo * 3_600_000),
  });
  await db.insert(idempotencyKeys).values([row('old', 25), row('young', 23)]);
  const logger = createLogger({ level: 'silent' });
  const server = createHttpServer({ logger });
  removeOldAnswersHourly(server, { db, logger });
  await server.listen({ host: '127.0.0.1', port: 0 });
  await server.close();
  expect((await db.select().from(idempotencyKeys)).map(({ key }) => key)).toEqual(['young']);
  await database.close();
});
