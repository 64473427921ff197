import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { images, installation } from '../../library/schema.ts';
import { notifications } from '../../library/service.schema.ts';
import { openVectorStore } from '../../platform/vectors/vector-store.ts';
import { indexVectors, repairSpace, type IndexServices } from './index-vectors.service.ts';
import { dropUnusedTables } from './optimise-store.ts';
import { rebuildVectors } from './rebuild-vectors.service.ts';
import { tellStore } from './tell-store.ts';
import { countChanges } from './vector-changes.repository.ts';
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
import { tableOf } from './vector-space.ts';

let test: Awaited<ReturnType<typeof openIndexTest>>;
let services: IndexServices & { readonly lines: unknown[] };
let ownerId: string;
beforeAll(async () => {
  test = await openIndexTest();
  await test.db.insert(installation).values({ id: crypto.randomUUID() }).onConflictDoNothing();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.db.execute(sql`truncate users, projects, images, image_embeddings, vector_changes cascade`);
  for (const model of await test.store.models()) await test.store.table(model).drop();
  ownerId = await addUser(test.db);
  const lines: unknown[] = [];
  services = {
    db: test.db,
    store: test.store,
    lines,
    logger: { error: (...line: unknown[]) => void lines.push(line) },
  };
});

const index = async (given: IndexServices = services): Promise<number> => {
  let looks = 0;
  const grown = async () => {
    looks += 1;
  };
  await indexVectors(given, { signal: AbortSignal.timeout(60_000), grown });
  return looks;
};
const rebuild = (signal = AbortSignal.timeout(60_000)) => rebuildVectors(test, { signal, progress: () => {} });
const expectInStep = async (space = SPACE): Promise<void> => {
  const wanted = await wantedIn(test.db, space);
  expect(await heldIn(test.store, space, [...wanted.keys()])).toEqual(wanted);
  expect(await test.store.table(tableOf(space)).count()).toBe(wanted.size);
};
const folderOf = (space = SPACE): string => {
  const { model, dimensions } = tableOf(space);
  return join(test.folder, `${model}_${dimensions}.lance`);
};

/** What may happen to the files of a table, as somebody finds it who opens the store afterwards. */
const damages: Record<string, (folder: string) => Promise<void>> = {
  'its data is gone': (folder) => rm(join(folder, 'data'), { recursive: true }),
  'its data is cut': async (folder) => {
    for (const name of await readdir(join(folder, 'data'))) await writeFile(join(folder, 'data', name), 'LANC');
  },
  'its manifests are nonsense': async (folder) => {
    for (const name of await readdir(join(folder, '_versions'))) await writeFile(join(folder, '_versions', name), 'no');
  },
  'it is a file': async (folder) => {
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
  },
};

describe('a damaged store', () => {
  for (const [name, damage] of Object.entries(damages)) {
    it(`is made anew with a notice to the admins when ${name}`, async () => {
      const admin = await addUser(test.db, 'admin');
      const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 4 });
      await addImages(test.db, { ownerId: await addUser(test.db), count: 2 });
      const other = { ...SPACE, model: 'other' };
      await embed(test.db, {
        projectId,
        model: 'other',
        images: [{ imageId: imageIds[0] ?? '', vector: randomUnit() }],
      });
      await index();
      await damage(folderOf());
      const store = await openVectorStore({ url: test.folder });
      const untouched = await readdir(join(folderOf(other), '_versions'));
      await embed(test.db, { projectId, images: [{ imageId: imageIds[0] ?? '', vector: randomUnit() }] });
      await index({ ...services, store });
      await store.close();
      await expectInStep();
      expect(await countChanges(test.db)).toBe(0);
      expect(await readdir(join(folderOf(other), '_versions'))).toEqual(untouched);
      expect(services.lines).toHaveLength(1);
      const told = await test.db.select().from(notifications);
      expect(told).toMatchObject([{ userId: admin, title: 'The index for search by meaning was damaged' }]);
      expect(told[0]?.message).toMatch(/^Its 6 vectors of the model tiny are put in anew/);
      expect(told[0]?.message).not.toContain(test.folder);
    });
  }

  it('is found by looking, before anybody writes', async () => {
    await addImages(test.db, { ownerId, count: 3 });
    await index();
    expect(await repairSpace(services, SPACE)).toBe(false);
    await rm(join(folderOf(), 'data'), { recursive: true });
    const store = await openVectorStore({ url: test.folder });
    expect(await repairSpace({ ...services, store }, SPACE)).toBe(true);
    await store.close();
    await index();
    await expectInStep();
    expect(await repairSpace(services, SPACE)).toBe(false);
  });

  it('is one that has lost vectors, or has too many', async () => {
    const { imageIds } = await addImages(test.db, { ownerId, count: 3 });
    await index();
    const table = test.store.table(tableOf(SPACE));
    await table.remove(imageIds.slice(0, 1));
    expect(await repairSpace(services, SPACE)).toBe(true);
    await index();
    const stranger = { id: crypto.randomUUID(), projectId: crypto.randomUUID(), ownerId, vector: randomUnit() };
    await table.put([stranger]);
    expect(await repairSpace(services, SPACE)).toBe(true);
    await index();
    await expectInStep();
    expect(services.lines).toHaveLength(2);
  });

  it('is not one that is only behind', async () => {
    await addImages(test.db, { ownerId, count: 3 });
    expect(await repairSpace(services, SPACE)).toBe(false);
  });
});

