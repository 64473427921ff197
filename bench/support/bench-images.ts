import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** Pictures of about 28 KB. */
const SMALL = { width: 400, height: 533 } as const;
/** Pictures of about 100 KB. */
export const LARGE = { width: 760, height: 1013 } as const;
type Size = { readonly width: number; readonly height: number };
const FOLDER_SIZE = 1000;

/** Path of the n-th picture below the folder that `makeBenchImages` returns. */
export const benchImageName = (index: number): string =>
  `${String(Math.floor(index / FOLDER_SIZE)).padStart(3, '0')}/${String(index).padStart(6, '0')}.jpg`;

/**
 * Makes `count` different JPEGs (soft random shapes under grain), or finds those of an earlier run in the system's
 * temporary directory. No two are near duplicates. Returns their folder.
 */
export const makeBenchImages = async (count: number, size: Size = SMALL): Promise<string> => {
  const name = size === SMALL ? 'images' : `images-${size.width}x${size.height}`;
  const folder = join(tmpdir(), 'pixmill-bench', name);
  const indexes = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !existsSync(join(folder, benchImageName(index))),
  );
  await Promise.all(
    Array.from({ length: availableParallelism() * 2 }, async () => {
      for (let index = indexes.pop(); index !== undefined; index = indexes.pop()) await makeImage(folder, index, size);
    }),
  );
  return folder;
};

const makeImage = async (folder: string, index: number, { width, height }: Size): Promise<void> => {
  const random = randomNumbers(index + 1);
  const cells = { width: 9, height: 12, channels: 3 } as const;
  const colours = Uint8Array.from({ length: 9 * 12 * 3 }, () => Math.floor(random() * 256));
  const shapes = await sharp(colours, { raw: cells })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer();
  for (let at = 0; at < shapes.length; at += 3) {
    const grain = (random() - 0.5) * 26;
    for (let channel = 0; channel < 3; channel++) {
      shapes[at + channel] = Math.max(0, Math.min(255, (shapes[at + channel] ?? 0) + grain));
    }
  }
  const raw = { width, height, channels: 3 } as const;
  const path = join(folder, benchImageName(index));
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(`${path}.part`, await sharp(shapes, { raw }).jpeg({ quality: 72 }).toBuffer());
  await rename(`${path}.part`, path);
};

/** mulberry32: the same numbers for the same seed. */
const randomNumbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
};
