import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { insertSearched, searchOf } from '../../../test/searched-images.ts';
import { users } from '../../library/accounts.schema.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';
import type { NearestImages } from '../../library/nearest-images.ts';
import type { AskedImages } from './asked-images.ts';
import type { SearchParts } from './search-parts.ts';
import type { TextEncoder } from './search-vectors.ts';
import { searchImages } from './search.service.ts';
import { findSimilarTo } from './similar.service.ts';

const ownerId = randomUUID();
const someone = { role: 'user', userId: ownerId } as const;
let database: TestDatabase;
let ids: readonly string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(users).values([{ id: ownerId, email: 'someone@example.com' }]);
  const palette = [{ hex: '#cc1111', share: 1 }];
  const given = [{ title: 'red kite', palette }, { title: 'kestrel', palette }, { title: 'buzzard' }];
  const inserted = await insertSearched(database.db, { ownerId, given });
  ids = inserted.imageIds;
  const { projectId } = inserted;
  const vector = Float32Array.from([1, 0, 0]);
  const embedding = { projectId, model: 'birds', version: 1, vector };
  await database.db.transaction((tx) =>
    writeEmbeddings(
      tx,
      ids.map((imageId) => ({ ...embedding, imageId })),
    ),
  );
});
afterAll(() => database.close());

const birds: TextEncoder = {
  model: 'birds',
  version: 1,
  least: 0.5,
  embedText: async () => Float32Array.from([1, 0, 0]),
};

/** Search with an index, or a model, that does what the test wants. */
const partsWith = (
  nearest: NearestImages,
  encoder: TextEncoder = birds,
): SearchParts & { readonly told: readonly unknown[] } => {
  const told: unknown[] = [];
  return {
    ...searchOf(database.db),
    told,
    failed: (error) => void told.push(error),
    // A hundredth of the usual time.
    patience: 0.01,
    vectors: { textEncoders: async () => [encoder], imageEncoders: async () => [], nearest },
  };
};

const find = async (parts: SearchParts, asked: Partial<AskedImages>) => {
  const usual = { text: null, colour: null, tolerance: 10, like: [], unlike: [], filters: {}, offset: 0, limit: 10 };
  const { found, notices, total } = await searchImages(parts, someone, { ...usual, ...asked });
  return { titles: found.map(({ image }) => image.title), notices, total };
};

const unavailable: NearestImages = async () => null;
const broken: NearestImages = () => Promise.reject(new Error('the store is damaged'));
const never: NearestImages = () => new Promise(() => {});

describe('search without the index of vectors', () => {
  it.each([
    ['is being made anew', unavailable],
    ['is broken', broken],
    ['never answers', never],
  ])('finds by words, with a notice, when it %s', async (_, nearest) => {
    const parts = partsWith(nearest);
    const { titles, notices } = await find(parts, { text: 'kite' });
    expect(titles).toEqual(['red kite']);
    expect(notices).toEqual([expect.stringMatching(/^Meaning was not looked for: the index/)]);
    expect(parts.told).toHaveLength(nearest === unavailable ? 0 : 1);
  });

  it('finds by words when the model never answers', async () => {
    const parts = partsWith(unavailable, { ...birds, embedText: () => new Promise(() => {}) });
    const { titles, notices } = await find(parts, { text: 'kite' });
    expect(titles).toEqual(['red kite']);
    expect(notices).toEqual([expect.stringMatching(/^Meaning was not looked for: the model/)]);
  });

  it('still mends typing mistakes', async () => {
    expect((await find(partsWith(broken), { text: 'kestrle' })).titles).toEqual(['kestrel']);
  });

  it('finds what looks like the examples, with a notice', async () => {
    const { titles, notices } = await find(partsWith(broken), { like: [ids[0] ?? ''] });
    expect(titles).toContain('kestrel');
    expect(notices).toEqual([expect.stringMatching(/^Likeness was told by how images look/)]);
  });

  it('orders what words found by vectors all the same: the database has them', async () => {
    const { titles, notices } = await find(partsWith(broken), { text: 'kite', like: [ids[1] ?? ''] });
    expect([titles, notices]).toEqual([['red kite'], [expect.stringMatching(/^Meaning/)]]);
  });

  it('compares one image with others by what the database knows of them', async () => {
    const found = await findSimilarTo(partsWith(broken), someone, {
      imageId: ids[0] ?? '',
      limit: 10,
      projectId: undefined,
    });
    expect(found).toHaveLength(2);
  });

  it('passes over what the index names and is not there any more, or is of others', async () => {
    const gone = { imageId: randomUUID(), similarity: 0.99 };
    const parts = partsWith(async () => [gone, { imageId: ids[1] ?? '', similarity: 0.9 }]);
    const { titles, total } = await find(parts, { text: 'falcon' });
    expect([titles, total]).toEqual([['kestrel'], 1]);
    const other = { role: 'user', userId: randomUUID() } as const;
    const asked = { text: 'falcon', colour: null, tolerance: 10, like: [], unlike: [], filters: {} };
    expect((await searchImages(parts, other, { ...asked, offset: 0, limit: 10 })).total).toBe(0);
  });
});
