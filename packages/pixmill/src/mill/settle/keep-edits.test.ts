import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob, passed } from '../../../test/mill-rows.ts';
import { images } from '../../library/schema.ts';
import type { PassedCandidate } from './settlement.ts';
import { lockForSettling } from './open-settler.ts';
import { settleBatch } from './settle-batch.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const SHA256 = 'a'.repeat(64);

const settle = async (given: Partial<PassedCandidate['image']>, projectId?: string) => {
  const { rows, ...job } = await insertJob(database.db, {
    ...(projectId === undefined ? {} : { projectId }),
    candidates: [candidateAt(crypto.randomUUID())],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('One candidate was written.');
  await database.db.transaction(async (tx) => {
    await lockForSettling(tx, job);
    const settlements = [passed(row, { sha256: SHA256, ...given })];
    await settleBatch(tx, { projectId: job.projectId, nearDistance: null, settlements });
  });
  return job.projectId;
};

it('a better source of the same bytes changes everything but what a person has written', async () => {
  const projectId = await settle({ title: 'as found', tags: ['found'], label: 'cat', creator: null });
  await database.db
    .update(images)
    .set({ title: null, tags: ['mine'], edited: ['title', 'tags'] })
    .where(eq(images.projectId, projectId));
  const better = { licenceRank: 9, title: 'better', tags: ['better'], label: 'dog', creator: 'Somebody' };
  await settle(better, projectId);
  expect(await database.db.select().from(images).where(eq(images.projectId, projectId))).toMatchObject([
    { title: null, tags: ['mine'], label: 'dog', creator: 'Somebody', licenceRank: 9 },
  ]);
});

it('what an uploader wrote stays like any other edit, also what comes with a better copy', async () => {
  const projectId = await settle({ title: 'as found', tags: ['found'], label: null });
  await settle({ licenceRank: 5, title: 'mine', tags: [], edited: ['title'] }, projectId);
  await settle({ licenceRank: 9, title: 'better', tags: ['better'], label: 'dog', edited: [] }, projectId);
  expect(await database.db.select().from(images).where(eq(images.projectId, projectId))).toMatchObject([
    { title: 'mine', tags: ['better'], label: 'dog', edited: ['title'], licenceRank: 9 },
  ]);
});
