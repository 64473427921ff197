import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSource } from '../../test/read-source.ts';
import { testSourceContext } from '../../test/source-context.ts';
import type { Candidate } from '../library/candidate.ts';
import { UNKNOWN_LICENCE } from '../library/licence.ts';
import type { SourceRequest } from '../library/source.ts';
import { describeSourceContract } from './source.contract.ts';
import { urlListSource } from './url-list.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-list-'));
});
afterAll(() => rm(folder, { recursive: true }));

const save = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
};

const pagesOf = (path: string, request: Partial<SourceRequest> = {}) => readSource(urlListSource, path, request);

const urlsOf = (candidates: readonly Candidate[]): string[] =>
  candidates.map(({ location }) => (location.kind === 'url' ? location.url : location.kind));

const manyLines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `https://example.org/${index + 1}.jpg`).join('\n');

describeSourceContract('URL list', async () => {
  const path = await mkdtemp(join(tmpdir(), 'pixmill-list-'));
  const rows = Array.from({ length: 2_500 }, (_, index) =>
    index % 100 === 7
      ? 'ftp://example.org/x,bad,by'
      : `https://example.org/${index}.jpg,"no. ${index}",${index % 2 === 0 ? 'cc0' : 'by'}`,
  );
  await writeFile(join(path, 'list.csv'), ['url,caption,license', ...rows].join('\n'));
  return {
    source: urlListSource,
    context: testSourceContext(),
    request: { query: join(path, 'list.csv'), licences: { kind: 'any' } },
    close: () => rm(path, { recursive: true }),
  };
});

describe('a plain list', () => {
  it('takes every line as it is, but for blank ones and comments', async () => {
    const path = await save('plain.txt', '# my list\n\nhttps://a.example/x,y.jpg\r\n  http://b.example/"q".png \n#end');
    const { candidates, dropped, error } = await pagesOf(path);
    expect(error).toBeUndefined();
    expect(urlsOf(candidates)).toEqual(['https://a.example/x,y.jpg', 'http://b.example/%22q%22.png']);
    expect(candidates.map((candidate) => candidate.sourceItemId)).toEqual(['row-3', 'row-4']);
    expect(dropped).toEqual([]);
  });

  it('ends every bad row in an outcome of its own that names the row', async () => {
    const long = `https://example.org/${'x'.repeat(2_100)}`;
    const lines = [
      'https://ok.example/1.jpg',
      'not a url',
      'ftp://example.org/a.jpg',
      'data:image/png;base64,AAAA',
      long,
    ];
    const { candidates, dropped } = await pagesOf(await save('bad.txt', lines.join('\n')));
    expect(candidates).toHaveLength(1);
    expect(dropped.map(({ sourceItemId, code, outcome, detail }) => [sourceItemId, code, outcome, detail])).toEqual([
      ['row-2', 'source.bad_url', 'rejected', 'row 2'],
      ['row-3', 'source.bad_url', 'rejected', 'row 3'],
      ['row-4', 'input.data_url', 'skipped', 'row 4'],
      ['row-5', 'input.url_too_long', 'rejected', 'row 5'],
    ]);
    expect(dropped.every(({ url }) => url !== null && url.length <= 200)).toBe(true);
  });

  it('drops a line of megabytes and reads on behind it', async () => {
    const path = await save('long.txt', `https://a.example/1\n${'y'.repeat(3_000_000)}\nhttps://a.example/3\n`);
    const { candidates, dropped } = await pagesOf(path);
    expect(candidates.map((candidate) => candidate.sourceItemId)).toEqual(['row-1', 'row-3']);
    expect(dropped).toMatchObject([{ sourceItemId: 'row-2', code: 'input.row_too_long' }]);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFhttps://a.example/é.jpg')],
    ['UTF-16 little endian', Buffer.from('\uFEFFhttps://a.example/é.jpg\n', 'utf16le')],
    ['UTF-16 big endian', Buffer.from('\uFEFFhttps://a.example/é.jpg\n', 'utf16le').swap16()],
    ['Latin-1', Buffer.from('https://a.example/é.jpg\n', 'latin1')],
    ['carriage returns alone', Buffer.from('https://a.example/é.jpg\r# end\r')],
  ])('reads %s', async (name, bytes) => {
    const { candidates } = await pagesOf(await save(`${name}.txt`, bytes));
    expect(urlsOf(candidates)).toEqual(['https://a.example/%C3%A9.jpg']);
  });

  it('goes on in another process from the cursor of any page, also within gzip', async () => {
    const path = await save('many.txt.gz', gzipSync(manyLines(4_321)));
    const whole = await pagesOf(path);
    expect(whole.pages.map((page) => page.candidates.length)).toEqual([1000, 1000, 1000, 1000, 321]);
    const cursor = whole.pages[2]?.cursor ?? null;
    const rest = await pagesOf(path, { cursor: JSON.parse(JSON.stringify(cursor)) });
    expect(rest.candidates).toEqual(whole.candidates.slice(3_000));
  });

  it('yields what a cut gzip file still holds before it says that it is damaged', async () => {
    const packed = gzipSync(manyLines(20_000));
    const { candidates, error } = await pagesOf(await save('cut.txt.gz', packed.subarray(0, packed.length / 2)));
    expect(candidates.length).toBeGreaterThan(5_000);
    expect(urlsOf(candidates)[4_999]).toBe('https://example.org/5000.jpg');
    expect(error).toMatchObject({ code: 'input.damaged', message: expect.stringContaining('cut.txt.gz') });
  });

  it('stops at a gzip file that unpacks to far more than any list', async () => {
    const path = await save('bomb.txt.gz', gzipSync(Buffer.alloc(100 * 1024 * 1024)));
    expect((await pagesOf(path)).error).toMatchObject({ code: 'input.unknown_format' });
    const spaces = await save('bomb2.txt.gz', gzipSync(`https://a.example/1\n${'\n'.repeat(100 * 1024 * 1024)}`));
    expect((await pagesOf(spaces)).error).toMatchObject({ code: 'input.bomb' });
  });
});

