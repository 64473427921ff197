import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportedImage, imageBytes } from '../../library/exported-image.fixture.ts';
import type { ExportedImage, ExportedOutcome } from '../../library/exported-image.ts';
import { filesBelow } from './checksums.ts';
import { writeExport, type ExportRequest } from './write-export.ts';

let parent = '';
let out = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'pixmill-export-'));
  out = join(parent, 'out');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const outcomeOf = (changes: Partial<ExportedOutcome>): ExportedOutcome => ({
  url: 'https://example.org/a.jpg',
  source: 'url-list',
  query: 'list.csv',
  label: 'hat',
  outcome: 'kept',
  code: null,
  detail: null,
  imageId: null,
  duplicateOfId: null,
  httpStatus: 200,
  attempts: 1,
  optOut: null,
  at: '2026-11-20T08:00:00Z',
  ...changes,
});

const run = (images: readonly ExportedImage[], changes: Partial<ExportRequest> = {}) =>
  writeExport({
    name: 'Hats',
    owner: 'build hats',
    outDirectory: out,
    formats: ['imagefolder'],
    labelFiles: [],
    images: () => each(images),
    outcomes: () => each([]),
    openImage: ({ id }) => Promise.resolve(each([imageBytes(Number(id.slice('image-'.length)))])),
    resize: null,
    encode: null,
    ...changes,
  });

const filesOf = async (directory: string): Promise<string[]> => {
  const files: string[] = [];
  for await (const file of filesBelow(directory)) files.push(file);
  return files;
};

const read = (name: string): Promise<string> => readFile(join(out, name), 'utf8');
const rows = async (name: string): Promise<unknown[]> =>
  (await read(name))
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const MIXED = [
  exportedImage(0, { label: 'test', caption: 'first' }),
  exportedImage(1, { label: null, tags: ['a'] }),
  exportedImage(2, { label: '../hat', metadata: { price: 1 } }),
  exportedImage(3, { label: 'test', metadata: { price: 2.5, sku_file_name: 'x.jpg' } }),
];

