import { expect, it } from 'vitest';

import { encoderOf, makeBmp, makePicture } from './fixtures/pictures.ts';
import { sharp } from './sharp-decoder.ts';
import { transformImage } from './transform-image.ts';

const LIMITS = { maxPixels: 1_000_000, maxChannels: 5 };
const picture = makePicture(80, 40);

it('turns a picture upright, fits it into the box and removes what the file said', async () => {
  const file = await encoderOf(picture)
    .withExif({ IFD0: { Artist: 'Zoe' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const made = await transformImage(
    file,
    { resize: { width: 20, height: 20, fit: 'inside' }, encode: { format: 'png' } },
    LIMITS,
  );
  expect(made).toMatchObject({ ok: true, format: 'png', width: 10, height: 20 });
  const metadata = await sharp(made.ok ? made.bytes : new Uint8Array()).metadata();
  expect([metadata.format, metadata.exif, metadata.icc]).toEqual(['png', undefined, undefined]);
});

it.each([
  ['inside', 30, 15],
  ['cover', 30, 30],
  ['fill', 30, 30],
] as const)('resizes with fit %s to %i x %i', async (fit, width, height) => {
  const made = await transformImage(
    makeBmp(picture),
    { resize: { width: 30, height: 30, fit }, encode: { format: 'webp', quality: 60 } },
    LIMITS,
  );
  expect(made).toMatchObject({ ok: true, format: 'webp', width, height });
});

it('keeps the format when told to (BMP becomes PNG), and the size when not told otherwise', async () => {
  const gif = await encoderOf(picture).gif().toBuffer();
  const kept = { encode: { format: 'keep' } } as const;
  expect(await transformImage(gif, kept, LIMITS)).toMatchObject({ format: 'gif', width: 80, height: 40 });
  expect(await transformImage(makeBmp(picture), kept, LIMITS)).toMatchObject({ format: 'png', width: 80 });
});

it('refuses what an inspection refuses', async () => {
  const png = await encoderOf(picture).png().toBuffer();
  const encode = { format: 'jpeg' } as const;
  expect(await transformImage(png, { encode }, { ...LIMITS, maxPixels: 100 })).toMatchObject({
    code: 'inspect.too_many_pixels',
  });
  expect(await transformImage(png.subarray(0, 900), { encode }, LIMITS)).toMatchObject({ code: 'inspect.truncated' });
});
