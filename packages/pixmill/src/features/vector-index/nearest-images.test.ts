import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NearestQuestion } from '../../library/nearest-images.ts';
import { images, projects } from '../../library/schema.ts';
import { openVectorStore } from '../../platform/vectors/vector-store.ts';
import { vectorError } from '../../platform/vectors/vectors.errors.ts';
import { createNearestImages, type NearestServices } from './nearest-images.service.ts';
import { tellStore } from './tell-store.ts';
import { addImages, addUser, embed, openIndexTest, SPACE } from './vector-index.fixture.ts';
import { repairVectorsJob } from './vector-index.jobs.ts';
import { tableOf } from './vector-space.ts';

let test: Awaited<ReturnType<typeof openIndexTest>>;
/** Payloads of repairs that were enqueued. */
let repairs: unknown[];
let one: string;
let two: string;
beforeAll(async () => {
  test = await openIndexTest();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.db.execute(sql`truncate users, projects, images, image_embeddings, vector_changes cascade`);
  for (const model of await test.store.models()) await test.store.table(model).drop();
  [one, two] = [await addUser(test.db), await addUser(test.db)];
  repairs = [];
});

const unavailable = () => Promise.reject(vectorError('vectors.unavailable', { platform: 'here', reason: 'a test' }));
const nearest = (
  given: Partial<NearestQuestion> & Pick<NearestQuestion, 'vector'>,
  open: NearestServices['vectors']['open'] = async () => test.store,
  options = {},
) => {
  const enqueue: NearestServices['queue']['enqueue'] = async (_, job, items) => {
    expect(job).toBe(repairVectorsJob);
    repairs.push(...items.map(({ payload }) => payload));
  };
  const services = { db: test.db, vectors: { open }, queue: { enqueue }, logger: { warn: () => {} } };
  return createNearestImages(services, options)({ ...SPACE, ownerId: one, limit: 10, ...given });
};
const tellAll = async (): Promise<void> => {
  while ((await tellStore(test)).told > 0);
};
const idsOf = (found: readonly { readonly imageId: string }[] | null) => found?.map(({ imageId }) => imageId) ?? null;

/** Images of somebody at these angles from the first axis, in degrees. */
const addAngles = async (ownerId: string, angles: readonly number[]) => {
  const { projectId, imageIds } = await addImages(test.db, { ownerId, count: angles.length, embedded: false });
  const at = (angle: number) => {
    const vector = new Float32Array(SPACE.dimensions);
    vector.set([Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]);
    return vector;
  };
  await embed(test.db, {
    projectId,
    images: imageIds.map((imageId, index) => ({ imageId, vector: at(angles[index] ?? 0) })),
  });
  return { projectId, imageIds, at };
};
const AXIS = Float32Array.of(3, 0, 0, 0, 0, 0, 0, 0);

