import { describe, expect, it } from 'vitest';
import { exportedImage } from '../../library/exported-image.fixture.ts';
import type { ExportedImage } from '../../library/exported-image.ts';
import { collectImages, SHEET_LIMITS } from './collect-report.ts';

const LIMITS = { minWidth: 64, minHeight: 64, blur: 0.29, dark: 0.32, light: 0.05 };

const collect = async (images: readonly ExportedImage[], rejected: readonly ExportedImage[] = []) => {
  let asked = 0;
  const collected = await collectImages({
    images: (async function* () {
      yield* images;
    })(),
    rejected: (async function* () {
      yield* rejected;
    })(),
    limits: LIMITS,
    previewOf: () => {
      asked += 1;
      return Promise.resolve(null);
    },
    fileNameOf: (id) => `${id}.jpg`,
  });
  return { ...collected, asked };
};

describe('collectImages', () => {
  it('counts images, labels, sources, licences and findings', async () => {
    const collected = await collect([
      exportedImage(1, { caption: 'a hat' }),
      exportedImage(2, { label: null, source: 'openverse', qualityFlags: ['judge.blurry', 'judge.dark'] }),
      exportedImage(3, { licence: { id: 'CC0-1.0', confidence: 'per-item' } }),
    ]);
    expect(collected).toMatchObject({ images: 3, captions: 1, withFindings: 1 });
    expect(collected.labels.map(({ label, count }) => [label, count])).toEqual([
      ['hat', 2],
      [null, 1],
    ]);
    expect(collected.sources).toEqual([
      { name: 'folder', count: 2 },
      { name: 'openverse', count: 1 },
    ]);
    expect(collected.licences.map(({ key, count }) => [key, count])).toEqual([
      ['unknown', 2],
      ['CC0-1.0', 1],
    ]);
    expect(collected.flags).toHaveLength(2);
  });

  it('puts each measured image into one bin of each histogram and counts what lies beyond each limit', async () => {
    const dark = { blur: 0.1, dark: 0.2, light: 0.9, brightness: 0.1, entropy: 2, aspect: 1, sharpness: 1 };
    const washedOut = { ...dark, dark: 1, light: 0.01 };
    const { histograms } = await collect(
      [exportedImage(1), exportedImage(2)],
      [exportedImage(3, { measures: dark, width: 10 }), exportedImage(4, { measures: washedOut })],
    );
    for (const { kept, rejected } of histograms) {
      expect(kept.reduce((sum, count) => sum + count, 0)).toBe(2);
      expect(rejected.reduce((sum, count) => sum + count, 0)).toBe(2);
    }
    const beyond = Object.fromEntries(histograms.map(({ id, thresholds }) => [id, thresholds[0]?.count]));
    expect(beyond).toEqual({ size: 1, sharpness: 2, highlights: 1, shadows: 1 });
  });

  it('shows a capped sample of a large label, the same one each time, and asks for no other preview', async () => {
    const images = Array.from({ length: 500 }, (_, index) => exportedImage(index));
    const first = await collect(images);
    const second = await collect(images);
    expect(first.labels[0]?.count).toBe(500);
    expect(first.labels[0]?.images).toHaveLength(SHEET_LIMITS.images);
    expect(first.asked).toBe(SHEET_LIMITS.images);
    expect(second.labels).toEqual(first.labels);
    expect(first.labels[0]?.images.at(-1)?.fileName).not.toBe(`image-${SHEET_LIMITS.images - 1}.jpg`);
  });
});
