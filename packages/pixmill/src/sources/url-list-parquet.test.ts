import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpServer } from '../../test/http-server.ts';
import { readSource } from '../../test/read-source.ts';
import type { SourceRequest } from '../library/source.ts';
import { urlListSource } from './url-list.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-parquet-'));
});
afterAll(() => rm(folder, { recursive: true }));

const COUNT = 5_300;
const range = Array.from({ length: COUNT }, (_, index) => index);

/** Many pages and several groups; texts, repeated texts, missing values, whole numbers, times, lists, bytes. */
const table = (options: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {}): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize: 2_000,
      pageSize: 4_096,
      ...options,
      columnData: [
        { name: 'URL', type: 'STRING', data: range.map((index) => `https://example.org/${index}.jpg`) },
        {
          name: 'TEXT',
          type: 'STRING',
          nullable: true,
          data: range.map((index) => (index % 3 === 0 ? null : `no. ${index}`)),
        },
        { name: 'label', type: 'STRING', data: range.map((index) => ['hat', 'shoe'][index % 2]) },
        { name: 'key', type: 'INT64', data: range.map((index) => 2n ** 60n * BigInt(index % 2) + BigInt(index)) },
        { name: 'at', type: 'TIMESTAMP', data: range.map((index) => new Date(index * 1000)) },
        { name: 'tags', data: range.map((index) => ({ from: index })), type: 'JSON' },
        { name: 'bytes', type: 'BYTE_ARRAY', data: range.map((index) => Uint8Array.of(255, index % 256)) },
        { name: 'ratio', type: 'DOUBLE', data: range.map((index) => (index === 0 ? Number.NaN : index / 2)) },
      ],
    }),
  );

const pagesOf = (path: string, request: Partial<SourceRequest> = {}) => readSource(urlListSource, path, request);

const save = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

describe('a Parquet list', () => {
  it.each([
    ['UNCOMPRESSED', {}],
    ['SNAPPY', {}],
    ['GZIP', { GZIP: (bytes: Uint8Array) => gzipSync(bytes) }],
    ['ZSTD', { ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes) }],
    ['BROTLI', { BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes) }],
  ] as const)('is read page by page, packed as %s', async (codec, compressors) => {
    const { candidates, error } = await pagesOf(await save(`${codec}.parquet`, table({ codec, compressors })));
    expect(error).toBeUndefined();
    expect(candidates).toHaveLength(COUNT);
    for (const index of [0, 1, 999, 1000, 1999, 2000, 4001, COUNT - 1]) {
      expect(candidates[index]).toMatchObject({
        sourceItemId: `row-${index + 1}`,
        location: { kind: 'url', url: `https://example.org/${index}.jpg` },
        label: ['hat', 'shoe'][index % 2],
      });
      expect(candidates[index]?.caption).toBe(index % 3 === 0 ? undefined : `no. ${index}`);
    }
    expect(candidates[3]?.metadata).toEqual({
      key: String(2n ** 60n + 3n),
      at: '1970-01-01T00:00:03.000Z',
      tags: '{"from":3}',
      bytes: Buffer.from([255, 3]).toString('base64'),
      ratio: 1.5,
    });
    expect(candidates[0]?.metadata).toMatchObject({ key: 0, ratio: null });
  });

  it('goes on from any page, also in the middle of a row group', async () => {
    const path = await save('resume.parquet', table());
    const whole = await pagesOf(path);
    expect(whole.pages.length).toBeGreaterThan(4);
    for (const [index, page] of whole.pages.slice(0, -1).entries()) {
      const rest = await pagesOf(path, { cursor: page.cursor });
      expect(rest.candidates).toEqual(whole.pages.slice(index + 1).flatMap((later) => later.candidates));
    }
  });

  it('reads lists of addresses and nested columns', async () => {
    const bytes = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'image_urls', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
      ],
      columnData: [
        { name: 'image_urls', data: [['https://a.example/1', 'https://a.example/2'], [], ['https://a.example/3']] },
      ],
    });
    const { pages, candidates } = await pagesOf(await save('nested.parquet', new Uint8Array(bytes)));
    expect(candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['row-1', 'row-1.2', 'row-3']);
    expect(pages.flatMap((page) => page.dropped)).toMatchObject([{ sourceItemId: 'row-2', code: 'input.no_url' }]);
  });

  it('yields the rows before a damage, then says that the file is damaged', async () => {
    const bytes = table({ codec: 'UNCOMPRESSED' });
    const damaged = Uint8Array.from(bytes);
    // Rows 4,000 and on stand in the third group; its first column begins with this address.
    const at = Buffer.from(bytes).indexOf('https://example.org/4000.jpg');
    damaged.fill(0xff, at - 60, at + 60);
    const { candidates, error } = await pagesOf(await save('damaged.parquet', damaged));
    expect(candidates).toHaveLength(4_000);
    expect(error).toMatchObject({
      code: 'input.damaged',
      message: expect.stringMatching(/damaged\.parquet is damaged/),
    });
  });

  it.each([
    ['cut in the middle', (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)],
    ['nothing but the first bytes', (bytes: Uint8Array) => bytes.subarray(0, 6)],
    ['another format', () => Buffer.from('url\nhttps://a.example/1\n')],
  ])('says in one sentence that a file is %s', async (name, change) => {
    const { error } = await pagesOf(await save(`${name}.parquet`, change(table())));
    expect(error).toMatchObject({ code: 'input.damaged', message: expect.stringMatching(/^[^\n]+\.$/) });
  });

  it('names the columns when none holds addresses', async () => {
    const bytes = parquetWriteBuffer({ columnData: [{ name: 'a', data: ['x'], type: 'STRING' }] });
    expect((await pagesOf(await save('none.parquet', new Uint8Array(bytes)))).error).toMatchObject({
      code: 'input.no_url_column',
      message: expect.stringContaining('`a`'),
    });
  });

  it('is read from a URL by way of a temporary file', async () => {
    const bytes = table();
    const server = await startHttpServer({ '*': (_, response) => void response.end(bytes) });
    for (const name of ['list.parquet', 'list']) {
      expect((await pagesOf(`${server.origin}/${name}`)).candidates).toHaveLength(COUNT);
    }
    await server.close();
  });
});
