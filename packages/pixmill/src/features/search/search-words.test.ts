import { assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { search, titles } from '../../../test/search-api.ts';
import { insertSearched } from '../../../test/searched-images.ts';

let api: TestApi;
let user: TestUser;
let other: TestUser;
let admin: TestUser;

beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
  user = await signUp(api);
  other = await signUp(api);
  const { db } = api.pixmill.database;
  await insertSearched(db, {
    ownerId: user.userId,
    given: [
      { title: 'Bridge over a river', tags: ['steel'], label: 'architecture' },
      { title: 'A boat', description: 'Moored under the old bridge', creator: 'Jane Rivers' },
      { title: 'Untitled', creator: 'Lloyd Bridges' },
      { title: 'Scan', originalName: 'RedBridge_night-02.jpg' },
      { title: 'Red houses', tags: ['town', 'summer dress'] },
      { title: 'Red boat', caption: 'The boats of Crête, painted by hand' },
      { title: 'Müller’s Café', embedded: { keywords: ['espresso', 'Kaffeehaus'], caption: 'Wien im Regen' } },
      { title: '红色连衣裙', query: 'dress' },
      { title: 'Дом у реки' },
      { title: 'T-shirt, size XL' },
      { title: 'The The', tags: ['band'] },
    ],
  });
  await insertSearched(db, {
    ownerId: other.userId,
    given: [{ title: 'Bridge of others', tags: ['bridle', 'secret'] }],
  });
});

afterAll(() => api.close());

const find = (q: string, query: Readonly<Record<string, string | number>> = {}) => titles(api, user, { q, ...query });

