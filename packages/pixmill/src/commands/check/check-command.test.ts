import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makeFlat, makePicture } from '../../imaging/fixtures/pictures.ts';
import { hasSharedData, SHARED_DATA } from '../../imaging/fixtures/shared-data.ts';
import { runCommand } from '../command-run.fixture.ts';
import { addCheckCommand } from './check-command.ts';

let work: string;
let folder: string;

const check = (...args: readonly string[]) => runCommand(addCheckCommand, ['check', ...args]);

const saved = async (name: string, bytes: Uint8Array | string): Promise<void> => {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), bytes);
};

/** Every name, size and time of change below a folder. */
const stateOf = async (path: string): Promise<string[]> => {
  const names = await readdir(path, { recursive: true });
  const states = names.map(async (name) => `${name} ${(await stat(join(path, name)).catch(() => null))?.mtimeMs}`);
  return (await Promise.all(states)).toSorted();
};

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'pixmill-check-'));
  folder = join(work, 'photos');
  const picture = makePicture(320, 240, 1);
  const png = await encoderOf(picture).png().toBuffer();
  await saved('cats/a.png', png);
  await saved('cats/a copy.png', png);
  await saved('cats/deep/er/a.webp', await encoderOf(picture).webp({ lossless: true }).toBuffer());
  await saved('dogs/a small.jpg', await encoderOf(picture).resize(160).jpeg({ quality: 80 }).toBuffer());
  for (const seed of [2, 3, 4, 5]) {
    await saved(
      `dogs/${seed}.jpg`,
      await encoderOf(makePicture(320, 240, seed))
        .jpeg()
        .toBuffer(),
    );
  }
  await saved(
    'dogs/black.png',
    await encoderOf(makeFlat(320, 240, [3, 3, 3]))
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
  await saved(
    'dogs/tiny.png',
    await encoderOf(makePicture(20, 20, 7))
      .png()
      .toBuffer(),
  );
  await saved(
    'dogs/huge.jpg',
    await encoderOf(makePicture(1600, 1200, 8))
      .jpeg()
      .toBuffer(),
  );
  await saved(
    'no extension',
    await encoderOf(makePicture(320, 240, 9))
      .jpeg()
      .toBuffer(),
  );
  await saved('broken.jpg', png.subarray(0, 200));
  await saved('page.jpg', '<!doctype html><title>Not found</title>');
  await saved('empty.png', '');
  await saved('notes.md', '# notes');
  await saved('.hidden/x.png', png);
  await symlink('/etc/hosts', join(folder, 'outside.png'));
});

afterAll(() => rm(work, { recursive: true, force: true }));

