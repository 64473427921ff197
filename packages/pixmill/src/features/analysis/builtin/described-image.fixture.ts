import { inspectImage } from '../../../imaging/inspect-image.ts';
import type { DescribedImage } from './described-image.ts';

const LIMITS = { maxPixels: 100_000_000, maxChannels: 5 };

/** What would be stored of a file about which nobody says a word, or undefined when it is no image. */
export const readDescribed = async (bytes: Uint8Array): Promise<DescribedImage | undefined> => {
  const result = await inspectImage(bytes, LIMITS, { preview: { kind: 'none' } });
  if (!result.ok) return undefined;
  const { width, height, format, ...measures } = result.inspection;
  return {
    width,
    height,
    format,
    bytes: bytes.length,
    measures,
    title: null,
    caption: null,
    description: null,
    tags: [],
    edited: [],
    label: null,
    query: '',
    source: 'upload',
    creator: null,
    metadata: {},
    retrievedAt: new Date('2026-11-20T08:00:00Z'),
  };
};

/** The same of a file that is an image, with what is given. */
export const described = async (bytes: Uint8Array, given: Partial<DescribedImage> = {}): Promise<DescribedImage> => {
  const image = await readDescribed(bytes);
  if (image === undefined) throw new Error('The file is no image.');
  return { ...image, ...given };
};
