import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { search, titles } from '../../../test/search-api.ts';
import { insertSearched } from '../../../test/searched-images.ts';

let api: TestApi;
let user: TestUser;
let other: TestUser;

beforeAll(async () => {
  api = await startTestApi();
  await signUp(api);
  user = await signUp(api);
  other = await signUp(api);
  const { db } = api.pixmill.database;
  const plain = (title: string, hex: string) => ({ title, palette: [{ hex, share: 1 }] });
  await insertSearched(db, {
    ownerId: user.userId,
    given: [
      plain('all red', '#ff0000'),
      plain('crimson', '#dc143c'),
      plain('orange', '#ff8c00'),
      plain('sky', '#aabbcc'),
      {
        title: 'half red',
        palette: [
          { hex: '#00ff00', share: 0.5 },
          { hex: '#ff0000', share: 0.5 },
        ],
      },
      {
        title: 'red dot',
        palette: [
          { hex: '#000000', share: 0.93 },
          { hex: '#ff0000', share: 0.07 },
        ],
      },
      {
        title: 'a speck of red',
        palette: [
          { hex: '#000000', share: 0.99 },
          { hex: '#ff0000', share: 0.01 },
        ],
      },
      plain('black', '#000000'),
      plain('white', '#ffffff'),
      { title: 'unknown red', palette: [] },
    ],
  });
  await insertSearched(db, { ownerId: other.userId, given: [plain('red of others', '#ff0000')] });
});

afterAll(() => api.close());

const find = (color: string, query: Readonly<Record<string, string | number>> = {}) =>
  titles(api, user, { color, ...query });

describe('search by colour', () => {
  it('puts the nearest colour first, and of equal ones the larger share', async () => {
    expect(await find('#ff0000')).toEqual(['all red', 'half red', 'red dot', 'crimson']);
  });

  it('finds more with more tolerance, and only the colour itself with none', async () => {
    expect(await find('#ff0000', { tolerance: 0 })).toEqual(['all red', 'half red', 'red dot']);
    expect(await find('#ff0000', { tolerance: 20 })).toEqual(['all red', 'half red', 'crimson', 'red dot', 'orange']);
    expect(await find('#ff0000', { tolerance: 100 })).toContain('white');
  });

  it('takes colours with and without #, long and short, in any case', async () => {
    expect(await find('#AABBCC')).toEqual(['sky']);
    expect(await find('aabbcc')).toEqual(['sky']);
    expect(await find('#abc')).toEqual(['sky']);
  });

  it('says which colour of the image it was, its share and its distance', async () => {
    const { items } = await search(api, user, 'images', { color: '#fe0101' });
    expect(items.find(({ title }) => title === 'half red')).toMatchObject({
      matches: [{ field: 'colors', hex: '#ff0000', share: 0.5 }],
    });
    const [match] = items[0]?.matches ?? [];
    expect(match?.distance).toBeLessThan(1);
    const scores = items.map(({ score = 0 }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores[0]).toBeGreaterThan(0.9);
  });

  it('puts the newest first among those that show it alike', async () => {
    const person = await signUp(api);
    const alike = ['1', '2', '3', '4', '5', '6'].map((title) => ({ title, palette: [{ hex: '#00ff00', share: 1 }] }));
    await insertSearched(api.pixmill.database.db, { ownerId: person.userId, given: alike });
    expect(await titles(api, person, { color: '#00ff00' })).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  it('gives a page at a time, with the total', async () => {
    expect(await search(api, user, 'images', { color: '#ff0000', limit: 3, page: 2 })).toMatchObject({
      total: 4,
      pages: 2,
      items: [{ title: 'crimson' }],
    });
  });

  it('wants words and colour when both are given', async () => {
    expect(await find('#ff0000', { q: 'red' })).toEqual(['all red', 'half red', 'red dot']);
    expect(await find('#000000', { q: 'red' })).toEqual(['a speck of red', 'red dot']);
    expect(await find('#00ff00', { q: 'sky' })).toEqual([]);
    expect(await find('#ff0000', { q: 'crimsen' })).toEqual(['crimson']);
  });

  it('counts words and colour the same when both are given', async () => {
    const scoreOf = async (query: Readonly<Record<string, string>>) => {
      const { items } = await search(api, user, 'images', query);
      return items.find(({ title }) => title === 'crimson')?.score ?? Number.NaN;
    };
    const words = await scoreOf({ q: 'crimson' });
    const colour = await scoreOf({ color: '#ff0000' });
    expect(Math.abs(words - colour)).toBeGreaterThan(0.05);
    expect(await scoreOf({ q: 'crimson', color: '#ff0000' })).toBeCloseTo((words + colour) / 2, 3);
  });

  it('says why for both', async () => {
    const { items } = await search(api, user, 'images', { color: '#aabbcc', q: 'sky' });
    expect(items[0]?.matches?.map(({ field }) => field)).toEqual(['title', 'colors']);
  });

  it('joins the colour with the filters of the list', async () => {
    expect(await find('#ff0000', { min_width: 5000 })).toEqual([]);
    expect(await find('#ff0000', { status: 'kept' })).toHaveLength(4);
  });

  it('never finds images of others', async () => {
    expect(await find('#ff0000', { tolerance: 100, limit: 100 })).not.toContain('red of others');
    expect(await titles(api, other, { color: '#ff0000', tolerance: 100 })).toEqual(['red of others']);
  });

  it.each(['red', '#12', '#1234', '#gggggg', '##aabbcc', '#aabbccdd', 'rgb(1,2,3)', "#aabbcc'", '\0'])(
    'refuses %j, which is no colour',
    async (color) => {
      const url = `${api.url}/api/v1/search/images?${new URLSearchParams({ color })}`;
      expect((await fetch(url, { headers: user.headers })).status).toBe(422);
    },
  );

  it.each(['-1', '101', 'NaN', 'much'])('refuses the tolerance %s', async (tolerance) => {
    const url = `${api.url}/api/v1/search/images?${new URLSearchParams({ color: '#fff', tolerance })}`;
    expect((await fetch(url, { headers: user.headers })).status).toBe(422);
  });
});
