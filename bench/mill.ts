/**
 * The whole pipeline (`pixmill build` from a list, over loopback HTTP, dataset written) against a bare loop of sharp that
 * decodes the same bytes and makes the same preview. `node bench/mill.ts [--counts 1000,10000]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { PREVIEW } from '../packages/pixmill/src/imaging/preview.ts';
import { benchImageName, makeBenchImages } from './support/bench-images.ts';
import { treeMemory } from './support/process-memory.ts';

const { values } = parseArgs({ options: { counts: { type: 'string', default: '1000,10000' } } });
const counts = values.counts.split(',').map(Number);
const most = Math.max(...counts);
const cores = availableParallelism();
const cli = join(import.meta.dirname, '..', 'packages', 'pixmill', 'bin', 'pixmill.js');

/** The least that the same work can cost: decode to pixels, and the preview from them. Images a second. */
const bareLoop = async (folder: string, count: number): Promise<number> => {
  sharp.concurrency(1);
  sharp.cache(false);
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: cores }, async () => {
      while (next < count) {
        const bytes = await readFile(join(folder, benchImageName(next++)));
        const { data, info } = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
        await sharp(data, { raw: info })
          .resize(PREVIEW.side, PREVIEW.side, { fit: 'inside', withoutEnlargement: true })
          .webp({ quality: PREVIEW.quality, effort: PREVIEW.effort })
          .toBuffer();
      }
    }),
  );
  return (count * 1000) / (performance.now() - started);
};

const startServer = async (folder: string) => {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'support', 'image-server.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [origin] = await once(createInterface({ input: server.stdout }), 'line');
  return { origin: String(origin), stop: () => server.stdin.end() };
};

type Run = {
  /** The whole command: a new database, the pipeline, the dataset written. */
  readonly seconds: number;
  /** The pipeline alone: from the job's start to the last candidate's end. */
  readonly pipelineSeconds: number;
  readonly kept: number;
  readonly peak: Record<string, number>;
};

const runMill = async (origin: string, count: number, workplace: string): Promise<Run> => {
  const directory = await mkdtemp(join(workplace, `${count}-`));
  const dataDirectory = join(directory, 'data');
  const list = join(directory, 'list.txt');
  const urls = Array.from({ length: count }, (_, index) => `${origin}/${benchImageName(index)}`);
  await writeFile(list, `${urls.join('\n')}\n`);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [cli, 'build', '--from', list, '--out', join(directory, 'out'), '--json', '--per-host', '32'],
    {
      env: { ...process.env, PIXMILL_DATA_DIR: dataDirectory, ALLOWED_PRIVATE_ORIGINS: origin },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const peak = { command: 0, decoders: 0, postgres: 0, all: 0 };
  const timer = setInterval(() => {
    const now = treeMemory(child.pid ?? 0, dataDirectory);
    peak.command = Math.max(peak.command, now.command);
    peak.decoders = Math.max(peak.decoders, now.decoders);
    peak.postgres = Math.max(peak.postgres, now.postgres);
    peak.all = Math.max(peak.all, now.command + now.decoders + now.postgres);
  }, 2000);
  let kept = 0;
  let begun = started;
  let ended = started;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"event":"progress"')) {
      if (begun === started) begun = performance.now();
      ended = performance.now();
    }
    if (line.startsWith('{"event":"end"')) kept = Number(/"images":(\d+)/.exec(line)?.[1] ?? 0);
  }
  clearInterval(timer);
  return { seconds: (performance.now() - started) / 1000, pipelineSeconds: (ended - begun) / 1000, kept, peak };
};

const folder = await makeBenchImages(most);
const sample = Math.min(most, 1000);
await bareLoop(folder, Math.min(200, sample));
const limit = await bareLoop(folder, sample);
console.log(`limit: bare sharp loop, ${cores} cores: ${limit.toFixed(0)} images/s`);
const server = await startServer(folder);
// Removed when all is measured: ext4 looks for a free place among those freed in the last minutes, file after file.
const workplace = await mkdtemp(join(tmpdir(), 'pixmill-bench-mill-'));
try {
  for (const count of counts) {
    const { seconds, pipelineSeconds, kept, peak } = await runMill(server.origin, count, workplace);
    const rate = count / seconds;
    const memory = Object.entries(peak).map(([name, mb]) => `${name} ${mb.toFixed(0)} MB`);
    console.log(
      `mill: ${count} images (${kept} kept) in ${seconds.toFixed(1)} s: ${rate.toFixed(0)} images/s, ` +
        `ratio ${(rate / limit).toFixed(2)}; the pipeline alone ${(count / pipelineSeconds).toFixed(0)} images/s, ` +
        `ratio ${(count / pipelineSeconds / limit).toFixed(2)} (wanted: 0.6); peak memory: ${memory.join(', ')}`,
    );
  }
} finally {
  server.stop();
  await rm(workplace, { recursive: true, force: true });
}
