import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSource } from '../../test/read-source.ts';
import type { Candidate } from '../library/candidate.ts';
import { urlListSource } from './url-list.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-json-'));
});
afterAll(() => rm(folder, { recursive: true }));

const save = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

const pagesOf = (path: string) => readSource(urlListSource, path);

const urlsOf = (candidates: readonly Candidate[]): string[] =>
  candidates.map(({ location }) => (location.kind === 'url' ? location.url : location.kind));

describe('JSON', () => {
  it('reads one record a line and drops lines that are none', async () => {
    const lines = [
      '{"url":"https://a.example/1","n":12345678901234567890,"t":"a\\u0000b\\ud800"}',
      '{"url":',
      '',
      '[1]',
      '"https://a.example/5"',
    ];
    const { candidates, dropped } = await pagesOf(await save('list.jsonl', lines.join('\n')));
    expect(candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['row-1', 'row-5']);
    expect(candidates[0]?.metadata?.['t']).toBe('ab\uFFFD');
    expect(dropped.map(({ sourceItemId, code }) => [sourceItemId, code])).toEqual([
      ['row-2', 'input.row_unreadable'],
      ['row-4', 'input.row_unreadable'],
    ]);
  });

  it.each([
    [
      'a list of records',
      '[{"url":"https://a.example/1","caption":"x] \\"} {"},\n {"url":"https://a.example/2","caption":null}]',
    ],
    ['a list of addresses', '["https://a.example/1", "https://a.example/2"]'],
    ['columns', '{"url":["https://a.example/1","https://a.example/2"],"caption":["a"]}'],
    ['columns as pandas writes them', '{"url":{"0":"https://a.example/1","1":"https://a.example/2"}}'],
    ['records one after another', '{"url":"https://a.example/1"}\n{\n"url":"https://a.example/2"}'],
    ['the columns of SBU', '{"image_urls":["https://a.example/1","https://a.example/2"],"captions":["a","b"]}'],
  ])('reads %s', async (name, text) => {
    const { candidates, error } = await pagesOf(await save(`${name}.json`, text));
    expect(error).toBeUndefined();
    expect(urlsOf(candidates)).toEqual(['https://a.example/1', 'https://a.example/2']);
  });

  it('costs a faulty record only itself, and a cut file only its last record', async () => {
    const { candidates, dropped, error } = await pagesOf(
      await save('cut.json', '[{"url":"https://a.example/1"},{"url" "x"},{"url":"https://a.example/3"},{"url":"https'),
    );
    expect(urlsOf(candidates)).toEqual(['https://a.example/1', 'https://a.example/3']);
    expect(dropped).toMatchObject([{ sourceItemId: 'row-2', code: 'input.row_unreadable' }]);
    expect(error).toMatchObject({ code: 'input.damaged' });
  });

  it('makes a candidate of each address of a row that holds several', async () => {
    const { candidates, dropped } = await pagesOf(
      await save('several.json', '[{"images":["https://a.example/1","x"],"title":"T"}]'),
    );
    expect(candidates).toMatchObject([{ sourceItemId: 'row-1', title: 'T' }]);
    expect(dropped).toMatchObject([{ sourceItemId: 'row-1.2', code: 'source.bad_url' }]);
  });
});