describe('a table', () => {
  it('guesses columns whatever their case, tells what is a guess, and keeps the others as metadata', async () => {
    const csv =
      'KEY,URL,TEXT,LICENSE,WIDTH,md5,nsfw\n7,https://a.example/1.jpg,"a ""red"" hat, wool",CC BY 4.0,640,D41D8CD98F00B204E9800998ECF8427E,UNLIKELY\n';
    const { candidates, notices } = await pagesOf(await save('laion.csv', csv));
    expect(candidates).toMatchObject([
      {
        sourceItemId: 'row-1',
        caption: 'a "red" hat, wool',
        licence: { id: 'CC-BY-4.0', raw: 'CC BY 4.0', confidence: 'per-item' },
        claims: { width: 640, hash: { algorithm: 'md5', hex: 'd41d8cd98f00b204e9800998ecf8427e' } },
        metadata: { KEY: '7', nsfw: 'UNLIKELY', WIDTH: '640' },
      },
    ]);
    expect(candidates[0]?.metadata).not.toHaveProperty('TEXT');
    expect(notices).toEqual(['guessed column `TEXT` of laion.csv as caption']);
  });

  it('calls a licence unknown that the list leaves open', async () => {
    const { candidates } = await pagesOf(
      await save('open.csv', 'url,license\nhttps://a.example/1,?\nhttps://a.example/2,\n'),
    );
    expect(candidates.map(({ licence }) => licence)).toEqual([UNKNOWN_LICENCE, UNKNOWN_LICENCE]);
  });

  it('uses the columns that are named, and names those there are when one is missing', async () => {
    const path = await save('named.tsv', 'href\tdescr\tkind\nhttps://a.example/1\tcat\tpet\n');
    const columns = { url: 'href', caption: 'descr', label: 'kind' };
    const { candidates, notices } = await pagesOf(path, { columns });
    expect(candidates).toMatchObject([{ caption: 'cat', label: 'pet' }]);
    expect(notices).toEqual([]);
    expect((await pagesOf(path)).error).toMatchObject({
      code: 'input.no_url_column',
      message: expect.stringMatching(/`href`, `descr`, `kind` with --url-column\.$/),
    });
    expect((await pagesOf(path, { columns: { url: 'link' } })).error).toMatchObject({ code: 'input.no_such_column' });
  });

  it('loses only the first line of a record with stray quotes', async () => {
    const lines = [
      'url,caption',
      'https://a.example/1,"over\ntwo lines"',
      'https://a.example/2,"never closed',
      'https://a.example/3,fine',
      'https://a.example/4,"closed" too early',
      'https://a.example/5,one,field,more',
      'https://a.example/6',
      'https://a.example/7,5" nails',
      '',
      'https://a.example/8,"last',
    ];
    const { candidates, dropped } = await pagesOf(await save('quotes.csv', lines.join('\r\n')));
    expect(urlsOf(candidates).map((url) => url.slice(-1))).toEqual(['1', '3', '6', '7']);
    expect(candidates[0]?.caption).toBe('over\ntwo lines');
    expect(dropped.map(({ code, detail }) => [code, detail])).toEqual([
      ['input.row_unreadable', expect.stringMatching(/^line 4: .*not closed|^line 4: text after/)],
      ['input.row_unreadable', 'line 6: text after a closing quote'],
      ['input.row_unreadable', 'line 7: 4 fields where the header has 2'],
      ['input.row_unreadable', 'line 11: a quoted field is not closed'],
    ]);
    const ids = [...candidates, ...dropped].map((item) => item.sourceItemId).toSorted();
    expect(ids).toEqual(['row-1', 'row-2', 'row-3', 'row-4', 'row-5', 'row-6', 'row-7', 'row-8']);
  });

  it('understands a table that is separated by semicolons', async () => {
    const { candidates } = await pagesOf(await save('semicolon.csv', 'url;caption\nhttps://a.example/1,2;cat\n'));
    expect(candidates).toMatchObject([{ caption: 'cat', location: { url: 'https://a.example/1,2' } }]);
  });

  it('cannot be tricked by the names of its columns', async () => {
    const path = await save(
      'proto.jsonl',
      '{"url":"https://a.example/1","__proto__":{"x":1},"constructor":"c"}\n{"caption":"no url"}\n',
    );
    const { candidates, dropped } = await pagesOf(path);
    expect(candidates[0]?.metadata).toEqual({ constructor: 'c' });
    expect(dropped).toMatchObject([{ sourceItemId: 'row-2', code: 'input.no_url', url: null }]);
  });
});

