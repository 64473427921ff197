import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { search, titles } from '../../../test/search-api.ts';
import { insertSearched } from '../../../test/searched-images.ts';
import { addTinyDual } from '../../../test/tiny-dual-model.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';

const unit = (numbers: readonly number[]): Float32Array => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (number) => number / length);
};

/** Title, and what the tiny dual encoder would see: red, green, blue. */
const PICTURES: readonly (readonly [string, readonly number[], string])[] = [
  ['Cherries in a bowl', [1, 0.1, 0], '#aa1111'],
  ['A red door', [0.9, 0.2, 0.2], '#cc2222'],
  ['The red book (which is blue)', [0, 0.1, 1], '#1111cc'],
  ['Meadow', [0, 1, 0.1], '#11aa11'],
  ['Sea', [0.1, 0.2, 1], '#1122dd'],
  ['Sunset', [1, 0.5, 0.1], '#dd8811'],
];

let api: TestApi;
let user: TestUser;
let other: TestUser;
let ids: readonly string[] = [];
let projectId = '';

const insert = async (ownerId: string, given: typeof PICTURES) => {
  const { db } = api.pixmill.database;
  const inserted = await insertSearched(db, {
    ownerId,
    given: given.map(([title, , hex]) => ({ title, palette: [{ hex, share: 1 }] })),
  });
  const embeddings = given.map(([, numbers], index) => ({
    imageId: inserted.imageIds[index] ?? '',
    projectId: inserted.projectId,
    model: 'tiny-dual',
    version: 1,
    vector: unit(numbers),
  }));
  await db.transaction((tx) => writeEmbeddings(tx, embeddings));
  return inserted;
};

beforeAll(async () => {
  api = await startTestApi();
  await signUp(api);
  user = await signUp(api);
  other = await signUp(api);
  await addTinyDual(api.pixmill.settings);
  ({ imageIds: ids, projectId } = await insert(user.userId, PICTURES));
  await insert(other.userId, [['Fire engine of others', [1, 0, 0], '#ff0000']]);
});

afterAll(() => api.close());

const find = (query: Readonly<Record<string, string | number | readonly string[]>>) =>
  search(api, user, 'images', query);
const found = async (query: Parameters<typeof find>[0]) => (await find(query)).items.map(({ title }) => title);
const idOf = (title: string): string => ids[PICTURES.findIndex(([name]) => name.startsWith(title))] ?? '';

