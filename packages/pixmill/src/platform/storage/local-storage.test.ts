import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskError } from './disk-errors.ts';
import { createLocalStorage } from './local-storage.ts';
import { describeStorage } from './storage.contract.ts';
import { blobKey } from './storage.ts';
import { sweepStorage } from './sweep-storage.ts';

const makeRoot = (): Promise<string> => mkdtemp(join(tmpdir(), 'pixmill-storage-'));

describeStorage('local', async () => {
  const root = await makeRoot();
  const storage = createLocalStorage({ root });
  return {
    storage,
    temporaryFiles: () => readdir(join(root, 'incoming')).catch(() => []),
    close: async () => {
      await storage.close();
      await rm(root, { recursive: true });
    },
  };
});

const chunk = async function* (text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
};

describe('local storage on a disk that fails', () => {
  let root: string;
  beforeAll(async () => {
    root = await makeRoot();
  });
  afterAll(() => rm(root, { recursive: true }));

  it.skipIf(process.platform !== 'linux')('calls a full disk full, and says that it may be tried again', async () => {
    const device = await open('/dev/full', 'w');
    const error: unknown = await device.write('x').catch((reason: unknown) => reason);
    await device.close();
    expect(diskError(error, '/data')).toMatchObject({ code: 'storage.full', status: 507, retry: true });
  });

  it('says in one sentence that its folder is a file', async () => {
    const path = join(root, 'file');
    await writeFile(path, '');
    const storage = createLocalStorage({ root: path });
    await expect(storage.receive(chunk('x'), { maxBytes: 9 })).rejects.toThrow(/^Storage at .*file.* does not answer/);
    await expect(storage.check()).rejects.toThrow(expect.objectContaining({ code: 'storage.unreachable' }));
  });

  it('says in one sentence that it may not write', async () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    expect(diskError(error, '/data')).toMatchObject({
      code: 'storage.not_permitted',
      message: expect.stringMatching(/^Pixmill may not read or write \/data \(EACCES\); .*\.$/),
    });
  });

  it('replaces a blob that was cut short', async () => {
    const storage = createLocalStorage({ root });
    const first = await storage.receive(chunk('whole'), { maxBytes: 9 });
    const path = join(root, ...blobKey(first.sha256).split('/'));
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'who');
    await first.commit();
    expect(await readFile(path, 'utf8')).toBe('whole');
  });
});

describe('local storage under kill -9', () => {
  it('holds only whole blobs, and every one that was reported as committed', async () => {
    const root = await makeRoot();
    const script = `
      import { createLocalStorage } from ${JSON.stringify(new URL('local-storage.ts', import.meta.url).href)};
      const storage = createLocalStorage({ root: process.argv[1] });
      const parts = async function* (tag, n) { for (let i = 0; i < 20; i++) yield Buffer.alloc(5000, tag + n + i); };
      const work = async (tag) => {
        for (let n = 0; ; n++) {
          const file = await storage.receive(parts(tag, n), { maxBytes: 1e6 });
          process.stdout.write('received ' + file.sha256 + '\\n');
          await file.commit();
          process.stdout.write('committed ' + file.sha256 + '\\n');
        }
      };
      await Promise.all([work(process.argv[2] + 'a'), work(process.argv[2] + 'b'), work(process.argv[2] + 'c')]);`;
    const committed: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, root, `round ${round} `], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      let lines = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('committed ')) committed.push(line.slice(10));
        lines += 1;
        // After a different line in each round, so that the kill falls into different steps.
        if (lines === 4 + round) child.kill('SIGKILL');
      }
      await exited;
    }
    const storage = createLocalStorage({ root });
    const present = new Set<string>();
    for await (const object of storage.list('blobs/')) {
      const bytes = await readFile(join(root, object.key));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(basename(object.key));
      present.add(basename(object.key));
    }
    expect(committed.length).toBeGreaterThan(6);
    expect(committed.filter((sha256) => !present.has(sha256))).toEqual([]);
    const swept = await sweepStorage({
      storage,
      olderThan: new Date(Date.now() + 60_000),
      isReferenced: async (keys) => new Set(keys.filter((key) => committed.includes(basename(key)))),
    });
    expect(swept.seen - swept.removed).toBe(new Set(committed).size);
    expect(await readdir(join(root, 'incoming'))).toEqual([]);
    await rm(root, { recursive: true });
  }, 30_000);
});
