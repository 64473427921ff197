/**
 * The whole pipeline (`pixmill build` from a list, over loopback HTTP, dataset written) against a bare loop of sharp that
 * decodes the same bytes and makes the same preview. `node bench/mill.ts [--counts 1000,10000]`
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { PREVIEW } from '../packages/pixmill/src/imaging/preview.ts';
import { benchImageName, makeBenchImages } from './support/bench-images.ts';
import { runMill, startImageServer } from './support/run-mill.ts';

const { values } = parseArgs({ options: { counts: { type: 'string', default: '1000,10000' } } });
const counts = values.counts.split(',').map(Number);
const most = Math.max(...counts);
const cores = availableParallelism();

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

const folder = await makeBenchImages(most);
const sample = Math.min(most, 1000);
await bareLoop(folder, Math.min(200, sample));
const limit = await bareLoop(folder, sample);
console.log(`limit: bare sharp loop, ${cores} cores: ${limit.toFixed(0)} images/s`);
const server = await startImageServer(folder);
// Removed when all is measured: ext4 looks for a free place among those freed in the last minutes, file after file.
const workplace = await mkdtemp(join(tmpdir(), 'pixmill-bench-mill-'));
try {
  for (const count of counts) {
    const { seconds, pipelineSeconds, kept, peak } = await runMill(server.origin, { count, workplace });
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
