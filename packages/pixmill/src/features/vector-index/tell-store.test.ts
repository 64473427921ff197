import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProcess } from '../../../test/child-process.ts';
import { users } from '../../library/accounts.schema.ts';
import { images, projects } from '../../library/schema.ts';
import { tellStore } from './tell-store.ts';
import {
  addImages,
  addUser,
  embed,
  heldIn,
  openIndexTest,
  randomUnit,
  SPACE,
  wantedIn,
} from './vector-index.fixture.ts';
import { countChanges } from './vector-changes.repository.ts';
import { tableOf } from './vector-space.ts';

let test: Awaited<ReturnType<typeof openIndexTest>>;
let ownerId: string;
beforeAll(async () => {
  test = await openIndexTest();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.db.execute(sql`truncate users, projects, images, image_embeddings, vector_changes cascade`);
  for (const model of await test.store.models()) await test.store.table(model).drop();
  ownerId = await addUser(test.db);
});

const table = () => test.store.table(tableOf(SPACE));
const tellAll = async (): Promise<void> => {
  while ((await tellStore(test)).told > 0);
};
/** The store is what PostgreSQL says, no more and no less. */
const expectInStep = async (space = SPACE): Promise<void> => {
  const wanted = await wantedIn(test.db, space);
  expect(await heldIn(test.store, space, [...wanted.keys()])).toEqual(wanted);
  expect(await test.store.table(tableOf(space)).count()).toBe(wanted.size);
  expect(await countChanges(test.db)).toBe(0);
};

describe('telling the store', () => {
  it('puts what came and what changed, and writes nothing when it is told again', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 5 });
    await tellAll();
    await expectInStep();
    await embed(test.db, {
      projectId,
      images: imageIds.slice(0, 2).map((imageId) => ({ imageId, vector: randomUnit() })),
    });
    expect(await countChanges(test.db)).toBe(2);
    await tellAll();
    await expectInStep();
    expect((await table().search(randomUnit(), { limit: 10, owner: ownerId })).length).toBe(5);
  });

  it('takes changes of one image together, in parts of any size', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 7 });
    for (let round = 0; round < 3; round++) {
      await embed(test.db, { projectId, images: imageIds.map((imageId) => ({ imageId, vector: randomUnit() })) });
    }
    expect(await countChanges(test.db)).toBe(28);
    const told = [];
    for (let last = 1; last > 0; told.push(last)) last = (await tellStore(test, { changesAtOnce: 11 })).told;
    expect(told).toEqual([11, 11, 6, 0]);
    await expectInStep();
  });

  it('follows an image that becomes a duplicate and one that is kept again', async () => {
    const { imageIds } = await addImages(test.db, { ownerId, count: 3 });
    await tellAll();
    const [first = '', second = ''] = imageIds;
    await test.db.update(images).set({ status: 'duplicate', duplicateOf: second }).where(eq(images.id, first));
    await tellAll();
    expect((await table().vectorsOf(imageIds)).has(first)).toBe(false);
    await expectInStep();
    await test.db.update(images).set({ status: 'kept', duplicateOf: null }).where(eq(images.id, first));
    await tellAll();
    expect((await table().vectorsOf(imageIds)).has(first)).toBe(true);
    await expectInStep();
    await test.db.update(images).set({ status: 'kept', title: 'as it was' }).where(eq(images.id, first));
    expect(await countChanges(test.db)).toBe(0);
  });

  it('removes what went with its image, its project or its user', async () => {
    const one = await addImages(test.db, { ownerId, count: 3 });
    const two = await addImages(test.db, { ownerId, count: 3 });
    const other = await addUser(test.db);
    await addImages(test.db, { ownerId: other, count: 3 });
    await tellAll();
    expect(await table().count()).toBe(9);
    await test.db.delete(images).where(inArray(images.id, one.imageIds.slice(0, 1)));
    await tellAll();
    expect(await table().count()).toBe(8);
    await test.db.delete(projects).where(eq(projects.id, two.projectId));
    await tellAll();
    expect(await table().count()).toBe(5);
    await test.db.delete(users).where(eq(users.id, other));
    await tellAll();
    expect(await table().count()).toBe(2);
    await expectInStep();
  });

  it('puts nothing of a project that is marked as removed', async () => {
    const { projectId } = await addImages(test.db, { ownerId, count: 2 });
    await test.db.update(projects).set({ removedAt: new Date() }).where(eq(projects.id, projectId));
    await tellAll();
    expect(await table().count()).toBe(0);
    expect(await countChanges(test.db)).toBe(0);
  });

  it('moves what another version of a model, or one of another size, sees', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 2 });
    await tellAll();
    const [imageId = ''] = imageIds;
    await embed(test.db, { projectId, version: 2, images: [{ imageId, vector: randomUnit() }] });
    await tellAll();
    await expectInStep();
    await expectInStep({ ...SPACE, version: 2 });
    await embed(test.db, { projectId, version: 2, images: [{ imageId, vector: randomUnit(16) }] });
    await tellAll();
    expect(await test.store.table(tableOf({ ...SPACE, version: 2 })).count()).toBe(0);
    await expectInStep({ ...SPACE, version: 2, dimensions: 16 });
  });

  it('leaves out a vector without a direction instead of stopping at it', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 3 });
    await tellAll();
    const [zeros = '', nan = ''] = imageIds;
    await embed(test.db, {
      projectId,
      images: [
        { imageId: zeros, vector: new Float32Array(SPACE.dimensions) },
        { imageId: nan, vector: new Float32Array(SPACE.dimensions).fill(Number.NaN) },
      ],
    });
    await tellAll();
    expect([await table().count(), await countChanges(test.db)]).toEqual([1, 0]);
  });

  it('is in step when many tell it at once while others write', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 20 });
    const write = async (): Promise<void> => {
      for (let round = 0; round < 10; round++) {
        const [imageId = ''] = imageIds.slice(round);
        await embed(test.db, { projectId, images: [{ imageId, vector: randomUnit() }] });
        const status = round % 2 === 0 ? 'duplicate' : 'kept';
        await test.db
          .update(images)
          .set({ status })
          .where(eq(images.id, imageIds[19 - round] ?? ''));
      }
    };
    const tell = async (): Promise<void> => {
      for (let round = 0; round < 10; round++) await tellStore(test, { changesAtOnce: 3 });
    };
    await Promise.all([write(), tell(), tell(), tell()]);
    await tellAll();
    expect(await table().count()).toBe(15);
    await expectInStep();
  });
});

it('a process that is killed after the store has changes, and before they are forgotten, loses nothing', async () => {
  const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 4 });
  await tellAll();
  const [gone = '', changed = ''] = imageIds;
  await embed(test.db, { projectId, images: [{ imageId: changed, vector: randomUnit() }] });
  await test.db.delete(images).where(eq(images.id, gone));
  const file = new URL('../../../test/processes/vector-index-process.ts', import.meta.url).pathname;
  for (const after of ['put', 'remove']) {
    const waiting = await countChanges(test.db);
    const child = startProcess(file, [test.database.url, test.folder, after]);
    expect(await child.next()).toBe(after);
    await child.kill();
    expect(await countChanges(test.db)).toBe(waiting);
  }
  await tellAll();
  await expectInStep();
});
