import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encoderOf, makePicture } from '../../../imaging/fixtures/pictures.ts';
import { hasSharedData, photosIn, SHARED_DATA } from '../../../imaging/fixtures/shared-data.ts';
import { sharp } from '../../../imaging/sharp-decoder.ts';
import { described, readDescribed } from './described-image.fixture.ts';
import { makeChart, makeGraphics, makeShapes } from './graphics.fixture.ts';
import { imageKindOf } from './image-kind.ts';

const kindsOf = async (files: readonly Uint8Array[]): Promise<Map<string | null, number>> => {
  const counts = new Map<string | null, number>();
  for (const file of files) {
    const image = await readDescribed(file);
    if (image === undefined) continue;
    const { name } = imageKindOf(image);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
};

const somePhotos = async (): Promise<Buffer[]> => {
  const paths = (await photosIn('clothing')).toSorted().filter((_, index) => index % 20 === 0);
  return Promise.all(paths.map((path) => readFile(path)));
};

describe('photo or graphic', () => {
  it('calls shapes, charts and pages of text graphics in lossless files', async () => {
    const pictures = makeGraphics();
    const png = await Promise.all(pictures.map((picture) => encoderOf(picture).png().toBuffer()));
    const webp = await Promise.all(pictures.map((picture) => encoderOf(picture).webp({ lossless: true }).toBuffer()));
    expect(await kindsOf([...png, ...webp])).toEqual(new Map([['graphic', pictures.length * 2]]));
  });

  it('never calls them photos when they were saved as JPEG', async () => {
    const files = await Promise.all(
      makeGraphics().map((picture) => encoderOf(picture).jpeg({ quality: 80 }).toBuffer()),
    );
    const kinds = await kindsOf(files);
    expect(kinds.get('photo')).toBeUndefined();
    expect(kinds.get('graphic')).toBeGreaterThanOrEqual(files.length / 2);
  });

  it('does not guess at a few pixels of many colours', async () => {
    const noise = new Uint8Array(40 * 40 * 3).map((_, index) => (index * 7919) % 251);
    const tiny = await described(await encoderOf({ width: 40, height: 40, data: noise }).png().toBuffer());
    expect(imageKindOf(tiny)).toEqual({ name: null, confidence: 0, from: 'measures' });
  });

  it('believes the camera and the source type in the file rather than the measures', async () => {
    const chart = await described(await encoderOf(makeChart(1)).png().toBuffer());
    const saying = (embedded: object) => ({ ...chart, measures: { ...chart.measures, embedded } });
    const address = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
    expect(imageKindOf(saying({ camera: 'Canon EOS R5' }))).toMatchObject({ name: 'photo', from: 'metadata' });
    expect(imageKindOf(saying({ digitalSourceType: `${address}digitalCapture` })).name).toBe('photo');
    expect(imageKindOf(saying({ camera: 'X', digitalSourceType: 'screenCapture' })).name).toBe('graphic');
    expect(
      imageKindOf(saying({ camera: 'X', digitalSourceType: `${address}trainedAlgorithmicMedia` })).name,
    ).toBeNull();
    expect(imageKindOf(saying({ digitalSourceType: '__proto__' })).from).toBe('measures');
  });

  it('is the same for a grey picture in one channel and in three', async () => {
    const { width, height, data } = makePicture(300, 200);
    const grey = encoderOf({ width, height, data: data.map((_, index) => data[index - (index % 3)] ?? 0) });
    const three = await described(await grey.clone().tiff().toBuffer());
    const one = await described(await grey.clone().extractChannel(0).toColourspace('b-w').tiff().toBuffer());
    expect([three.measures.channels, one.measures.channels]).toEqual([3, 1]);
    expect(imageKindOf(three).name).toBe('photo');
    expect(imageKindOf(one)).toEqual(imageKindOf(three));
  });

  it('does without a palette', async () => {
    const shapes = await described(await encoderOf(makeShapes(1)).png().toBuffer());
    expect(imageKindOf({ ...shapes, measures: { ...shapes.measures, palette: [] } }).name).toBe('graphic');
  });
});

describe.skipIf(!hasSharedData)('photo or graphic, on real files (../shared/data)', () => {
  it('calls nearly all photos of clothes photos, and none a graphic', async () => {
    const files = await somePhotos();
    const kinds = await kindsOf(files);
    expect(kinds.get('graphic')).toBeUndefined();
    expect(kinds.get('photo') ?? 0).toBeGreaterThanOrEqual(files.length * 0.97);
  });

  it('still does when they are small, grey, a GIF, a PNG or a strong WebP', async () => {
    const photos = (await somePhotos()).filter((_, index) => index % 10 === 0);
    const copies = photos.flatMap((photo) => {
      const small = sharp(photo).resize(200);
      return [
        small.clone().jpeg().toBuffer(),
        small.clone().greyscale().jpeg().toBuffer(),
        small.clone().gif().toBuffer(),
        small.clone().png().toBuffer(),
        small.clone().webp({ quality: 60 }).toBuffer(),
      ];
    });
    const kinds = await kindsOf(await Promise.all(copies));
    expect(kinds.get('graphic')).toBeUndefined();
    expect(kinds.get('photo') ?? 0).toBeGreaterThanOrEqual(copies.length * 0.9);
  });

  it('calls none of the drawings of PngSuite a photo', async () => {
    const folder = join(SHARED_DATA, 'hard/pngsuite');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter(({ name }) => name.endsWith('.png'))
      .map((entry) => join(entry.parentPath, entry.name));
    const kinds = await kindsOf(await Promise.all(paths.map((path) => readFile(path))));
    expect(kinds.get('photo')).toBeUndefined();
    expect(kinds.get('graphic')).toBeGreaterThan(100);
  });
});