describe('writeExport, imagefolder', () => {
  it('writes the images under safe label folders, one metadata line each, in order', async () => {
    await run(MIXED);
    expect((await filesOf(out)).filter((file) => file.startsWith('images/'))).toEqual([
      'images/hat/000001.jpg',
      'images/test~/000001.jpg',
      'images/test~/000002.jpg',
      'images/unlabelled/000001.jpg',
    ]);
    const lines = await rows('metadata.jsonl');
    expect(lines).toMatchObject([
      { file_name: 'images/test~/000001.jpg', label: 'test', caption: 'first', price: null },
      { file_name: 'images/unlabelled/000001.jpg', label: null, tags: ['a'] },
      { label: '../hat', price: 1 },
      { file_name: 'images/test~/000002.jpg', price: 2.5, sku_file_name_text: 'x.jpg' },
    ]);
    const keys = lines.map((line) => JSON.stringify(Object.keys(line ?? {})));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^\["file_name"/);
    expect(keys[0]).not.toContain('"id"');
    expect(await readFile(join(out, 'images/test~/000002.jpg'))).toEqual(imageBytes(3));
  });

  it('gives the same bytes for the same images', async () => {
    await run(MIXED, { labelFiles: ['txt', 'json', 'csv', 'yaml'], formats: ['imagefolder', 'webdataset'] });
    const first = await read('SHA256SUMS');
    await run(
      MIXED.map((image) => ({ ...image, id: `image-0${image.id.slice('image-'.length)}` })),
      { labelFiles: ['txt', 'json', 'csv', 'yaml'], formats: ['imagefolder', 'webdataset'] },
    );
    expect(await read('SHA256SUMS')).toBe(first);
  });

  it('writes SHA256SUMS that the usual program accepts', async () => {
    await run(MIXED, { labelFiles: ['txt'], formats: ['imagefolder', 'webdataset'] });
    await promisify(execFile)('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: out });
    const listed = (await read('SHA256SUMS'))
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66));
    expect(listed).toEqual((await filesOf(out)).filter((file) => file !== 'SHA256SUMS' && file !== '.pixmill'));
  });

  it('mirrors the folders with label files of the asked kinds', async () => {
    await run(MIXED, { labelFiles: ['txt', 'yaml'] });
    expect(await read('labels/test~/000001.txt')).toBe('test\n');
    expect(parse(await read('labels/test~/000001.yaml'))).toMatchObject({ label: 'test', caption: 'first' });
    expect((await filesOf(join(out, 'labels'))).length).toBe(8);
  });

  it('names the image of each outcome by its path, and the image that stands for a duplicate', async () => {
    const outcomes = [
      outcomeOf({ imageId: 'image-3' }),
      outcomeOf({ outcome: 'duplicate', code: 'dedupe.exact', duplicateOfId: 'image-3' }),
      outcomeOf({ outcome: 'failed', code: 'fetch.timeout', imageId: 'image-of-another-export' }),
    ];
    await run(MIXED, { outcomes: () => each(outcomes) });
    expect(await rows('outcomes.jsonl')).toMatchObject([
      { outcome: 'kept', image: 'images/test~/000002.jpg', duplicate_of: null },
      { outcome: 'duplicate', code: 'dedupe.exact', image: null, duplicate_of: 'images/test~/000002.jpg' },
      { outcome: 'failed', image: null },
    ]);
  });

  it('describes what a transform made, and keeps the hash of what it was made from', async () => {
    const bytes = Buffer.from('smaller');
    await run([exportedImage(0, { format: 'png' })], {
      encode: { format: 'jpeg', quality: 90 },
      transformImage: () => Promise.resolve({ bytes, format: 'jpeg', width: 8, height: 6 }),
    });
    expect(await rows('metadata.jsonl')).toMatchObject([
      {
        file_name: 'images/hat/000001.jpg',
        format: 'jpeg',
        width: 8,
        height: 6,
        bytes: 7,
        original_sha256: exportedImage(0).sha256,
      },
    ]);
    expect(await readFile(join(out, 'images/hat/000001.jpg'))).toEqual(bytes);
  });

  it('guards ATTRIBUTION.csv against formulas', async () => {
    await run([exportedImage(0, { title: '=HYPERLINK("x")', creator: '@SUM(1)' })]);
    expect(await read('ATTRIBUTION.csv')).toContain(`000001.jpg,"'=HYPERLINK(""x"")",'@SUM(1),`);
  });

  it.each([
    [['CC-BY-4.0'], { license: 'cc-by-4.0' }],
    [[null], { license: 'unknown' }],
    [['CC-BY-4.0', null], { license: 'other', license_link: 'LICENSES.md' }],
    [['CC-BY-SA-3.0-DE'], { license: 'other', license_name: 'cc-by-sa-3.0-de' }],
  ])('names the licences %j on the card as %j', async (ids, expected) => {
    await run(ids.map((id, index) => exportedImage(index, { licence: { id, confidence: 'per-item' } })));
    const front: unknown = parse((await read('README.md')).split('---\n')[1] ?? '');
    expect(front).toMatchObject({ ...expected, configs: [{ data_files: [{ split: 'train' }] }] });
  });
});

describe('writeExport, webdataset', () => {
  it('cuts shards by samples and says how many each holds', async () => {
    const images = Array.from({ length: 5 }, (_, index) => exportedImage(index, { label: index < 4 ? 'hat' : 'cap' }));
    const { shards } = await run(images, { formats: ['webdataset'], shardLimits: { bytes: 1e9, samples: 2 } });
    expect(shards.map(({ file, samples }) => [file, samples])).toEqual([
      ['webdataset/images-000000.tar', 2],
      ['webdataset/images-000001.tar', 2],
      ['webdataset/images-000002.tar', 1],
    ]);
    const { stdout } = await promisify(execFile)('tar', ['tf', join(out, 'webdataset/images-000002.tar')]);
    expect(stdout.trim().split('\n')).toEqual(['000000004.cls', '000000004.jpg', '000000004.json', '000000004.txt']);
    expect(JSON.parse(await read('webdataset.json'))).toMatchObject({ samples: 5, classes: ['cap', 'hat'] });
  });

  it('gives every sample the same fields with plain values, whatever the images have', async () => {
    const images = [
      exportedImage(0, { label: null }),
      exportedImage(1, { format: 'png', tags: ['a'], caption: 'c', metadata: { n: 1 } }),
    ];
    await run(images, { formats: ['webdataset'] });
    const untar = (name: string) =>
      promisify(execFile)('tar', ['xOf', join(out, 'webdataset/images-000000.tar'), name]).then(({ stdout }) => stdout);
    expect(JSON.parse(await untar('000000000.json'))).toMatchObject({ label: '', tags: '', n: '', caption: '' });
    expect(JSON.parse(await untar('000000001.json'))).toMatchObject({
      label: 'hat',
      tags: '["a"]',
      n: '1',
      format: 'png',
    });
    expect(await untar('000000001.jpg')).toBe(imageBytes(1).toString());
    expect(await untar('000000000.cls')).toBe('1');
  });

  it('shows nothing of the images outside the shards', async () => {
    await run(MIXED, { formats: ['webdataset'], labelFiles: ['txt'] });
    expect(await readdir(out)).not.toContain('images');
    expect(await readdir(out)).not.toContain('labels');
    expect((await rows('outcomes.jsonl').catch(() => [])).length).toBe(0);
  });
});

