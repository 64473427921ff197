import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginDirectory } from './partial-directory.ts';
import { assertNotForeign } from './replaceable-directory.ts';

let parent = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'pixmill-replaceable-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('assertNotForeign', () => {
  it('lets through what is not there yet, what is empty, and what Pixmill wrote for whomever', async () => {
    await expect(assertNotForeign(join(parent, 'not', 'there'))).resolves.toBeUndefined();
    await expect(assertNotForeign(parent)).resolves.toBeUndefined();
    const partial = await beginDirectory({ directory: join(parent, 'out'), owner: 'somebody' });
    await partial.place();
    await expect(assertNotForeign(join(parent, 'out'))).resolves.toBeUndefined();
  });

  it('refuses a directory with files of others, and a file', async () => {
    await mkdir(join(parent, 'photos'));
    await writeFile(join(parent, 'photos', 'notes.txt'), 'mine');
    const refusal = { code: 'export.directory_exists' };
    await expect(assertNotForeign(join(parent, 'photos'))).rejects.toMatchObject(refusal);
    await expect(assertNotForeign(join(parent, 'photos', 'notes.txt'))).rejects.toMatchObject(refusal);
  });
});
