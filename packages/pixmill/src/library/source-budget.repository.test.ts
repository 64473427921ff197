import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { takeRequest } from './source-budget.repository.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('gives a source its daily number of requests, however many ask at once, and a new number the next day', async () => {
  const take = (now: string) => takeRequest(database.db, { source: 'openverse', perDay: 5, now: new Date(now) });
  const taken = await Promise.all(Array.from({ length: 12 }, () => take('2026-11-20T23:59:59Z')));
  expect(taken.filter(Boolean)).toHaveLength(5);
  expect(await take('2026-11-20T23:59:59Z')).toBe(false);
  expect(await take('2026-11-21T00:00:00Z')).toBe(true);
});