describe('search by meaning', () => {
  it('finds by words and by meaning, those that both find first', async () => {
    const { items, total, notices } = await find({ q: 'red' });
    expect(items[0]?.title).toBe('A red door');
    expect(new Set(items.map(({ title }) => title))).toEqual(
      new Set(['A red door', 'Cherries in a bowl', 'Sunset', 'The red book (which is blue)']),
    );
    expect(total).toBe(4);
    expect(notices).toBeUndefined();
  });

  it('says which way found an image, at which rank, and how well', async () => {
    const { items } = await find({ q: 'red' });
    expect(items[0]?.why).toEqual([
      { way: 'words', rank: expect.any(Number), score: expect.any(Number), words: ['red'] },
      {
        way: 'meaning',
        rank: 2,
        score: expect.closeTo(0.954, 2),
        cosine: expect.closeTo(0.954, 2),
        model: 'tiny-dual',
      },
    ]);
    expect(items.find(({ title }) => title === 'Cherries in a bowl')?.why).toMatchObject([{ way: 'meaning', rank: 1 }]);
    expect(items.find(({ title }) => title?.startsWith('The red book'))?.why).toMatchObject([{ way: 'words' }]);
  });

  it('gives scores by reciprocal rank: 1 only to what is first in every way', async () => {
    const { items } = await find({ q: 'red' });
    const scores = items.map(({ score = 0 }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const cherries = items.find(({ title }) => title === 'Cherries in a bowl');
    expect(cherries?.score).toBeCloseTo(0.5, 4);
  });

  it('finds what no word tells, in another language', async () => {
    expect(await found({ q: 'rot' })).toEqual(['Cherries in a bowl', 'A red door', 'Sunset']);
  });

  it('says that there is no good match instead of showing noise', async () => {
    const answer = await search(api, other, 'images', { q: 'blue' });
    expect(answer).toMatchObject({ items: [], total: 0, pages: 0, no_good_match: true });
    expect(answer.message).toMatch(/^No good match/);
    expect((await find({ q: 'red' })).no_good_match).toBeUndefined();
  });

  it('takes a word for a typing mistake only when nothing is near in meaning', async () => {
    expect(await titles(api, other, { q: 'engnie' })).toEqual(['Fire engine of others']);
    const [first] = (await search(api, other, 'images', { q: 'rot' })).items;
    expect(first?.why).toMatchObject([{ way: 'meaning' }]);
  });

  it('insists on what is in quotes and without what has a minus', async () => {
    expect(await found({ q: '"red"' })).toEqual(['The red book (which is blue)', 'A red door']);
    expect(await found({ q: 'rot -door' })).toEqual(['Cherries in a bowl', 'Sunset']);
    expect(await found({ q: 'rot "bowl"' })).toEqual(['Cherries in a bowl']);
  });

  it('joins meaning with filters', async () => {
    expect(await found({ q: 'rot', label: 'none' })).toEqual([]);
    expect(await found({ q: 'rot', project_id: projectId, status: 'kept' })).toHaveLength(3);
    expect(await found({ q: 'rot', project_id: '0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11' })).toEqual([]);
  });

  it('joins meaning with a colour, which must be there', async () => {
    const { items } = await find({ q: 'rot', color: '#cc2222', tolerance: 8 });
    expect(items.map(({ title }) => title)).toContain('A red door');
    expect(items.map(({ title }) => title)).not.toContain('Sunset');
    expect(items[0]?.why).toMatchObject([{ way: 'meaning' }, { way: 'color', distance: 0, rank: 1 }]);
  });

  it('never finds images of others', async () => {
    expect(await titles(api, other, { q: 'rot' })).toEqual(['Fire engine of others']);
  });

  it('gives pages that do not overlap and add up', async () => {
    const all = await found({ q: 'red', limit: 100 });
    const pages = [];
    for (const page of [1, 2, 3, 4]) pages.push(...(await found({ q: 'red', limit: 1, page })));
    expect(pages).toEqual(all);
    expect(await found({ q: 'red', limit: 1, page: 5 })).toEqual([]);
  });

  it('goes on by words, with a notice, when the model fails', async () => {
    const { models } = api.pixmill;
    const embedText = models.embedText;
    const broken = { embedText: () => Promise.reject(new Error('no memory')) };
    Object.assign(models, broken);
    try {
      const { items, notices } = await find({ q: 'red' });
      expect(items.map(({ title }) => title)).toEqual(['The red book (which is blue)', 'A red door']);
      expect(notices).toEqual([expect.stringMatching(/^Meaning was not looked for: the model/)]);
    } finally {
      Object.assign(models, { embedText });
    }
  });

  it.each([
    'the of and',
    '赤いドア',
    'красная дверь',
    'باب أحمر',
    '🚪🔴',
    '\u202e\u0301',
    '()&|!:*<->',
    'x'.repeat(500),
    '- - "',
  ])('answers %j', async (q) => {
    expect((await find({ q })).items.length).toBeLessThanOrEqual(6);
  });

  it('refuses 10,000 characters', async () => {
    const url = `${api.url}/api/v1/search/images?q=${'x'.repeat(10_000)}`;
    expect((await fetch(url, { headers: user.headers })).status).toBe(422);
  });
});

describe('search by examples', () => {
  it('finds what is like one image, without it', async () => {
    const { items } = await find({ like: [idOf('Cherries')] });
    expect(items.map(({ title }) => title)).toEqual(['A red door', 'Sunset']);
    expect(items[0]?.why).toMatchObject([{ way: 'likeness', rank: 1, model: 'tiny-dual' }]);
  });

  it('finds what lies between several, and away from others', async () => {
    expect((await found({ like: [idOf('Cherries'), idOf('Meadow')] }))[0]).toBe('Sunset');
    const [first] = await found({ like: [idOf('Sunset')], unlike: [idOf('Meadow')] });
    expect(first).toBe('Cherries in a bowl');
  });

  it('puts what words find in the order of likeness', async () => {
    const { items, total } = await find({ q: '"red"', like: [idOf('Sea')] });
    expect(total).toBe(2);
    expect(items[0]?.title).toBe('The red book (which is blue)');
    expect(items[0]?.why).toMatchObject([{ way: 'words' }, { way: 'likeness', rank: 1 }]);
    const away = await find({ q: '"red"', unlike: [idOf('Sea')] });
    expect(away.items.map(({ title }) => title)).toContain('A red door');
    expect(away.items.find(({ title }) => title === 'A red door')?.why).toMatchObject([
      { way: 'words' },
      { way: 'likeness', rank: 1 },
    ]);
  });

  it('puts what a colour finds in the order of likeness', async () => {
    const { items } = await find({ color: '#cc2222', tolerance: 100, like: [idOf('Sea')] });
    expect(items).toHaveLength(5);
    expect(items.map(({ title }) => title)).not.toContain('Sea');
  });

  it('finds nothing like what nothing is like', async () => {
    expect(await find({ like: [idOf('Cherries')], label: 'none' })).toMatchObject({ total: 0, no_good_match: true });
  });

  it('refuses examples that are not there, of others, too many, or wanted and not wanted', async () => {
    const status = async (query: readonly (readonly [string, string])[], headers = user.headers) =>
      (
        await fetch(`${api.url}/api/v1/search/images?${new URLSearchParams(query.map((pair) => [...pair]))}`, {
          headers,
        })
      ).status;
    const own = idOf('Sea');
    expect(await status([['like', '0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11']])).toBe(404);
    expect(await status([['like', own]], other.headers)).toBe(404);
    expect(await status([['unlike', own]])).toBe(422);
    expect(await status([['like', 'sea']])).toBe(422);
    expect(await status(ids.map((id) => ['like', id] as const))).toBe(200);
    expect(await status(Array.from({ length: 51 }, () => ['like', own] as const))).toBe(422);
    expect(
      await status([
        ['like', own],
        ['unlike', own.toUpperCase()],
      ]),
    ).toBe(422);
  });
});