describe('pixmill check', () => {
  it('tells every file with its findings as JSON, with counts that add up, and changes nothing', async () => {
    const before = await stateOf(folder);
    const { status, events, error } = await check(folder, '--json');
    expect({ status, error }).toEqual({ status: 0, error: '' });
    const lines = events();
    const files = new Map(lines.filter(({ event }) => event === 'file').map((line) => [line['path'], line]));
    expect(files.get('dogs/black.png')).toMatchObject({
      readable: true,
      format: 'png',
      width: 320,
      height: 240,
      rejected: true,
      duplicate: null,
    });
    expect(files.get('dogs/black.png')?.['findings']).toEqual(
      expect.arrayContaining(['dark', 'low_information', 'greyscale', 'flat']),
    );
    expect(files.get('dogs/tiny.png')?.['findings']).toEqual(expect.arrayContaining(['too_small', 'odd_size']));
    expect(files.get('dogs/huge.jpg')?.['findings']).toEqual(['odd_size']);
    expect(files.get('no extension')).toMatchObject({ readable: true, findings: [], rejected: false });
    const unreadable = [...files.values()].filter(({ readable }) => readable === false);
    expect(Object.fromEntries(unreadable.map(({ path, code }) => [path, code]))).toEqual({
      'broken.jpg': 'inspect.truncated',
      'empty.png': 'inspect.empty',
      'outside.png': 'input.link_outside',
      'page.jpg': 'inspect.not_an_image',
    });
    const end = lines.at(-1);
    expect(end).toMatchObject({
      event: 'end',
      interrupted: false,
      files: 16,
      images: 12,
      not_checked: 0,
      passed_over: 1,
    });
    expect(files.size).toBe(16);
    expect(await stateOf(folder)).toEqual(before);
  });

  it('puts exact, same-pixel and near duplicates into one group with the best copy named', async () => {
    const { events } = await check(folder, '--json');
    const groups = events().filter(({ event }) => event === 'duplicates');
    expect(groups).toHaveLength(1);
    const [{ best, copies } = {}] = groups;
    expect(copies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'exact' }),
        expect.objectContaining({ kind: 'same_pixels' }),
        expect.objectContaining({ kind: 'near', path: 'dogs/a small.jpg' }),
      ]),
    );
    expect(copies).toHaveLength(3);
    expect(['cats/a copy.png', 'cats/deep/er/a.webp']).toContain(best);
  });

  it('looks for no near duplicates with --near off, and for no scores at --level fast', async () => {
    const { events } = await check(folder, '--json', '--near', 'off', '--level', 'fast', '--min-size', '400x10');
    const end = events().at(-1);
    expect(end).toMatchObject({
      duplicates: { exact: { files: 1 }, same_pixels: { files: 1 }, near: { files: 0 } },
      rules: { near: 'off', level: 'fast', min_size: '400x10' },
    });
    expect(end?.['findings']).toMatchObject({ too_small: 11 });
    expect(end?.['findings']).not.toHaveProperty('dark');
  });

  it('prints tables with thresholds for people, and steers no terminal by names of files', async () => {
    const hostile = join(work, 'hostile');
    await mkdir(hostile);
    await cp(join(folder, 'dogs/black.png'), join(hostile, '\u001b[2Jblack.png'));
    const { status, out } = await check(hostile);
    expect(status).toBe(0);
    expect(out).toMatch(/dark\s+1\s+100 %\s+score < 0\.32/);
    expect(out).toMatch(/light\s+0\s+score < 0\.05/);
    expect(out).toMatch(/near \(at most 4 of 64 bits differ\)\s+0\s+0/);
    expect(out).toContain('strict mode  would turn away 1 of 1 images');
    expect(out).not.toContain('\u001b[2J');
  });

  it('writes a report that needs nothing beside it, replaces it the next time, and leaves nothing half-written', async () => {
    const reports = join(work, 'reports');
    await mkdir(reports);
    const path = join(reports, 'check.html');
    for (const _ of [1, 2]) {
      const { status, out } = await check(folder, '--out', path);
      expect(status).toBe(0);
      expect(out).toContain(`Look at ${path}`);
    }
    const page = await readFile(path, 'utf8');
    expect(page).toContain('data:image/webp;base64,');
    expect(page).toContain('href="./../photos/dogs/black.png"');
    expect(page).toContain('inspect.truncated');
    expect(await readdir(reports)).toEqual(['check.html']);
  });

  it.each([
    ['a folder that is not there', ['nowhere'], /nowhere does not exist: check the path/],
    ['a file', ['photos/notes.md'], /notes\.md is not a folder/],
    ['a report that is no page', ['photos', '--out', 'r.jpg'], /cannot be written to .*r\.jpg/],
    ['a report in a folder that is not there', ['photos', '--out', 'no/r.html'], /its folder does not exist/],
    [
      'a level that does not exist',
      ['photos', '--level', 'hard'],
      /--level cannot be "hard": expected fast, medium or slow/,
    ],
    ['an unknown flag', ['photos', '--strict'], /unknown option/],
  ])('refuses %s as wrong usage in one sentence', async (_, [name = '', ...flags], sentence) => {
    const args = flags.map((flag) => (flag.endsWith('.html') || flag.endsWith('.jpg') ? join(work, flag) : flag));
    const { status, out, error } = await check(join(work, name), ...args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(error).toMatch(sentence);
    expect(error.trim().split('\n')).toHaveLength(1);
  });

  it('fails on a folder without images', async () => {
    const empty = join(work, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'readme.txt'), 'nothing here');
    const { status, error } = await check(empty);
    expect(status).toBe(1);
    expect(error).toMatch(/There are no images in .*empty, only 1 other files: check the path\./);
  });

  it.runIf(hasSharedData)(
    'reads the whole museum of bad files, and gives a reason for each that it cannot read',
    async () => {
      const { status, events } = await check(join(SHARED_DATA, 'hard'), '--json');
      expect(status).toBe(0);
      const files = events().filter(({ event }) => event === 'file');
      expect(files.length).toBeGreaterThan(400);
      const unexplained = files.filter(({ readable, code, sha256 }) =>
        readable === true ? !/^[0-9a-f]{64}$/.test(String(sha256)) : !/^(inspect|input|judge)\./.test(String(code)),
      );
      expect(unexplained).toEqual([]);
    },
    120_000,
  );
});
