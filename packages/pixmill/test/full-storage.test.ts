import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { encoderOf } from '../src/imaging/fixtures/pictures.ts';
import { call, formOf } from '../src/features/images/uploads.fixture.ts';
import { signUp, startTestApi } from './api.ts';

const run = promisify(execFile);
const disk = await mkdtemp(join(tmpdir(), 'pixmill-small-disk-'));
// A disk of three megabytes; only root of Linux may make one.
const hasDisk = await run('mount', ['-t', 'tmpfs', '-o', 'size=3m,mode=777', 'tmpfs', disk]).then(
  () => true,
  () => false,
);
afterAll(async () => {
  if (hasDisk) await run('umount', [disk]);
  await rm(disk, { recursive: true, force: true });
});

/** Noise does not become smaller: each of these is more than a megabyte. */
const noise = async (name: string) => {
  const picture = { width: 700, height: 600, data: randomBytes(700 * 600 * 3) };
  return { name, bytes: await encoderOf(picture).png().toBuffer() };
};

it.skipIf(!hasDisk)(
  'a full disk is 507 in every dialect, keeps nothing of the file, names no path, and is over when there is room',
  async () => {
    const api = await startTestApi({ STORAGE_URL: `file://${disk}` });
    const user = await signUp(api);
    const post = async (path: string, field: string) =>
      call(api, path, { method: 'POST', user, body: formOf([{ ...(await noise(`${field}.png`)), field }]) });
    const total = async () => (await call(api, '/images', { user })).body.total;
    const files = async () => {
      const entries = await readdir(disk, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('sweeps')).length;
    };

    expect((await post('/images/upload', 'file')).status).toBe(201);
    expect((await post('/images/upload', 'file')).status).toBe(201);
    const before = { total: await total(), files: await files() };
    for (const [path, field] of [
      ['/images/upload', 'file'],
      ['/images/upload-multiple', 'files'],
      ['/api/upload', 'files'],
    ] as const) {
      const { status, body } = await post(path, field);
      expect({ path, status, code: body.code }).toEqual({ path, status: 507, code: 'storage.full' });
      expect(JSON.stringify(body)).not.toContain(disk);
      expect(body.detail).not.toContain('/');
    }
    expect({ total: await total(), files: await files() }).toEqual(before);
    expect((await call(api, '/images', { user })).body.items).toHaveLength(2);

    await run('mount', ['-o', 'remount,size=64m', disk]);
    expect((await post('/images/upload-multiple', 'files')).body.uploaded).toHaveLength(1);
    expect(await total()).toBe(3);
    await api.close();
  },
);
