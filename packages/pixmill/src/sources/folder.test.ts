import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testSourceContext } from '../../test/source-context.ts';
import type { CandidatePage, SourceRequest } from '../library/source.ts';
import { folderSource } from './folder.ts';
import { describeSourceContract } from './source.contract.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');

const fill = async (root: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }
};

const pagesOf = async (query: string, request: Partial<SourceRequest> = {}) => {
  const pages: CandidatePage[] = [];
  for await (const page of folderSource.discover(
    { query, licences: { kind: 'any' }, ...request },
    testSourceContext(),
  )) {
    pages.push(page);
  }
  return {
    pages,
    candidates: pages.flatMap((page) => page.candidates),
    dropped: pages.flatMap((page) => page.dropped),
  };
};

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'pixmill-folder-')));
});
afterEach(() => rm(root, { recursive: true }));

// Made once: more than a page of files.
let many: Promise<string> | undefined;
const makeMany = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'pixmill-folder-'));
  await Promise.all([0, 1, 2].map((label) => mkdir(join(path, `label-${label}`))));
  const names = Array.from({ length: 1_020 }, (_, index) => join(path, `label-${index % 3}`, String(index)));
  await Promise.all(names.map((name) => writeFile(`${name}.jpg`, '')));
  await Promise.all(names.slice(0, 30).map((name) => writeFile(`${name}.json`, '{"license":"CC0 1.0"}')));
  return path;
};
afterAll(async () => {
  if (many !== undefined) await rm(await many, { recursive: true });
});

describeSourceContract('Local folder', async () => {
  many ??= makeMany();
  return {
    source: folderSource,
    context: testSourceContext(),
    request: { query: await many, licences: { kind: 'any' } },
    close: async () => undefined,
  };
});

