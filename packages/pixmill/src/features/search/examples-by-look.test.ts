import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { insertSearched, inspected, searchOf } from '../../../test/searched-images.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { users } from '../../library/accounts.schema.ts';
import type { AskedImages } from './asked-images.ts';
import { searchImages } from './search.service.ts';

const ownerId = randomUUID();
const UNLIKE = 24;
let database: TestDatabase;
let ids: readonly string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(users).values({ id: ownerId, email: 'someone@example.com' });
  const picture = (seed: number) => encoderOf(makePicture(300, 200, seed));
  const edits = {
    original: picture(1),
    mirrored: picture(1).flop(),
    turned: picture(1).rotate(90),
    grey: picture(1).greyscale(),
  };
  const others = Array.from({ length: UNLIKE }, (_, index) => [`other ${index}`, picture(index + 3)] as const);
  const given = [];
  for (const [title, edit] of [...Object.entries(edits), ...others]) {
    given.push({ ...(await inspected(await edit.png().toBuffer(), title)), title });
  }
  ({ imageIds: ids } = await insertSearched(database.db, { ownerId, given }));
});
afterAll(() => database.close());

const find = async (asked: Partial<AskedImages>) => {
  const usual = { text: null, colour: null, tolerance: 10, like: [], unlike: [], filters: {}, offset: 0, limit: 50 };
  const found = await searchImages(searchOf(database.db), { role: 'user', userId: ownerId }, { ...usual, ...asked });
  return found.found.map(({ image, ways, score }) => ({ title: image.title, ways, score }));
};
const some = (...places: number[]): string[] => places.map((place) => ids[place] ?? '');

describe('examples, where no model has seen them', () => {
  it('are compared by look: edits of a picture come before all else', async () => {
    const found = await find({ like: some(0, 1) });
    expect(new Set(found.slice(0, 2).map(({ title }) => title))).toEqual(new Set(['turned', 'grey']));
    expect(found[0]?.ways).toEqual([{ way: 'likeness', rank: 1, score: expect.closeTo(1, 1) }]);
    expect(found.map(({ title }) => title)).not.toContain('original');
  });

  it('push away what is not wanted', async () => {
    const [first] = await find({ like: some(4), unlike: [] });
    const away = await find({ like: some(4), unlike: some(Number(first?.title?.slice('other '.length)) + 4) });
    expect(away.length).toBeGreaterThan(0);
    expect(away.map(({ title }) => title)).not.toContain(first?.title);
  });

  it('put what words find in order', async () => {
    const found = await find({ text: 'other or grey', like: some(0, 1, 2) });
    expect(found).toHaveLength(UNLIKE + 1);
    expect(found[0]).toMatchObject({ title: 'grey', ways: [{ way: 'words' }, { way: 'likeness', rank: 1 }] });
  });

  it('may be many', async () => {
    const found = await find({ text: 'other or grey', like: ids.slice(4, 23), unlike: some(0) });
    expect(found).toHaveLength(UNLIKE - 19 + 1);
    expect(found.every(({ ways }) => ways.length === 2)).toBe(true);
  });

  it('are as little as nothing when search does not know how they look', async () => {
    await database.pool.query('delete from image_looks where image_id = $1', [ids[4]]);
    expect(await find({ like: some(4) })).toEqual([]);
    expect(await find({ text: 'grey', like: some(4) })).toHaveLength(1);
  });
});