describe('an input that is no list', () => {
  it.each([
    ['missing.csv', undefined, 'input.not_found'],
    ['empty.csv', '', 'input.empty'],
    ['picture.txt', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'input.unknown_format'],
    ['page', '<!doctype html><title>x</title>', 'input.unknown_format'],
  ])('refuses %s in one sentence', async (name, content, code) => {
    const path = content === undefined ? join(folder, name) : await save(name, content);
    const { error, candidates } = await pagesOf(path);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^[^\n]+\.$/) });
    expect(candidates).toEqual([]);
  });

  it('reads a list whose name says nothing by its first bytes', async () => {
    expect((await pagesOf(await save('noname1', manyLines(3)))).candidates).toHaveLength(3);
    expect((await pagesOf(await save('noname2', 'id,url\n1,https://a.example/1\n'))).candidates).toHaveLength(1);
    expect(
      (await pagesOf(await save('noname3', '{"url":"https://a.example/1"}\n{"url":"https://a.example/2"}'))).candidates,
    ).toHaveLength(2);
  });
});

describe('a folder of lists', () => {
  it('reads the lists by name and goes on within the right one', async () => {
    await save('lists/b.csv', `url\n${manyLines(1_500)}`);
    await save('lists/a.txt', manyLines(1_200));
    await save('lists/notes.md', 'nothing');
    const path = join(folder, 'lists');
    const whole = await pagesOf(path);
    expect(whole.candidates).toHaveLength(2_700);
    expect(new Set(whole.candidates.map((candidate) => candidate.sourceItemId)).size).toBe(2_700);
    expect(whole.candidates[0]?.sourceItemId).toBe('a.txt#row-1');
    for (const [index, page] of whole.pages.slice(0, -1).entries()) {
      const rest = await pagesOf(path, { cursor: page.cursor });
      expect(rest.candidates).toEqual(whole.pages.slice(index + 1).flatMap((later) => later.candidates));
    }
  });
});
