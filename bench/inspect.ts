/**
 * What inspecting an image costs, against the least it can cost: a bare sharp loop that decodes the same bytes to pixels
 * and makes the same preview from them. Run: node bench/inspect.ts [images] [folder]
 */
import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { openDecoders } from '../packages/pixmill/src/imaging/decoders.ts';
import { inspectImage } from '../packages/pixmill/src/imaging/inspect-image.ts';
import { PREVIEW } from '../packages/pixmill/src/imaging/preview.ts';
import { sharp } from '../packages/pixmill/src/imaging/sharp-decoder.ts';

const LIMITS = { maxPixels: 100_000_000, maxChannels: 5, timeoutMs: 60_000 };

const { positionals } = parseArgs({ allowPositionals: true });
const folder = positionals[1] ?? new URL('../../shared/data/clothing', import.meta.url).pathname;
const files = globSync(`${folder}/**/*.{jpg,jpeg,png,webp}`).slice(0, Number(positionals[0] ?? 1000));
if (files.length === 0) {
  console.log(`No images in ${folder}: nothing measured.`);
  process.exit(0);
}

const bareTwoSteps = async (path: string): Promise<unknown> => {
  const { data, info } = await sharp(await readFile(path))
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info })
    .resize(PREVIEW.side, PREVIEW.side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: PREVIEW.quality, effort: PREVIEW.effort })
    .toBuffer();
};

const barePreviewOnly = async (path: string): Promise<unknown> =>
  sharp(await readFile(path))
    .autoOrient()
    .resize(PREVIEW.side, PREVIEW.side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: PREVIEW.quality, effort: PREVIEW.effort })
    .toBuffer();

/** Runs `work` over all files, `width` at a time; images a second. */
const rate = async (width: number, work: (path: string) => Promise<unknown>): Promise<number> => {
  const waiting = [...files];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await work(path);
    }),
  );
  return (files.length * 1000) / (performance.now() - started);
};

const cores = availableParallelism();
const decoders = openDecoders({ processes: cores });
const inProcess = (path: string): Promise<unknown> => inspectImage(path, LIMITS);
const inPool = (path: string): Promise<unknown> => decoders.inspect(path, LIMITS);

const rates: Record<string, number[]> = {};
for (let round = 0; round < 3; round++) {
  for (const [name, width, work] of [
    ['bare: decode to pixels, preview from them', cores, bareTwoSteps],
    ['bare: preview only (shrinks while decoding)', cores, barePreviewOnly],
    ['inspect, in this process, one at a time', 1, inProcess],
    ['bare: decode and preview, one at a time', 1, bareTwoSteps],
    ['inspect, in decoder processes', cores * 2, inPool],
  ] as const) {
    (rates[name] ??= []).push(await rate(width, work));
  }
}
await decoders.close();

const best = (name: string): number => Math.max(...(rates[name] ?? [0]));
const limit = best('bare: decode to pixels, preview from them');
console.log(`${files.length} images, ${cores} cores, best of 3 rounds`);
for (const name of Object.keys(rates)) {
  const own = name.endsWith('one at a time') ? best('bare: decode and preview, one at a time') : limit;
  console.log(
    `${name.padEnd(46)} ${best(name).toFixed(0).padStart(6)} images/s  ratio ${(best(name) / own).toFixed(2)}`,
  );
}