describe('search by words', () => {
  it('puts titles before descriptions, these before creators, and file names last', async () => {
    expect(await find('bridge')).toEqual(['Bridge over a river', 'A boat', 'Untitled', 'Scan']);
  });

  it('finds words in labels, tags, captions, keywords of the file and the query', async () => {
    expect(await find('architecture')).toEqual(['Bridge over a river']);
    expect(await find('steel')).toEqual(['Bridge over a river']);
    expect(await find('painted')).toEqual(['Red boat']);
    expect(await find('espresso')).toEqual(['Müller’s Café']);
    expect(await find('regen')).toEqual(['Müller’s Café']);
    expect(await find('dress')).toEqual(['Red houses', '红色连衣裙']);
  });

  it('wants all words', async () => {
    expect(await find('red boat')).toEqual(['Red boat']);
    expect(await find('red bridge')).toEqual(['Scan']);
  });

  it('finds English words in all their forms, and takes them as they are, too', async () => {
    expect(await find('house')).toEqual(['Red houses']);
    expect(await find('paints')).toEqual(['Red boat']);
    expect(await find('Kaffeehaus')).toEqual(['Müller’s Café']);
  });

  it('finds a word by its beginning when it is the last one', async () => {
    expect(await find('arch')).toEqual(['Bridge over a river']);
    expect(await find('red hou')).toEqual(['Red houses']);
    expect(await find('ri bridge')).toEqual([]);
  });

  it('takes one letter for a word, not for a beginning', async () => {
    expect(await find('b')).toEqual([]);
    expect(await find('bo')).toContain('A boat');
  });

  it('finds what is in quotes in this order only', async () => {
    expect(await find('"old bridge"')).toEqual(['A boat']);
    expect(await find('"bridge old"')).toEqual([]);
    expect(await find('bridge old')).toEqual(['A boat']);
  });

  it('leaves out what has a minus', async () => {
    expect(await find('red -houses')).toEqual(['Red boat', 'Scan']);
    expect(await find('bridge -"old bridge" -lloyd')).toEqual(['Bridge over a river', 'Scan']);
    expect(await find('-red -bridge -bridges -boat')).toHaveLength(5);
  });

  it('finds either of two words joined by or', async () => {
    expect(new Set(await find('espresso or steel'))).toEqual(new Set(['Bridge over a river', 'Müller’s Café']));
  });

  it('does not mind accents, compounds and scripts', async () => {
    expect(await find('cafe muller')).toEqual(['Müller’s Café']);
    expect(await find('CAFÉ')).toEqual(['Müller’s Café']);
    expect(await find('crete')).toEqual(['Red boat']);
    expect(await find('连衣裙')).toEqual(['红色连衣裙']);
    expect(await find('дом')).toEqual(['Дом у реки']);
    expect(await find('t-shirt')).toEqual(['T-shirt, size XL']);
    expect(await find('t shirt')).toEqual(['T-shirt, size XL']);
  });

  it('passes over stop words, unless there is nothing else', async () => {
    expect(await find('the river')).toEqual(['Bridge over a river', 'A boat']);
    expect(await find('the')).toContain('The The');
  });

  it('takes a word that is nowhere for a typing mistake', async () => {
    expect(await find('brigde')).toContain('Bridge over a river');
    expect(await find('arcitecture')).toEqual(['Bridge over a river']);
    expect(await find('expreso')).toEqual(['Müller’s Café']);
    expect(await find('red huoses')).toEqual(['Red houses']);
    expect(await find('qwertzuiop')).toEqual([]);
  });

  it('says why an image was found, with the words as they stand there', async () => {
    const { items } = await search(api, user, 'images', { q: 'red painting' });
    expect(items).toMatchObject([
      {
        matches: [
          { field: 'title', words: ['Red'] },
          { field: 'caption', words: ['painted'] },
        ],
      },
    ]);
    expect(items[0]?.score).toBeGreaterThan(0);
    expect(items[0]?.score).toBeLessThanOrEqual(1);
  });

  it('follows images whose words change', async () => {
    const { items } = await search(api, user, 'images', { q: 'moored' });
    const headers = { ...user.headers, 'content-type': 'application/json' };
    const url = `${api.url}/api/v1/images/${items[0]?.id}`;
    const edit = (body: object) => fetch(url, { method: 'PATCH', headers, body: JSON.stringify(body) });
    expect((await edit({ description: 'Anchored at the quay', tags: ['zeppelin'] })).status).toBe(200);
    expect(await find('moored')).toEqual([]);
    expect(await find('zeppelin')).toEqual(['A boat']);
    expect(await find('zepelin')).toEqual(['A boat']);
    await edit({ description: 'Moored under the old bridge', tags: [] });
    expect(await find('moored')).toEqual(['A boat']);
  });
});

describe('whose images are searched', () => {
  it('never finds images of others, nor their words', async () => {
    expect(await find('others')).toEqual([]);
    expect(await find('secret')).toEqual([]);
    expect(await find('secrat')).toEqual([]);
    expect(await titles(api, other, { q: 'bridge' })).toEqual(['Bridge of others']);
    expect(await titles(api, other, { q: '-nothing' })).toEqual(['Bridge of others']);
  });

  it('lets an admin search all', async () => {
    expect(await titles(api, admin, { q: 'bridge' })).toContain('Bridge of others');
  });

  it('finds nothing in a project of somebody else', async () => {
    const { projectId } = await insertSearched(api.pixmill.database.db, {
      ownerId: other.userId,
      given: [{ title: 'Lighthouse' }],
    });
    expect(await find('lighthouse', { project_id: projectId })).toEqual([]);
    expect(await titles(api, other, { q: 'lighthouse', project_id: projectId })).toEqual(['Lighthouse']);
  });
});

