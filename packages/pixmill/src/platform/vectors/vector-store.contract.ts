import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VectorRow } from './vector-rows.ts';
import type { VectorStore } from './vector-store.ts';
import type { VectorTable } from './vector-table.ts';

/** A vector in which every number is drawn from -1 to 1. */
export const randomVector = (dimensions: number): Float32Array =>
  Float32Array.from({ length: dimensions }, () => Math.random() * 2 - 1);

/** A row of somebody's project; what is not given is random. */
export const randomRow = (dimensions: number, given: Partial<VectorRow> = {}): VectorRow => ({
  id: randomUUID(),
  projectId: randomUUID(),
  ownerId: randomUUID(),
  vector: randomVector(dimensions),
  ...given,
});

const cosineDistance = (one: Float32Array, other: Float32Array): number => {
  let [dot, first, second] = [0, 0, 0];
  for (const [at, number] of one.entries()) {
    const beside = other[at] ?? 0;
    dot += number * beside;
    first += number * number;
    second += beside * beside;
  }
  return 1 - dot / Math.sqrt(first * second);
};

/** The nearest rows by looking at each: what a search is held against. */
export const nearestByScan = (rows: readonly VectorRow[], vector: Float32Array, limit: number): readonly string[] =>
  rows
    .map((row) => ({ id: row.id, distance: cosineDistance(row.vector, vector) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, limit)
    .map((match) => match.id);

const idsOf = (matches: readonly { readonly id: string }[]): readonly string[] => matches.map((match) => match.id);

/**
 * What a store of vectors must do wherever it is kept. `open` opens one more handle of the same store.
 *
 * @param options.hasConditionalWrites whether the place refuses to write a file that somebody else has just written
 */
export const describeVectorStore = (
  name: string,
  start: () => Promise<{
    readonly open: () => Promise<VectorStore>;
    readonly stop: () => Promise<void>;
  }>,
  options: { readonly hasConditionalWrites: boolean },
): void => {
  describe(`${name} vector store`, () => {
    let started: Awaited<ReturnType<typeof start>>;
    let store: VectorStore;
    let other: VectorStore;
    const dimensions = 16;
    const makeTable = (): VectorTable => store.table({ model: `model-${randomUUID()}`, dimensions });

    beforeAll(async () => {
      started = await start();
      store = await started.open();
      other = await started.open();
    });
    afterAll(async () => {
      await store.close();
      await other.close();
      await started.stop();
    });

    it('is empty before anything is put', async () => {
      const table = makeTable();
      expect(await table.count()).toBe(0);
      expect(await table.search(randomVector(dimensions), { limit: 3 })).toEqual([]);
      expect(await table.vectorsOf([randomUUID()])).toEqual(new Map());
      await table.remove([randomUUID()]);
      await table.removeProject(randomUUID());
      await table.optimise();
      await table.check();
      expect(await store.models()).not.toContainEqual({ model: table.model, dimensions });
    });

    it('gives back what was put, to the last bit', async () => {
      const table = makeTable();
      const rows = [randomRow(dimensions), randomRow(dimensions)];
      await table.put(rows);
      const found = await table.vectorsOf([...rows.map((row) => row.id.toUpperCase()), randomUUID()]);
      expect(found).toEqual(new Map(rows.map((row) => [row.id, row.vector])));
      expect(await store.models()).toContainEqual({ model: table.model, dimensions });
    });

    it('replaces the vector of an id, also within one call, and counts it once', async () => {
      const table = makeTable();
      const row = randomRow(dimensions);
      await table.put([row, randomRow(dimensions)]);
      const newer = { ...row, vector: randomVector(dimensions), ownerId: randomUUID() };
      await table.put([{ ...row, vector: randomVector(dimensions) }, newer]);
      expect(await table.count()).toBe(2);
      expect((await table.vectorsOf([row.id])).get(row.id)).toEqual(newer.vector);
      expect(idsOf(await table.search(newer.vector, { limit: 5, owner: newer.ownerId }))).toEqual([row.id]);
      expect(await table.search(newer.vector, { limit: 5, owner: row.ownerId })).toEqual([]);
    });

    it('removes by id and by project, and nothing else', async () => {
      const table = makeTable();
      const projectId = randomUUID();
      const inProject = Array.from({ length: 3 }, () => randomRow(dimensions, { projectId }));
      const [first, second, third] = [randomRow(dimensions), randomRow(dimensions), randomRow(dimensions)];
      await table.put([...inProject, first, second, third]);
      await table.remove([first.id, randomUUID()]);
      await table.removeProject(projectId);
      await table.removeProject(projectId);
      const left = await table.search(randomVector(dimensions), { limit: 10 });
      expect(idsOf(left).toSorted()).toEqual([second.id, third.id].toSorted());
    });

    it('finds the nearest by direction, with the distance, without what is left out', async () => {
      const table = makeTable();
      const vector = randomVector(dimensions);
      const same = randomRow(dimensions, { vector: vector.map((number) => number * 3) });
      const opposite = randomRow(dimensions, { vector: vector.map((number) => -number) });
      const itself = randomRow(dimensions, { vector });
      await table.put([opposite, itself, same]);
      const matches = await table.search(vector, { limit: 2, excluded: [itself.id] });
      expect(matches).toEqual([
        { id: same.id, projectId: same.projectId, distance: expect.closeTo(0, 5) },
        { id: opposite.id, projectId: opposite.projectId, distance: expect.closeTo(2, 5) },
      ]);
    });

    it('never shows a vector of another owner or of another project', async () => {
      const table = makeTable();
      const owners = [randomUUID(), randomUUID(), randomUUID()];
      const projects = [randomUUID(), randomUUID()];
      const rows = Array.from({ length: 240 }, (_, at) =>
        randomRow(dimensions, { ownerId: owners[at % 3] ?? '', projectId: projects[at % 2] ?? '' }),
      );
      await table.put(rows);
      for (const [owner, project] of owners.flatMap((owner) => projects.map((project) => [owner, project] as const))) {
        const vector = randomVector(dimensions);
        const own = rows.filter((row) => row.ownerId === owner);
        const both = own.filter((row) => row.projectId === project);
        expect(idsOf(await table.search(vector, { limit: 100, owner }))).toEqual(nearestByScan(own, vector, 100));
        const found = await table.search(vector, { limit: 1000, owner, projects: [project] });
        expect(idsOf(found)).toEqual(nearestByScan(both, vector, 1000));
        expect(idsOf(await table.search(vector, { limit: 9, owner, projects }))).toEqual(nearestByScan(own, vector, 9));
      }
      expect(await table.search(randomVector(dimensions), { limit: 9, projects: [] })).toEqual([]);
      expect(await table.search(randomVector(dimensions), { limit: 9, owner: randomUUID() })).toEqual([]);
    });

    it('refuses vectors of other dimensions, without a direction, and ids that are not UUIDs, and writes none of the call', async () => {
      const table = makeTable();
      const row = randomRow(dimensions);
      const refused: readonly (readonly [Partial<VectorRow>, string])[] = [
        [{ vector: randomVector(dimensions + 1) }, 'vectors.bad_dimensions'],
        [{ vector: new Float32Array(dimensions).fill(Number.NaN) }, 'vectors.bad_vector'],
        [{ vector: new Float32Array(dimensions).fill(Number.POSITIVE_INFINITY) }, 'vectors.bad_vector'],
        [{ vector: new Float32Array(dimensions) }, 'vectors.bad_vector'],
        [{ id: "x' OR '1'='1" }, 'vectors.bad_id'],
        [{ projectId: '' }, 'vectors.bad_id'],
        [{ ownerId: `${randomUUID()}\n` }, 'vectors.bad_id'],
      ];
      for (const [change, code] of refused) {
        await expect(table.put([row, { ...row, ...change }])).rejects.toMatchObject({ code });
      }
      expect(await table.count()).toBe(0);
      const vector = randomVector(dimensions);
      const searches = [
        table.search(randomVector(3), { limit: 1 }),
        table.search(vector.fill(Number.NaN, 2, 3), { limit: 1 }),
        table.search(row.vector, { limit: 1, owner: "' OR true --" }),
        table.search(row.vector, { limit: 1, projects: [randomUUID(), "')"] }),
        table.search(row.vector, { limit: 1, excluded: [''] }),
        table.search(row.vector, { limit: 0 }),
        table.search(row.vector, { limit: 1.5 }),
        table.search(row.vector, { limit: 1_000_000 }),
      ];
      const codes = (await Promise.allSettled(searches)).map((result) =>
        result.status === 'rejected' ? result.reason.code : 'found',
      );
      const [badId, badLimit] = ['vectors.bad_id', 'vectors.bad_limit'];
      expect(codes).toEqual([
        'vectors.bad_dimensions',
        'vectors.bad_vector',
        badId,
        badId,
        badId,
        badLimit,
        badLimit,
        badLimit,
      ]);
      await expect(table.remove(["' OR true --"])).rejects.toMatchObject({ code: badId });
      await expect(table.removeProject('%')).rejects.toMatchObject({ code: badId });
    });

    it('refuses models whose name or size cannot be kept', () => {
      for (const model of ['', '../up', 'a_b', 'a b', 'x'.repeat(101)]) {
        expect(() => store.table({ model, dimensions })).toThrow(
          expect.objectContaining({ code: 'vectors.bad_model' }),
        );
      }
      for (const size of [0, -1, 1.5, Number.NaN, 100_000]) {
        expect(() => store.table({ model: 'm', dimensions: size })).toThrow(
          expect.objectContaining({ code: 'vectors.bad_model' }),
        );
      }
    });

    it('keeps models apart, and one model of two sizes', async () => {
      const table = makeTable();
      const wider = store.table({ model: table.model, dimensions: dimensions * 2 });
      await table.put([randomRow(dimensions)]);
      expect(await wider.count()).toBe(0);
      await wider.put([randomRow(dimensions * 2)]);
      await table.drop();
      expect([await table.count(), await wider.count()]).toEqual([0, 1]);
    });

    it('shows another handle what was written, removed, dropped and made anew before it asks', async () => {
      const table = makeTable();
      const beside = other.table({ model: table.model, dimensions });
      expect(await beside.count()).toBe(0);
      const row = randomRow(dimensions);
      await table.put([row, randomRow(dimensions)]);
      expect(idsOf(await beside.search(row.vector, { limit: 1 }))).toEqual([row.id]);
      await beside.remove([row.id]);
      expect(await table.vectorsOf([row.id])).toEqual(new Map());
      await table.drop();
      expect(await beside.count()).toBe(0);
      const again = randomRow(dimensions);
      await table.put([again]);
      expect(idsOf(await beside.search(again.vector, { limit: 5 }))).toEqual([again.id]);
    });

    it('brings itself into shape without losing or adding a row', async () => {
      const table = makeTable();
      const rows = Array.from({ length: 12 }, () => randomRow(dimensions));
      for (let at = 0; at < rows.length; at += 3) await table.put(rows.slice(at, at + 3));
      expect(await table.isOutOfShape()).toBe(false);
      await table.optimise();
      await table.optimise();
      await table.check();
      const vector = randomVector(dimensions);
      expect(idsOf(await table.search(vector, { limit: 20 }))).toEqual(nearestByScan(rows, vector, 20));
    });

    it('is out of shape with many small files, until it is brought into shape', async () => {
      const table = makeTable();
      expect(await table.isOutOfShape()).toBe(false);
      for (let at = 0; at < 32; at++) await table.put([randomRow(dimensions)]);
      expect(await table.isOutOfShape()).toBe(true);
      await table.optimise();
      expect(await table.isOutOfShape()).toBe(false);
    });

    it.skipIf(!options.hasConditionalWrites)(
      'lets two handles write at the same moment, without losing or doubling a row (needs conditional writes)',
      async () => {
        const table = makeTable();
        const beside = other.table({ model: table.model, dimensions });
        const shared = randomRow(dimensions);
        const own = Array.from({ length: 12 }, () => randomRow(dimensions));
        const writes = own.map((row, at) => (at % 2 === 0 ? table : beside).put([row, shared]));
        await Promise.all([...writes, table.optimise(), beside.optimise()]);
        expect(await table.count()).toBe(own.length + 1);
        expect((await beside.vectorsOf([...own, shared].map((row) => row.id))).size).toBe(own.length + 1);
      },
    );
  });
};
