import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginDirectory } from './partial-directory.ts';
import { asWriteError } from './write-errors.ts';

let parent = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'pixmill-partial-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Begins a directory in a process of its own, and kills it in the middle. Gives the name of what it left. */
const killedRun = async (): Promise<string> => {
  const module = join(import.meta.dirname, 'partial-directory.ts');
  const program = `
    const { beginDirectory } = await import(${JSON.stringify(module)});
    const { path } = await beginDirectory({ directory: ${JSON.stringify(join(parent, 'out'))}, owner: 'me' });
    console.log(path);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return String(chunk).trim();
};

const write = async (text: string): Promise<void> => {
  const partial = await beginDirectory({ directory: join(parent, 'out'), owner: 'me' });
  await writeFile(join(partial.path, 'file.txt'), text);
  await partial.place();
};

describe('beginDirectory', () => {
  it('clears away what a killed run left, and nothing of a run that is still alive', async () => {
    const left = await killedRun();
    expect(await readdir(parent)).toHaveLength(1);
    const alive = await beginDirectory({ directory: join(parent, 'out'), owner: 'me' });
    const next = await beginDirectory({ directory: join(parent, 'out'), owner: 'me' });
    const names = await readdir(parent);
    expect(names.map((name) => join(parent, name)).toSorted()).toEqual([alive.path, next.path].toSorted());
    expect(names.map((name) => join(parent, name))).not.toContain(left);
  });

  it('brings the old output back when a run was killed between moving it away and placing the new one', async () => {
    await write('old');
    const left = await killedRun();
    await rename(join(parent, 'out'), left.replace('.partial-', '.old-'));
    const partial = await beginDirectory({ directory: join(parent, 'out'), owner: 'me' });
    expect(await readFile(join(parent, 'out', 'file.txt'), 'utf8')).toBe('old');
    await partial.discard();
    expect(await readdir(parent)).toEqual(['out']);
  });

  it('deletes the old output when the new one is in place', async () => {
    const left = await killedRun();
    await mkdir(left.replace('.partial-', '.old-'));
    await write('new');
    expect(await readdir(parent)).toEqual(['out']);
    expect(await readFile(join(parent, 'out', 'file.txt'), 'utf8')).toBe('new');
  });

  it('refuses to place over a directory that appeared meanwhile', async () => {
    const partial = await beginDirectory({ directory: join(parent, 'out'), owner: 'me' });
    await mkdir(join(parent, 'out'));
    await writeFile(join(parent, 'out', 'notes.txt'), 'mine');
    await expect(partial.place()).rejects.toMatchObject({ code: 'export.directory_exists' });
    expect(await readFile(join(parent, 'out', 'notes.txt'), 'utf8')).toBe('mine');
  });
});

describe('asWriteError', () => {
  it.skipIf(process.platform !== 'linux')('says that the disk is full when it is', async () => {
    const full = await open('/dev/full', 'w');
    const error: unknown = await full.writeFile('x').catch((thrown: unknown) => thrown);
    await full.close();
    expect(asWriteError(error, '/data/out')).toMatchObject({ code: 'export.disk_full', retry: true });
  });

  it('leaves a fault of the program what it is', () => {
    const fault = new TypeError('a fault');
    expect(asWriteError(fault, '/data/out')).toBe(fault);
  });
});
