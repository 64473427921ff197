import { globSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openDecoders } from './decoders.ts';
import { encoderOf, makeBmp, makeFlat, makePicture } from './fixtures/pictures.ts';
import { hasSharedData, SHARED_DATA } from './fixtures/shared-data.ts';
import { inspectCodes } from './inspect.errors.ts';
import { makeSmallPicture, makeSmallPictures } from './make-small-picture.ts';
import { orient } from './orient.ts';
import { sharp } from './sharp-decoder.ts';
import { toOnlyPicture, type SmallPictureResult, type SmallPictureShape } from './small-picture.ts';

const LIMITS = { maxPixels: 100_000_000, maxChannels: 5 };

const made = (result: SmallPictureResult): Extract<SmallPictureResult, { ok: true }> => {
  if (!result.ok) throw new Error(result.code);
  return result;
};

const pixelAt = ({ rgb, width }: { rgb: Uint8Array; width: number }, x: number, y: number): number[] =>
  Array.from(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));

it.each<[SmallPictureShape, { width: number; height: number; shown: { width: number; height: number } }]>([
  [
    { fit: 'fill', width: 30, height: 20 },
    { width: 30, height: 20, shown: { width: 30, height: 20 } },
  ],
  [
    { fit: 'cover', width: 30, height: 30 },
    { width: 30, height: 30, shown: { width: 30, height: 30 } },
  ],
  [
    { fit: 'pad', width: 40, height: 40 },
    { width: 40, height: 40, shown: { width: 40, height: 20 } },
  ],
  [
    { fit: 'pad', width: 200, height: 200 },
    { width: 200, height: 200, shown: { width: 200, height: 100 } },
  ],
  [
    { fit: 'multiple', step: 32, width: 64, height: 64 },
    { width: 64, height: 32, shown: { width: 64, height: 32 } },
  ],
  [
    { fit: 'multiple', step: 32, width: 640, height: 640 },
    { width: 96, height: 64, shown: { width: 96, height: 64 } },
  ],
])('a picture of 100 x 50 is made with %j', async (shape, expected) => {
  const file = await encoderOf(makePicture(100, 50)).jpeg().toBuffer();
  const picture = made(await makeSmallPicture(file, shape, LIMITS));
  expect(picture).toMatchObject(expected);
  expect(picture.rgb).toHaveLength(picture.width * picture.height * 3);
});

it('pads at the right and below, with the grey that was asked for', async () => {
  const red = makeFlat(100, 50, [200, 10, 10]);
  for (const file of [await encoderOf(red).png().toBuffer(), makeBmp(red)]) {
    const shape = { fit: 'pad', width: 40, height: 40, padding: 114 } as const;
    const picture = made(await makeSmallPicture(file, shape, LIMITS));
    expect(pixelAt(picture, 39, 19)).toEqual([200, 10, 10]);
    expect(pixelAt(picture, 0, 20)).toEqual([114, 114, 114]);
  }
});

it('crops the middle to cover, but stretches what is too long for that', async () => {
  const stripes = makeFlat(300, 100, [0, 0, 250]);
  for (let y = 0; y < 100; y++) for (let x = 100; x < 200; x++) stripes.data.set([250, 0, 0], (y * 300 + x) * 3);
  const cover = { fit: 'cover', width: 50, height: 50 } as const;
  const cropped = made(await makeSmallPicture(await encoderOf(stripes).png().toBuffer(), cover, LIMITS));
  expect([pixelAt(cropped, 2, 25)[0], pixelAt(cropped, 47, 25)[0]]).toEqual([250, 250]);
  const long = makeFlat(2100, 100, [0, 0, 250]);
  for (let y = 0; y < 100; y++) for (let x = 0; x < 300; x++) long.data.set([250, 0, 0], (y * 2100 + x) * 3);
  const stretched = made(await makeSmallPicture(await encoderOf(long).png().toBuffer(), cover, LIMITS));
  expect([pixelAt(stretched, 2, 25), pixelAt(stretched, 47, 25)]).toEqual([
    [250, 0, 0],
    [0, 0, 250],
  ]);
});

