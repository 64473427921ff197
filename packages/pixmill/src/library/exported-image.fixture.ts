import { createHash } from 'node:crypto';
import type { ExportedImage } from './exported-image.ts';

/** Bytes that stand for image `index` in tests; not a picture, exports only carry them. */
export const imageBytes = (index: number): Buffer => Buffer.from(`bytes of image ${index}`);

/** A plausible kept image for tests, with the hash and size of `imageBytes(index)`. */
export const exportedImage = (index: number, changes: Partial<ExportedImage> = {}): ExportedImage => ({
  id: `image-${index}`,
  sha256: createHash('sha256').update(imageBytes(index)).digest('hex'),
  phash: index.toString(16).padStart(16, '0'),
  dhash: '0'.repeat(16),
  width: 400,
  height: 300,
  format: 'jpeg',
  bytes: imageBytes(index).length,
  label: 'hat',
  caption: null,
  title: null,
  description: null,
  tags: [],
  sourceUrl: null,
  pageUrl: null,
  source: 'folder',
  query: 'hats',
  retrievedAt: '2026-11-20T08:00:00Z',
  licence: { id: null, confidence: 'none' },
  creator: null,
  creatorUrl: null,
  attribution: null,
  optOut: null,
  palette: ['#102030'],
  measures: { blur: 0.5, dark: 0.9, light: 0.5, brightness: 0.5, entropy: 7, aspect: 4 / 3, sharpness: 100 },
  qualityFlags: [],
  duplicates: 0,
  metadata: {},
  originalName: null,
  ...changes,
});
