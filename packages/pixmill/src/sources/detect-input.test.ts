import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTar, makeZip } from '../../test/archives.ts';
import { detectInput } from './detect-input.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pixmill-detect-'));
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'list.txt': 'https://a.example/1',
    'list.csv.gz': gzipSync('url\n'),
    'named-nothing': '{"url":"https://a.example/1"}',
    'zip-without-name': makeZip([{ name: 'a.png', bytes: Buffer.from('x') }]),
    'tar-without-name': await makeTar([{ name: 'a.png', bytes: Buffer.from('x') }]),
    'a.tgz': gzipSync('x'),
    'page.html': '<html></html>',
    'picture.png': Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1'),
    'empty.csv': '',
    'lists/a.csv': 'url\n',
    'lists/notes.md': '',
    'images/deep/a.jpg': '',
    'images/captions.csv': 'url\n',
    'neither/readme.md': '',
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), content);
  }
});
afterAll(() => rm(root, { recursive: true }));

it.each([
  ['list.txt', 'url-list'],
  ['list.csv.gz', 'url-list'],
  ['named-nothing', 'url-list'],
  ['lists', 'url-list'],
  ['zip-without-name', 'archive'],
  ['tar-without-name', 'archive'],
  ['a.tgz', 'archive'],
  ['images', 'folder'],
  ['neither', 'folder'],
])('reads %s as %s', async (name, source) => {
  expect(await detectInput(join(root, name))).toBe(source);
});

it.each([
  ['https://a.example/list.parquet', 'url-list'],
  ['HTTPS://a.example/x/list.JSONL.GZ?sig=a.zip', 'url-list'],
  ['http://a.example/data.tar.gz', 'archive'],
])('reads %s as %s', async (url, source) => {
  expect(await detectInput(url)).toBe(source);
});

it.each([
  ['https://a.example/', 'a web page'],
  ['https://a.example/gallery?page=2', 'a web page'],
  ['https://a.example/sitemap_index.xml', 'a sitemap'],
  ['https://a.example/robots.txt', 'a sitemap'],
  ['https://a.example/feed', 'a feed'],
  ['s3://bucket/prefix', 'a bucket'],
])('says that %s looks like %s, which comes later', async (url, what) => {
  await expect(detectInput(url)).rejects.toThrow(
    expect.objectContaining({
      code: 'input.planned',
      message: expect.stringContaining(`${url} looks like ${what}, which`),
    }),
  );
});

it.each([
  ['missing.csv', 'input.not_found'],
  ['empty.csv', 'input.empty'],
  ['picture.png', 'input.unknown_format'],
  ['page.html', 'input.planned'],
])('refuses %s in one sentence (%s)', async (name, code) => {
  await expect(detectInput(join(root, name))).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(/^[^\n]+\.$/) }),
  );
});

it('refuses an address of a kind that nobody reads', async () => {
  await expect(detectInput('ftp://a.example/list.csv')).rejects.toThrow(
    expect.objectContaining({ code: 'input.unknown_format' }),
  );
});
