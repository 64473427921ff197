import { execFile } from 'node:child_process';
import { access, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makePicture } from '../src/imaging/fixtures/pictures.ts';
import { writeModelFolder } from '../src/models/fixtures/tiny-model.ts';
import { VERSION } from '../src/version.ts';
import { runService } from './run-service.ts';

const PACKAGE = join(import.meta.dirname, '..');
const run = promisify(execFile);

let folder: string;
/** The package as npm would lay it out: what is built, and nothing of the sources. */
let installed: string;

const pixmill = (words: readonly string[]) =>
  run(process.execPath, [join(installed, 'bin', 'pixmill.js'), ...words], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', WORKER_CONCURRENCY: '1', PIXMILL_DATA_DIR: join(folder, 'data') },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-built-'));
  installed = join(folder, 'pixmill');
  await mkdir(installed);
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  await run(process.execPath, [
    compiler,
    '-p',
    join(PACKAGE, 'tsconfig.build.json'),
    '--outDir',
    join(installed, 'dist'),
  ]);
  await run(process.execPath, [join(PACKAGE, 'copy-redoc.js'), join(installed, 'dist')]);
  for (const part of ['package.json', 'bin', 'migrations', 'models']) {
    await cp(join(PACKAGE, part), join(installed, part), { recursive: true });
  }
  await symlink(join(PACKAGE, '..', '..', 'node_modules'), join(installed, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the built package', () => {
  it('holds nothing that only tests need', async () => {
    const files = await readdir(join(installed, 'dist'), { recursive: true });
    expect(files).toContain('main.js');
    expect(files.filter((file) => /\.test\.|\.contract\.|fixture/.test(file))).toEqual([]);
  });

  it('says its version', async () => {
    expect((await pixmill(['--version'])).stdout).toBe(`${VERSION}\n`);
  });

  it('checks a folder in decoder processes of its own, and writes a report', async () => {
    const photos = join(folder, 'photos');
    await mkdir(photos);
    for (const seed of [1, 2]) {
      await writeFile(
        join(photos, `${seed}.jpg`),
        await encoderOf(makePicture(160, 120, seed))
          .jpeg()
          .toBuffer(),
      );
    }
    const { stdout, stderr } = await pixmill(['check', photos, '--out', 'report.html']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/photos: 2 images/);
    await expect(access(join(folder, 'report.html'))).resolves.toBeUndefined();
  });

  it('builds a dataset with a database of its own', async () => {
    const { stdout } = await pixmill(['build', '--from', 'photos', '--out', 'dataset']);
    expect(stdout).toContain('✓ 2 images');
  });

  it('knows models, and runs one in a thread', async () => {
    expect((await pixmill(['models', 'list'])).stdout).toContain('mobilenet-v2');
    await pixmill(['models', 'add', await writeModelFolder(join(folder, 'model'))]);
    expect((await pixmill(['models', 'verify', 'tiny'])).stdout).toBe('tiny: its files are right, and it runs.\n');
  });

  it('serves the API with its documentation', async () => {
    const service = await runService('serve', {
      bin: join(installed, 'bin', 'pixmill.js'),
      cwd: folder,
      settings: { PORT: '0', WORKER_CONCURRENCY: '1', PIXMILL_DATA_DIR: join(folder, 'data') },
    });
    expect(await readdir(join(installed, 'dist', 'platform', 'http', 'documentation'))).toEqual(
      expect.arrayContaining(['redoc.standalone.js', 'redoc.standalone.js.LICENSE.txt', 'redoc.LICENSE']),
    );
    for (const path of ['/', '/openapi.json', '/docs', '/redoc', '/redoc/redoc.js', '/api/v1/health/ready']) {
      expect([path, (await fetch(`${service.url}${path}`)).status]).toEqual([path, 200]);
    }
    service.signal('SIGTERM');
    expect((await service.ended).status).toBe(0);
  });
});