it('is upright for every orientation', async () => {
  const picture = makePicture(64, 32);
  const shape = { fit: 'pad', width: 64, height: 64 } as const;
  for (let orientation = 1; orientation <= 8; orientation++) {
    const turned = await orient(picture, orientation);
    const expected = made(await makeSmallPicture(await encoderOf(turned).png().toBuffer(), shape, LIMITS));
    const file = await encoderOf(picture).withMetadata({ orientation }).png().toBuffer();
    const found = made(await makeSmallPicture(file, shape, LIMITS));
    expect([orientation, found.shown]).toEqual([orientation, { width: turned.width, height: turned.height }]);
    expect([orientation, Buffer.compare(found.rgb, expected.rgb)]).toEqual([orientation, 0]);
  }
});

it('weighs pixels as it is asked to', async () => {
  const file = await encoderOf(makePicture(300, 300)).png().toBuffer();
  const shape = { fit: 'fill', width: 60, height: 60 } as const;
  const [plain, linear, sharper] = await Promise.all(
    ([{}, { kernel: 'linear' }, { kernel: 'lanczos3' }] as const).map(async (kernel) =>
      made(await makeSmallPicture(file, { ...shape, ...kernel }, LIMITS)),
    ),
  );
  expect(Buffer.compare(plain?.rgb ?? new Uint8Array(), linear?.rgb ?? new Uint8Array())).toBe(0);
  expect(Buffer.compare(plain?.rgb ?? new Uint8Array(), sharper?.rgb ?? new Uint8Array())).not.toBe(0);
});