describe('pages and filters', () => {
  it('puts the newest first among those that fit as well, on every page', async () => {
    const person = await signUp(api);
    await insertSearched(api.pixmill.database.db, {
      ownerId: person.userId,
      given: ['1', '2', '3', '4', '5'].map((number) => ({ title: 'alike', originalName: `${number}.jpg` })),
    });
    const names = async (query: Readonly<Record<string, string | number>>) =>
      (await search(api, person, 'images', { q: 'alike', ...query })).items.map(({ filename }) => filename);
    expect(await names({})).toEqual(['5.jpg', '4.jpg', '3.jpg', '2.jpg', '1.jpg']);
    expect(await names({ min_width: 1, limit: 2, page: 2 })).toEqual(['3.jpg', '2.jpg']);
    expect(await names({ limit: 2, page: 2 })).toEqual(['3.jpg', '2.jpg']);
  });

  it('gives a page at a time, with the total', async () => {
    const first = await search(api, user, 'images', { q: 'bridge', limit: 3 });
    const second = await search(api, user, 'images', { q: 'bridge', limit: 3, page: 2 });
    expect(first).toMatchObject({ total: 4, page: 1, limit: 3, pages: 2 });
    expect(first.items).toHaveLength(3);
    expect(second.items.map(({ title }) => title)).toEqual(['Scan']);
    expect(await search(api, user, 'images', { q: 'bridge', page: 1_000_000_000 })).toMatchObject({
      total: 4,
      items: [],
    });
  });

  it('joins the words with the filters of the list', async () => {
    expect(await find('bridge', { label: 'architecture' })).toEqual(['Bridge over a river']);
    expect(await find('bridge', { tag: 'town' })).toEqual([]);
    expect(await find('bridge', { status: 'kept', source: 'url-list', min_width: 50 })).toHaveLength(4);
    expect(await find('bridge', { min_width: 5000 })).toEqual([]);
  });
});

describe('hostile searches', () => {
  const status = async (query: string): Promise<number> =>
    (await fetch(`${api.url}/api/v1/search/images?${query}`, { headers: user.headers })).status;

  it.each([
    "'",
    "''':*",
    '& | ! <-> ()',
    '"unclosed',
    '-',
    '--',
    '- "',
    'or or or',
    'a:* & b',
    '\\',
    "\\' or 1=1 --",
    '<b>x</b>',
    '%',
    '_',
    '=0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11',
    '\u{1F600}',
    '!!!',
    'x'.repeat(500),
    'a '.repeat(250),
    '-a '.repeat(160),
    '"a" '.repeat(120),
    '\u0301\u0301',
    '\u202Eabc',
  ])('answers %j', async (q) => {
    expect(await status(`q=${encodeURIComponent(q)}`)).toBe(200);
  });

  it('answers whatever is asked, with a page of images', { timeout: 60_000 }, async () => {
    const text = string({
      unit: oneof(
        constantFrom('"', '-', "'", '&', '|', '!', '(', ':*', '\\\\', ' ', ' or '),
        string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      ),
      maxLength: 40,
    });
    await assert(
      asyncProperty(text, async (q) => {
        const response = await fetch(`${api.url}/api/v1/search/images?q=${encodeURIComponent(q)}`, {
          headers: user.headers,
        });
        const isNothing = q.trim() === '';
        expect(response.status).toBe(isNothing || q.length > 500 ? 422 : 200);
        await response.text();
      }),
      { numRuns: 150 },
    );
  });

  it('refuses what is too long, cannot be stored, or asks for nothing', async () => {
    expect(await status(`q=${'a'.repeat(10_000)}`)).toBe(422);
    expect(await status('q=a%00b')).toBe(422);
    expect(await status('')).toBe(422);
    expect(await status('q=')).toBe(422);
    expect(await status('q=+&color=')).toBe(422);
    expect(await status('q=a&limit=101')).toBe(422);
    expect(await status('q=a&page=0')).toBe(422);
    expect(await status('q=a&project_id=1')).toBe(422);
  });

  it('says which parameters it needs', async () => {
    const response = await fetch(`${api.url}/api/v1/search/images`, { headers: user.headers });
    expect(await response.json()).toMatchObject({
      code: 'http.invalid',
      detail: [
        { loc: ['query', 'q'], type: 'required' },
        { loc: ['query', 'color'], type: 'required' },
        { loc: ['query', 'like'], type: 'required' },
      ],
    });
  });

  it('wants a login', async () => {
    expect((await fetch(`${api.url}/api/v1/search/images?q=a`)).status).toBe(401);
  });
});