describe('writeExport, the directory', () => {
  const leftovers = async (): Promise<string[]> => (await readdir(parent)).filter((name) => name.startsWith('.'));

  it('refuses a directory of somebody else and leaves it as it is', async () => {
    await mkdir(out);
    await writeFile(join(out, 'notes.txt'), 'mine');
    await expect(run(MIXED)).rejects.toMatchObject({ code: 'export.directory_exists' });
    expect(await readdir(out)).toEqual(['notes.txt']);
    expect(await leftovers()).toEqual([]);
  });

  it('refuses the output of another build', async () => {
    await run(MIXED, { owner: 'another build' });
    await expect(run(MIXED)).rejects.toMatchObject({ code: 'export.directory_exists' });
  });

  it('replaces an earlier output of its own whole', async () => {
    await run(MIXED);
    await run([exportedImage(9, { label: 'cap' })]);
    expect(await readdir(join(out, 'images'))).toEqual(['cap']);
    expect(await leftovers()).toEqual([]);
  });

  it('does not delete what a person put into its output', async () => {
    await run(MIXED);
    await writeFile(join(out, 'notes.txt'), 'mine');
    await expect(run(MIXED)).rejects.toMatchObject({ code: 'export.foreign_files' });
    expect(await read('notes.txt')).toBe('mine');
  });

  it('takes an empty directory', async () => {
    await mkdir(out);
    await run(MIXED);
    expect(await readdir(out)).toContain('SHA256SUMS');
  });

  it('leaves nothing behind when there is no image', async () => {
    await expect(run([])).rejects.toMatchObject({ code: 'export.empty' });
    expect(await readdir(parent)).toEqual([]);
  });

  it('leaves the earlier output alone when an image cannot be read', async () => {
    await run(MIXED);
    const before = await read('SHA256SUMS');
    const broken = () => Promise.resolve(each([Buffer.from('other bytes')]));
    await expect(run(MIXED, { openImage: broken })).rejects.toMatchObject({ code: 'export.image_changed' });
    expect(await read('SHA256SUMS')).toBe(before);
    expect(await leftovers()).toEqual([]);
  });

  it('notices when the images change between the two looks', async () => {
    let looks = 0;
    const images = () => each(looks++ === 0 ? MIXED : MIXED.slice(1));
    await expect(run([], { images })).rejects.toMatchObject({ code: 'export.images_changed' });
    expect(await readdir(parent)).toEqual([]);
  });

  it('stops when it is asked to, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const stopped = run(MIXED, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(parent)).toEqual([]);
  });

  it('says in one sentence that the place cannot be written to', async () => {
    await writeFile(join(parent, 'file'), '');
    const inFile = run(MIXED, { outDirectory: join(parent, 'file', 'out') });
    await expect(inFile).rejects.toMatchObject({ code: 'export.write_failed' });
  });

  it.skipIf(process.getuid?.() === 0)('says in one sentence that it may not write there (not as root)', async () => {
    await chmod(parent, 0o500);
    await expect(run(MIXED)).rejects.toMatchObject({ code: 'export.no_permission' });
    await chmod(parent, 0o700);
  });

  it('is stopped by its own checks when a reader would stumble', async () => {
    const writeReports = async ({ directory }: { directory: string }) => {
      await writeFile(join(directory, 'images/stray.jpg'), 'not in the metadata');
      return [];
    };
    await expect(run(MIXED, { writeReports })).rejects.toMatchObject({ code: 'export.check_failed' });
    expect(await readdir(parent)).toEqual([]);
  });
});