it('lays what is transparent over white, also where it is made smaller', async () => {
  const half = {
    create: { width: 80, height: 80, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
  };
  const shape = { fit: 'fill', width: 10, height: 10 } as const;
  const picture = made(await makeSmallPicture(await sharp(half).png().toBuffer(), shape, LIMITS));
  for (const value of picture.rgb) expect(Math.abs(value - 127)).toBeLessThanOrEqual(1);
});

it('is RGB of 8 bits for grey, 16 bits and CMYK', async () => {
  const shape = { fit: 'fill', width: 8, height: 8 } as const;
  const grey = makeFlat(20, 20, [90, 90, 90]);
  const files = [
    await encoderOf(grey).toColourspace('b-w').png().toBuffer(),
    await encoderOf(grey).toColourspace('rgb16').png().toBuffer(),
    await encoderOf(grey).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(),
  ];
  for (const file of files) {
    const picture = made(await makeSmallPicture(file, shape, LIMITS));
    expect(picture.rgb).toHaveLength(8 * 8 * 3);
    for (const value of pixelAt(picture, 4, 4)) expect(Math.abs(value - 90)).toBeLessThan(20);
  }
});

it('refuses what an inspection refuses, and asks for memory first', async () => {
  const png = await encoderOf(makePicture(80, 40)).png().toBuffer();
  const shape = { fit: 'fill', width: 8, height: 8 } as const;
  const asked: number[] = [];
  const ask = async (pixels: number): Promise<void> => void asked.push(pixels);
  await makeSmallPicture(png, shape, LIMITS, ask);
  expect(await makeSmallPicture(png, shape, { ...LIMITS, maxPixels: 100 }, ask)).toMatchObject({
    code: 'inspect.too_many_pixels',
  });
  expect(asked).toEqual([3200]);
  expect(await makeSmallPicture(png.subarray(0, 900), shape, LIMITS)).toMatchObject({ code: 'inspect.truncated' });
});

const meanDifference = (a: Uint8Array, b: Uint8Array): number => {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += Math.abs(value - (b[index] ?? 0));
  return sum / a.length;
};

const SHAPES: readonly SmallPictureShape[] = [
  { fit: 'fill', width: 96, height: 96 },
  { fit: 'cover', width: 96, height: 96 },
  { fit: 'pad', width: 128, height: 128, padding: 114 },
  { fit: 'multiple', step: 32, width: 320, height: 320 },
];

it.each<[string, number, number, number]>([
  ['a photo', 700, 480, 1],
  ['a photo that is turned', 700, 480, 6],
  ['one smaller than the shapes', 50, 41, 1],
  ['a long one', 6000, 20, 1],
  ['one too long to be cropped', 2100, 100, 8],
])('several shapes of %s come of one decoding, as each alone', async (_name, width, height, orientation) => {
  const picture = makePicture(width, height);
  for (const file of [
    await encoderOf(picture).jpeg({ quality: 95 }).toBuffer(),
    await encoderOf(picture).png().withMetadata({ orientation }).toBuffer(),
  ]) {
    const together = await makeSmallPictures(file, SHAPES, LIMITS);
    if (!together.ok) throw new Error(together.code);
    for (const [index, shape] of SHAPES.entries()) {
      const alone = made(await makeSmallPicture(file, shape, LIMITS));
      const { rgb = new Uint8Array(), ...sizes } = together.pictures[index] ?? {};
      expect(sizes).toEqual({ width: alone.width, height: alone.height, shown: alone.shown });
      expect(rgb).toHaveLength(alone.rgb.length);
      expect([shape.fit, meanDifference(rgb, alone.rgb) < 4]).toEqual([shape.fit, true]);
    }
  }
});

it('asks for memory once for all shapes, and refuses all of them together', async () => {
  const png = await encoderOf(makePicture(80, 40)).png().toBuffer();
  const asked: number[] = [];
  const ask = async (pixels: number): Promise<void> => void asked.push(pixels);
  expect(await makeSmallPictures(png, SHAPES, LIMITS, ask)).toMatchObject({ ok: true });
  expect(asked).toEqual([3200]);
  expect(await makeSmallPictures(png.subarray(0, 900), SHAPES, LIMITS)).toMatchObject({ code: 'inspect.truncated' });
});

it('is made in a decoder process, between other tasks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-small-'));
  const decoders = openDecoders({ processes: 1 });
  const limits = { ...LIMITS, timeoutMs: 20_000 };
  try {
    const path = join(folder, 'picture.png');
    await writeFile(path, await encoderOf(makePicture(80, 40)).png().toBuffer());
    const shape = { fit: 'pad', width: 32, height: 32 } as const;
    const [inspected, small, missing] = await Promise.all([
      decoders.inspect(path, limits),
      decoders.makeSmallPicture(path, shape, limits),
      decoders.makeSmallPicture(join(folder, 'none.png'), shape, limits),
    ]);
    expect(inspected.ok).toBe(true);
    const expected = made(await makeSmallPicture(path, shape, LIMITS));
    expect(made(small).shown).toEqual({ width: 32, height: 16 });
    expect(Buffer.compare(made(small).rgb, expected.rgb)).toBe(0);
    expect(missing).toMatchObject({ ok: false, code: 'inspect.unreadable' });
  } finally {
    await decoders.close();
    await rm(folder, { recursive: true });
  }
});

describe.skipIf(!hasSharedData)('the museum of bad input (skipped without ../shared/data)', () => {
  it('gives small pictures or codes, and never throws', { timeout: 120_000 }, async () => {
    const decoders = openDecoders({ processes: 2 });
    const files = globSync(`${SHARED_DATA}/hard/**/*`).filter((path) => statSync(path).isFile());
    const limits = { ...LIMITS, timeoutMs: 20_000 };
    const shape = { fit: 'multiple', step: 32, width: 224, height: 224 } as const;
    try {
      const shapes = [shape, { fit: 'cover', width: 224, height: 224 }] as const;
      const all = await Promise.all(files.map((path) => decoders.makeSmallPictures(path, shapes, limits)));
      const results = all.map(toOnlyPicture);
      const pictures = results.filter((result) => result.ok);
      expect(pictures.length).toBeGreaterThan(400);
      const misshapen = pictures.filter(
        ({ rgb, width, height }) => rgb.length !== width * height * 3 || width % 32 !== 0 || height % 32 !== 0,
      );
      expect(misshapen).toEqual([]);
      const codes = new Set(results.flatMap((result) => (result.ok ? [] : [result.code])));
      expect([...codes].filter((code) => !(code in inspectCodes.codes) || code === 'inspect.crashed')).toEqual([]);
    } finally {
      await decoders.close();
    }
  });
});
