/**
 * The service over loopback: how many lists of images it answers beside the least that the framework can do, uploads beside
 * the mill, how soon it is ready, and what it takes when nobody asks. The load comes from another process on the same
 * cores. `node bench/api.ts [--images 10000] [--uploads 1000] [--seconds 8] [--only list,upload,start,search]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { attachEmbeddedPostgres } from '../packages/pixmill/src/platform/database/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../packages/pixmill/src/platform/logging/logger.ts';
import { signUpAt, startApiProcess } from './support/api-process.ts';
import { benchImageName, LARGE, makeBenchImages } from './support/bench-images.ts';
import { treeMemory } from './support/process-memory.ts';
import { runLoad } from './support/run-load.ts';
import { runMill, startImageServer } from './support/run-mill.ts';
import { fillSearchData } from './support/search-data.ts';

const PARTS = ['list', 'upload', 'start', 'search'];
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '10000' },
    uploads: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '8' },
    only: { type: 'string', default: PARTS.join(',') },
    /** Profiles of the API's processor time go to this folder. */
    profile: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const parts = values.only.split(',');
const nodeOptions = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];

const UPLOADS_AT_ONCE = 8;
const STARTS = 5;
const START_LIMIT_S = 1.5;
const LIST_RATIO = 0.25;
const IDLE_MS = 10_000;

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** A data directory with images of one person, whose owner is no admin. */
const fill = async (directory: string): Promise<{ readonly authorization: string }> => {
  const server = await attachEmbeddedPostgres({ dataDirectory: directory, logger: createLogger({ level: 'warn' }) });
  const api = await startApiProcess(directory);
  await signUpAt(api.url, 'admin@bench.test');
  const owner = await signUpAt(api.url, 'owner@bench.test');
  await fillSearchData(server.connection, {
    ownerId: owner.userId,
    projects: 5,
    images: Number(values.images),
    seed: 1,
  });
  await api.stop();
  await server.release();
  return owner.headers;
};

const measureLists = async (directory: string, headers: { readonly authorization: string }): Promise<void> => {
  const api = await startApiProcess(directory, { nodeOptions });
  const live = await runLoad(`${api.url}/api/v1/health/live`, { seconds });
  console.log(`limit: GET /health/live ${live.perSecond.toFixed(0)} a second, p99 ${live.p99.toFixed(1)} ms`);
  for (const [name, query] of [
    ['GET /images', 'limit=20'],
    ['GET /images, page 100', 'limit=20&page=100'],
    ['GET /images, by label', 'limit=20&sort=label'],
    ['GET /images, made anew', 'limit=20&again={n}'],
    ['GET /projects', 'limit=20'],
    ['GET /users/me', ''],
  ] as const) {
    const path = name.split(',')[0]?.slice('GET '.length) ?? '';
    const list = await runLoad(`${api.url}/api/v1${path}?${query}`, { headers, seconds });
    const ratio = list.perSecond / live.perSecond;
    console.log(
      `${name}: ${list.perSecond.toFixed(0)} a second, median ${list.median.toFixed(1)} ms, p99 ${list.p99.toFixed(1)} ms, ` +
        `ratio ${ratio.toFixed(2)}${name === 'GET /images' ? ` (wanted: ${LIST_RATIO})` : ''}`,
    );
  }
  await api.stop();
};

/** Uploads all files of a folder, so many at once. Files a second. */
const uploadAll = async (url: string, headers: { readonly authorization: string }, folder: string): Promise<number> => {
  const count = Number(values.uploads);
  let next = 0;
  let bytesSent = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: UPLOADS_AT_ONCE }, async () => {
      for (let index = next++; index < count; index = next++) {
        const bytes = await readFile(join(folder, benchImageName(index)));
        bytesSent += bytes.length;
        const form = new FormData();
        form.append('file', new File([new Uint8Array(bytes)], `${index}.jpg`, { type: 'image/jpeg' }));
        const response = await fetch(`${url}/api/v1/images/upload`, { method: 'POST', headers, body: form });
        await response.arrayBuffer();
        if (response.status !== 201) throw new Error(`An upload was answered with ${response.status}.`);
      }
    }),
  );
  const took = (performance.now() - started) / 1000;
  console.log(`uploads: ${count} files of ${(bytesSent / count / 1000).toFixed(0)} KB, ${UPLOADS_AT_ONCE} at once`);
  return count / took;
};

const measureUploads = async (workplace: string): Promise<void> => {
  const count = Number(values.uploads);
  const folder = await makeBenchImages(count, LARGE);
  const server = await startImageServer(folder);
  const { pipelineSeconds } = await runMill(server.origin, { count, workplace });
  server.stop();
  const mill = count / pipelineSeconds;
  console.log(`limit: the mill's pipeline on the same images: ${mill.toFixed(0)} a second`);
  const directory = await mkdtemp(join(workplace, 'uploads-'));
  const api = await startApiProcess(directory, { command: 'serve' });
  const { headers } = await signUpAt(api.url, 'owner@bench.test');
  const rate = await uploadAll(api.url, headers, folder);
  console.log(`uploads: ${rate.toFixed(0)} files a second, ratio ${(rate / mill).toFixed(2)}`);
  await api.stop();
};

const measureStart = async (directory: string): Promise<void> => {
  const times: number[] = [];
  for (let run = 0; run < STARTS; run++) {
    const started = performance.now();
    const api = await startApiProcess(directory, { command: 'serve' });
    const response = await fetch(`${api.url}/api/v1/health/ready`);
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`It said that it is ready, and answered with ${response.status}.`);
    times.push((performance.now() - started) / 1000);
    if (run === STARTS - 1) {
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      const { command, decoders, postgres } = treeMemory(api.pid, directory);
      const all = command + decoders + postgres;
      console.log(
        `idle: ${all.toFixed(0)} MB (serve ${command.toFixed(0)}, decoders ${decoders.toFixed(0)}, PostgreSQL ${postgres.toFixed(0)})`,
      );
    }
    await api.stop();
  }
  const took = median(times);
  console.log(
    `ready: ${took.toFixed(2)} s after the start of \`pixmill serve\` in the median of ${STARTS} ` +
      `(${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}; limit ${START_LIMIT_S} s, ratio ${(took / START_LIMIT_S).toFixed(2)})`,
  );
};

const workplace = await mkdtemp(join(tmpdir(), 'pixmill-bench-api-'));
try {
  const directory = join(workplace, 'data');
  if (parts.includes('list') || parts.includes('start')) {
    const headers = await fill(directory);
    if (parts.includes('start')) await measureStart(directory);
    if (parts.includes('list')) await measureLists(directory, headers);
  }
  if (parts.includes('upload')) await measureUploads(workplace);
  if (parts.includes('search')) {
    const search = spawn(process.execPath, [join(import.meta.dirname, 'api-search.ts')], { stdio: 'inherit' });
    const [status] = await once(search, 'exit');
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  await rm(workplace, { recursive: true, force: true });
}