describe('a rebuild', () => {
  it('gives what was there, of every model, and nothing of models that are gone', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 5 });
    const other = { ...SPACE, model: 'other', dimensions: 16 };
    const seen = imageIds.map((imageId) => ({ imageId, vector: randomUnit(16) }));
    await embed(test.db, { projectId, model: 'other', images: seen });
    await test.db
      .update(images)
      .set({ status: 'duplicate' })
      .where(eq(images.id, imageIds[4] ?? ''));
    await test.store
      .table({ model: 'forgotten.v1', dimensions: 4 })
      .put([{ id: crypto.randomUUID(), projectId, ownerId, vector: Float32Array.of(1, 2, 3, 4) }]);
    expect(await rebuild()).toBe(8);
    await expectInStep();
    await expectInStep(other);
    const before = await heldIn(test.store, SPACE, imageIds);
    expect(await rebuild()).toBe(8);
    expect(await heldIn(test.store, SPACE, imageIds)).toEqual(before);
    expect((await test.store.models()).map(({ model }) => model).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'other.v1',
      'tiny.v1',
    ]);
  });

  it('leaves nothing out while others write and tell the store', async () => {
    const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 20 });
    await index();
    const write = async (): Promise<void> => {
      for (const imageId of imageIds) await embed(test.db, { projectId, images: [{ imageId, vector: randomUnit() }] });
    };
    const tell = async (): Promise<void> => {
      for (let round = 0; round < 10; round++) await tellStore(test, { changesAtOnce: 3 });
    };
    await Promise.all([write(), tell(), rebuild(), tell(), rebuild()]);
    await index();
    await expectInStep();
    expect(services.lines).toEqual([]);
  });

  it('that is interrupted is finished by who tells the store next', async () => {
    await addImages(test.db, { ownerId, count: 5 });
    await index();
    const interrupted = new AbortController();
    interrupted.abort();
    await expect(rebuild(interrupted.signal)).rejects.toThrow('aborted');
    expect(await test.store.table(tableOf(SPACE)).count()).toBe(0);
    await expect(rebuild(interrupted.signal)).rejects.toThrow('aborted');
    expect(await countChanges(test.db)).toBe(5);
    await index();
    await expectInStep();
  });

  it('of nothing is empty', async () => {
    expect(await rebuild()).toBe(0);
  });
});

it('drops the tables of models that nobody has embeddings of any more', async () => {
  const { projectId, imageIds } = await addImages(test.db, { ownerId, count: 2 });
  await index();
  await embed(test.db, {
    projectId,
    version: 2,
    images: imageIds.map((imageId) => ({ imageId, vector: randomUnit() })),
  });
  await index();
  await dropUnusedTables(test.db, test.store);
  expect((await test.store.models()).map(({ model }) => model)).toEqual(['tiny.v2']);
});