describe('a folder', () => {
  it('labels a file by the folder that it lies in, whatever lies above', async () => {
    await fill(root, { 'b.png': PNG, 'train/dress/a.JPG': 'x', 'train/hat/deep/c.webp': 'x' });
    const { candidates } = await pagesOf(root);
    expect(candidates.map(({ sourceItemId, label, originalName }) => [sourceItemId, label, originalName])).toEqual([
      ['b.png', null, 'b.png'],
      ['train/dress/a.JPG', 'dress', 'a.JPG'],
      ['train/hat/deep/c.webp', 'deep', 'c.webp'],
    ]);
    expect(candidates[1]?.location).toEqual({ kind: 'file', root, path: join(root, 'train/dress/a.JPG') });
  });

  it('takes images without an extension, passes over system files, and names all other files', async () => {
    await fill(root, {
      picture: PNG,
      'README.md': '# hi',
      '.DS_Store': 'x',
      'Thumbs.db': 'x',
      '.git/a.png': PNG,
      'data.bin': 'x',
      'fake.jpg': '<html>',
    });
    const { candidates, dropped } = await pagesOf(root);
    expect(candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(['fake.jpg', 'picture']);
    expect(dropped.map(({ sourceItemId, outcome, code }) => [sourceItemId, outcome, code])).toEqual([
      ['README.md', 'skipped', 'input.not_an_image'],
      ['data.bin', 'skipped', 'input.not_an_image'],
    ]);
  });

  it('reads captions, labels, metadata and licences from side-cars, and not those of other files', async () => {
    await fill(root, {
      'a.jpg': 'x',
      'a.txt': ' a red hat \n',
      'a.json': '{"license":"https://creativecommons.org/licenses/by/4.0/","author":"Ann","n":1,"label":"hat"}',
      'b.jpg': 'x',
      'b.json': 'not json',
      'c.txt': 'of no image',
    });
    const { candidates, dropped } = await pagesOf(root);
    expect(candidates).toMatchObject([
      { caption: 'a red hat', creator: 'Ann', label: 'hat', metadata: { n: 1 }, licence: { id: 'CC-BY-4.0' } },
      { label: null, licence: { id: null, confidence: 'none' } },
    ]);
    expect(candidates[1]).not.toHaveProperty('caption');
    expect(dropped.map(({ sourceItemId }) => sourceItemId)).toEqual(['c.txt']);
  });

  it('follows no link out of the folder and opens no pipe or device', async () => {
    await fill(root, { 'in/real.png': PNG, 'out/secret.png': PNG });
    const inside = join(root, 'in');
    await symlink(join(root, 'out/secret.png'), join(inside, 'a-out.png'));
    await symlink('real.png', join(inside, 'b-in.png'));
    await symlink(join(root, 'out'), join(inside, 'c-folder'));
    await symlink('/dev/zero', join(inside, 'd-device.png'));
    await symlink('missing', join(inside, 'e-nowhere.png'));
    await symlink('..', join(inside, 'f-up'));
    execFileSync('mkfifo', [join(inside, 'g-pipe.png')]);
    const { candidates, dropped } = await pagesOf(inside);
    expect(candidates.map(({ sourceItemId, location }) => [sourceItemId, location])).toEqual([
      ['b-in.png', { kind: 'file', root: inside, path: join(inside, 'real.png') }],
      ['real.png', { kind: 'file', root: inside, path: join(inside, 'real.png') }],
    ]);
    expect(dropped.map(({ sourceItemId, code }) => [sourceItemId, code])).toEqual([
      ['a-out.png', 'input.link_outside'],
      ['c-folder', 'input.link_outside'],
      ['d-device.png', 'input.link_outside'],
      ['e-nowhere.png', 'input.link_outside'],
      ['f-up', 'input.link_outside'],
      ['g-pipe.png', 'input.special_file'],
    ]);
  });

  it('goes on behind the last file, although names of folders and files mix', async () => {
    const names = ['a.png', 'a/1.png', 'a-b/2.png', 'a!.png', 'b/c/3.png', 'b/c.png', 'z.png'];
    await fill(root, Object.fromEntries(names.map((name) => [name, PNG])));
    const all = (await pagesOf(root)).candidates.map(({ sourceItemId }) => sourceItemId);
    expect(all.toSorted()).toEqual(names.toSorted());
    for (const [index, name] of all.entries()) {
      const rest = await pagesOf(root, { cursor: { after: name } });
      expect(rest.candidates.map(({ sourceItemId }) => sourceItemId)).toEqual(all.slice(index + 1));
    }
  });

  it('reads one image file alone, with its caption and nothing else of its folder', async () => {
    await fill(root, { 'a.png': PNG, 'a.txt': 'a caption', 'b.png': PNG, 'b.txt': 'of another' });
    await symlink(join(root, 'a.png'), join(root, 'link.png'));
    for (const name of ['a.png', 'link.png']) {
      const { candidates, dropped, pages } = await pagesOf(join(root, name));
      expect(candidates).toMatchObject([
        { sourceItemId: 'a.png', label: null, caption: 'a caption', location: { path: join(root, 'a.png'), root } },
      ]);
      expect(dropped).toEqual([]);
      expect(pages.at(-1)?.cursor).toBeNull();
    }
  });

  it('says in one sentence that a folder is empty, missing or no folder', async () => {
    await expect(pagesOf(root)).rejects.toThrow(/holds nothing that could become an image; .*\.$/);
    await expect(pagesOf(join(root, 'none'))).rejects.toThrow(expect.objectContaining({ code: 'input.not_found' }));
    await fill(root, { file: 'x' });
    await expect(pagesOf(join(root, 'file'))).rejects.toThrow(
      expect.objectContaining({ code: 'input.unknown_format' }),
    );
  });
});

const clothing = resolve('../shared/data/clothing');

describe.skipIf(!existsSync(clothing))('the clothing data set (skipped when ../shared/data is absent)', () => {
  it('is read whole, labelled by its ten classes', async () => {
    const { candidates, dropped } = await pagesOf(clothing);
    expect(candidates).toHaveLength(1_713);
    expect(new Set(candidates.map(({ label }) => label)).size).toBe(10);
    expect(dropped.filter(({ code }) => code !== 'input.not_an_image')).toEqual([]);
  });
});
