import { describe, expect, it } from 'vitest';

import { encoderOf, makeBmp, makeFlat, makePicture } from './fixtures/pictures.ts';
import { hashDistance } from './hash-distance.ts';
import { inspectImage } from './inspect-image.ts';
import type { Inspection } from './inspection.ts';
import { sharp } from './sharp-decoder.ts';

const LIMITS = { maxPixels: 1_000_000, maxChannels: 5 };

const inspected = async (bytes: Uint8Array): Promise<Inspection> => {
  const result = await inspectImage(bytes, LIMITS);
  if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
  return result.inspection;
};

const failure = async (bytes: Uint8Array | string): Promise<string> => {
  const result = await inspectImage(bytes, LIMITS);
  return result.ok ? 'ok' : result.code;
};

const picture = makePicture(233, 171);

describe('the pixel hash', () => {
  it('is equal for the same pixels in PNG, lossless WebP, TIFF and BMP', async () => {
    const image = encoderOf(picture);
    const files = [
      await image.clone().png().toBuffer(),
      await image.clone().png({ progressive: true }).toBuffer(),
      await image.clone().webp({ lossless: true }).toBuffer(),
      await image.clone().tiff({ compression: 'lzw' }).toBuffer(),
      await image.clone().ensureAlpha().png().toBuffer(),
      await image.clone().toColourspace('rgb16').png().toBuffer(),
      makeBmp(picture),
    ];
    const hashes = await Promise.all(files.map(async (file) => (await inspected(file)).pixelHash));
    expect(new Set(hashes).size).toBe(1);
  });

  it('is equal for grey pixels stored as grey, as colour and as a palette', async () => {
    const data = makePicture(90, 60).data.map((_, index, all) => (all[index - (index % 3)] ?? 0) & 0xf0);
    const grey = encoderOf({ width: 90, height: 60, data });
    const files = [
      await grey.clone().png().toBuffer(),
      await grey.clone().png({ palette: true, colours: 256, dither: 0 }).toBuffer(),
      await grey.clone().extractChannel(0).toColourspace('b-w').png().toBuffer(),
    ];
    const results = await Promise.all(files.map((file) => inspected(file)));
    expect(new Set(results.map(({ pixelHash }) => pixelHash)).size).toBe(1);
    expect(results.map(({ greyscale }) => greyscale)).toEqual([true, true, true]);
  });

  it('is equal for every EXIF orientation of the same upright pixels', async () => {
    const upright = await inspected(await encoderOf(picture).png().toBuffer());
    for (let orientation = 1; orientation <= 8; orientation++) {
      const stored = encoderOf(picture);
      // What has to be done to the upright picture so that the viewer's turn brings it back.
      if (orientation === 2) stored.flop();
      if (orientation === 3) stored.rotate(180);
      if (orientation === 4) stored.flip();
      if (orientation === 5) stored.rotate(270).flop();
      if (orientation === 6) stored.rotate(270);
      if (orientation === 7) stored.rotate(90).flop();
      if (orientation === 8) stored.rotate(90);
      const turned = await stored.png().toBuffer();
      const file = await sharp(turned).withMetadata({ orientation }).png().toBuffer();
      const { pixelHash, width, height, orientation: found } = await inspected(file);
      expect({ orientation: found, width, height, pixelHash }).toEqual({
        orientation,
        width: 233,
        height: 171,
        pixelHash: upright.pixelHash,
      });
    }
  });

  it('differs when one pixel differs, and when the same bytes have another shape', async () => {
    const changed = { ...picture, data: picture.data.with(1000, (picture.data[1000] ?? 0) ^ 1) };
    const reshaped = { width: 171, height: 233, data: picture.data };
    const hashes = await Promise.all(
      [picture, changed, reshaped].map(async (p) => (await inspected(makeBmp(p))).pixelHash),
    );
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('the perceptual hashes', () => {
  it('stay within 2 bits over formats, qualities and sizes of one picture', async () => {
    const large = encoderOf(makePicture(640, 480));
    const original = await inspected(await large.clone().png().toBuffer());
    const files = {
      jpeg: await large.clone().jpeg({ quality: 90 }).toBuffer(),
      webp: await large.clone().webp({ quality: 80 }).toBuffer(),
      avif: await large.clone().avif({ quality: 60, effort: 0 }).toBuffer(),
      tiff: await large.clone().tiff({ compression: 'jpeg', quality: 90 }).toBuffer(),
      gif: await large.clone().gif().toBuffer(),
      p3: await large.clone().withIccProfile('p3').jpeg().toBuffer(),
      half: await large.clone().resize(320).png().toBuffer(),
    };
    for (const [name, file] of Object.entries(files)) {
      const { phash } = await inspected(file);
      expect({ name, near: hashDistance(phash, original.phash) <= 2 }).toEqual({ name, near: true });
    }
    const other = await inspected(
      await encoderOf(makePicture(640, 480, 4))
        .png()
        .toBuffer(),
    );
    expect(hashDistance(other.phash, original.phash)).toBeGreaterThan(10);
  });

  it('are the same for all flat pictures, which say that they are not to be compared', async () => {
    const black = await inspected(makeBmp(makeFlat(64, 64, [0, 0, 0])));
    const red = await inspected(
      await encoderOf(makeFlat(300, 40, [200, 10, 10]))
        .jpeg()
        .toBuffer(),
    );
    expect(red.phash).toBe(black.phash);
    expect([black.hashable, red.hashable, (await inspected(makeBmp(picture))).hashable]).toEqual([false, false, true]);
  });
});

describe('the measures', () => {
  it('tell dark from light, grey from colour and plain from rich', async () => {
    const black = await inspected(makeBmp(makeFlat(64, 32, [3, 3, 3])));
    const white = await inspected(makeBmp(makeFlat(64, 32, [255, 255, 255])));
    const rich = await inspected(makeBmp(picture));
    expect(black.scores).toMatchObject({ oddAspectRatio: 0.5, lowInformation: expect.closeTo(0.158, 3) });
    expect(black.scores.dark).toBeLessThan(0.32);
    expect(white.scores.light).toBe(0);
    expect(rich.scores.lowInformation).toBeGreaterThan(0.6);
    expect([black.greyscale, rich.greyscale]).toEqual([true, false]);
    expect(rich.sharpness).toBeGreaterThan(black.sharpness);
    expect(white.palette).toEqual([{ hex: '#ffffff', share: 1 }]);
  });

  it('give a palette of 5 to 8 colours whose shares add up to 1', async () => {
    const { palette } = await inspected(makeBmp(picture));
    expect(palette.length).toBeGreaterThanOrEqual(5);
    expect(palette.length).toBeLessThanOrEqual(8);
    expect(palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 3);
  });

  it('show transparent parts on white', async () => {
    const clear = await sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect((await inspected(clear)).pixelHash).toBe(
      (await inspected(makeBmp(makeFlat(20, 20, [255, 255, 255])))).pixelHash,
    );
  });

  it('come with a WebP preview of at most 256 pixels, never enlarged', async () => {
    const wide = await inspected(await encoderOf(makePicture(600, 300)).jpeg().toBuffer());
    const tiny = await inspected(makeBmp(makePicture(9, 5)));
    const sizes = await Promise.all([wide, tiny].map(({ preview }) => sharp(preview ?? undefined).metadata()));
    expect(sizes.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['webp', 256, 128],
      ['webp', 9, 5],
    ]);
  });

  it('count the frames of an animation and measure the first', async () => {
    const frames = Buffer.concat([makeFlat(16, 16, [255, 0, 0]).data, makeFlat(16, 16, [0, 0, 255]).data]);
    const gif = await sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
      .gif()
      .toBuffer();
    expect(await inspected(gif)).toMatchObject({
      frames: 2,
      width: 16,
      height: 16,
      palette: [{ hex: '#ff0000', share: 1 }],
    });
  });
});

describe('refusals', () => {
  it('name what a file really is', async () => {
    expect(await failure(new Uint8Array())).toBe('inspect.empty');
    expect(await failure('/nonexistent/file.jpg')).toBe('inspect.unreadable');
    expect(await failure(Buffer.from('<!DOCTYPE html><html></html>'))).toBe('inspect.not_an_image');
    expect(await failure(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('inspect.svg_refused');
    expect(await failure(Buffer.from('8BPS\0\x01', 'latin1'))).toBe('inspect.unsupported_format');
  });

  it('come from the header, before anything is decoded', async () => {
    const png = await encoderOf(makeFlat(1200, 1000, [1, 2, 3]))
      .png()
      .toBuffer();
    expect(await failure(png)).toBe('inspect.too_many_pixels');
    const bmp = makeBmp(makeFlat(4, 4, [1, 2, 3]));
    bmp.writeInt32LE(2_000_000_000, 18);
    expect(await failure(bmp)).toBe('inspect.too_many_pixels');
  });

  it('tell a file that was cut from one that is whole, in every format', async () => {
    const image = encoderOf(picture);
    const files = {
      jpeg: await image.clone().jpeg().toBuffer(),
      progressive: await image.clone().jpeg({ progressive: true }).toBuffer(),
      png: await image.clone().png().toBuffer(),
      webp: await image.clone().webp().toBuffer(),
      gif: await image.clone().gif().toBuffer(),
      tiff: await image.clone().tiff().toBuffer(),
      avif: await image.clone().avif({ effort: 0 }).toBuffer(),
      bmp: makeBmp(picture),
    };
    for (const [name, file] of Object.entries(files)) {
      for (const share of [0.3, 0.6, 0.95]) {
        const code = await failure(file.subarray(0, Math.floor(file.length * share)));
        expect({ name, share, code }).toEqual({ name, share, code: 'inspect.truncated' });
      }
      expect(await failure(file)).toBe('ok');
    }
  });

  it('do not hit a JPEG that only misses its end marker, but one whose data was cut before it', async () => {
    const jpeg = await encoderOf(picture).jpeg().toBuffer();
    const endless = await inspected(jpeg.subarray(0, -2));
    expect(endless.warnings).toEqual(['missing_end']);
    expect(endless.pixelHash).toBe((await inspected(jpeg)).pixelHash);
    const hollow = Buffer.concat([jpeg.subarray(0, -400), jpeg.subarray(-2)]);
    expect(await failure(hollow)).toBe('inspect.truncated');
  });

  it('do not hit a polyglot: what follows the picture is only noted', async () => {
    const jpeg = await encoderOf(picture).jpeg().toBuffer();
    expect((await inspected(Buffer.concat([jpeg, Buffer.from('PK\x03\x04')]))).warnings).toEqual(['trailing_data']);
  });
});