// The store and the look at each image must say the same.
for (const [name, open] of [
  ['by the store', undefined],
  ['without a store', unavailable],
] as const) {
  describe(`the nearest images, ${name}`, () => {
    it('come nearest first with their cosine, as many as are wanted', async () => {
      const { imageIds } = await addAngles(one, [60, 0, 120, 30]);
      await tellAll();
      const found = await nearest({ vector: AXIS, limit: 3 }, open);
      expect(idsOf(found)).toEqual([imageIds[1], imageIds[3], imageIds[0]]);
      expect(found?.map(({ similarity }) => Math.round(similarity * 1000) / 1000)).toEqual([1, 0.866, 0.5]);
    });

    it('are never somebody else’s, and everybody’s for who may see all', async () => {
      const own = await addAngles(one, [50]);
      const foreign = await addAngles(two, [0, 10]);
      await tellAll();
      expect(idsOf(await nearest({ vector: AXIS }, open))).toEqual(own.imageIds);
      expect(idsOf(await nearest({ vector: AXIS, ownerId: two }, open))).toEqual(foreign.imageIds);
      expect(idsOf(await nearest({ vector: AXIS, ownerId: null }, open))).toEqual([
        ...foreign.imageIds,
        ...own.imageIds,
      ]);
      expect(await nearest({ vector: AXIS, projectId: foreign.projectId }, open)).toEqual([]);
      expect(repairs).toEqual([]);
    });

    it('are of one project when it is named, and without what is left out', async () => {
      const first = await addAngles(one, [0, 20]);
      const second = await addAngles(one, [10]);
      await tellAll();
      expect(idsOf(await nearest({ vector: AXIS, projectId: second.projectId }, open))).toEqual(second.imageIds);
      const leaveOut = first.imageIds.slice(0, 1);
      expect(idsOf(await nearest({ vector: AXIS, leaveOut }, open))).toEqual([second.imageIds[0], first.imageIds[1]]);
    });

    it('are of one model and version', async () => {
      const { projectId, imageIds, at } = await addAngles(one, [0, 10]);
      await embed(test.db, { projectId, version: 2, images: [{ imageId: imageIds[1] ?? '', vector: at(80) }] });
      await tellAll();
      expect(idsOf(await nearest({ vector: AXIS }, open))).toEqual([imageIds[0]]);
      expect(idsOf(await nearest({ vector: AXIS, version: 2 }, open))).toEqual([imageIds[1]]);
      expect(await nearest({ vector: AXIS, model: 'unknown' }, open)).toEqual([]);
    });

    it('are as they are now, also while the store has not been told', async () => {
      const { projectId, imageIds, at } = await addAngles(one, [0, 10, 20, 30]);
      const removed = await addAngles(one, [5]);
      await tellAll();
      const [gone = '', duplicate = '', changed = '', kept = ''] = imageIds;
      await test.db.delete(images).where(eq(images.id, gone));
      await test.db.update(images).set({ status: 'duplicate' }).where(eq(images.id, duplicate));
      await test.db.update(projects).set({ removedAt: new Date() }).where(eq(projects.id, removed.projectId));
      await embed(test.db, { projectId, images: [{ imageId: changed, vector: at(90) }] });
      const added = await addAngles(one, [15]);
      const found = await nearest({ vector: AXIS }, open);
      expect(idsOf(found)).toEqual([added.imageIds[0], kept, changed]);
      expect(found?.[2]?.similarity).toBeCloseTo(0, 5);
    });

    it('are refused for a vector without a direction and for too many', async () => {
      const vector = new Float32Array(SPACE.dimensions);
      await expect(nearest({ vector }, open)).rejects.toMatchObject({ code: 'vectors.bad_vector' });
      await expect(nearest({ vector: vector.fill(Number.NaN) }, open)).rejects.toMatchObject({
        code: 'vectors.bad_vector',
      });
      for (const limit of [0, 1.5, 1001]) {
        await expect(nearest({ vector: AXIS, limit }, open)).rejects.toMatchObject({ code: 'vectors.bad_limit' });
      }
    });
  });
}

it('a vector that the store has under a wrong owner comes to nobody', async () => {
  const foreign = await addAngles(two, [0]);
  await tellAll();
  const [id = ''] = foreign.imageIds;
  await test.store.table(tableOf(SPACE)).put([{ id, projectId: foreign.projectId, ownerId: one, vector: AXIS }]);
  expect(await nearest({ vector: AXIS })).toEqual([]);
  expect(await nearest({ vector: AXIS, projectId: foreign.projectId })).toEqual([]);
});

it('a damaged store is done without, and a repair is asked for', async () => {
  const { imageIds } = await addAngles(one, [0, 10]);
  await tellAll();
  const { model, dimensions } = tableOf(SPACE);
  await rm(join(test.folder, `${model}_${dimensions}.lance`, 'data'), { recursive: true });
  const store = await openVectorStore({ url: test.folder });
  expect(idsOf(await nearest({ vector: AXIS }, async () => store))).toEqual(imageIds);
  expect(repairs).toEqual([SPACE]);
  await store.close();
});

it('a store that was emptied behind our back is done without, and a repair is asked for', async () => {
  const { imageIds } = await addAngles(one, [0, 10]);
  await tellAll();
  await test.store.table(tableOf(SPACE)).drop();
  expect(idsOf(await nearest({ vector: AXIS }))).toEqual(imageIds);
  expect(repairs).toEqual([SPACE]);
});

it('a store that is far behind is not asked; with too many images to look at each there is no answer', async () => {
  const { imageIds } = await addAngles(one, [0, 10]);
  await tellAll();
  await test.store.table(tableOf(SPACE)).drop();
  await test.db.execute(sql`
    insert into vector_changes (image_id, model, version, dimensions)
    select gen_random_uuid(), 'tiny', 1, 8 from generate_series(1, 10001)`);
  expect(idsOf(await nearest({ vector: AXIS }))).toEqual(imageIds);
  expect(repairs).toEqual([]);
  expect(idsOf(await nearest({ vector: AXIS }, undefined, { mostLookedAt: 2 }))).toEqual(imageIds);
  expect(await nearest({ vector: AXIS }, undefined, { mostLookedAt: 1 })).toBeNull();
});
