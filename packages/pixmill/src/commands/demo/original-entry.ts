import type { ImageEncoding } from '../../imaging/encode-image.ts';
import { send } from './demo-answers.ts';
import type { DemoEntry } from './demo-entry.ts';
import { imageFile } from './demo-files.ts';
import type { DemoFile } from './demo-files.ts';
import type { DemoImage } from './demo-images.ts';
import { createRandom } from './pictures/random.ts';

const CREATORS: readonly [string, ...string[]] = [
  'Brushfeather',
  'Studio Lantern',
  'The Paper Heron',
  'Inkwell & Moss',
  'Nine Kites',
  '',
];
const LICENCES: readonly [string, ...string[]] = [
  'CC0 1.0',
  'CC BY 4.0',
  'CC BY 4.0',
  'CC BY-SA 4.0',
  'CC BY-NC 4.0',
  '',
  'All rights reserved',
];

/** How the images of a label are stored, by their number; all others are JPEG. */
const ENCODINGS: Readonly<Record<number, ImageEncoding>> = {
  2: { format: 'png' },
  4: { format: 'webp', quality: 86 },
  9: { format: 'jpeg', quality: 90, turned: true },
  11: { format: 'webp', quality: 86 },
  14: { format: 'png' },
  20: { format: 'avif', quality: 62 },
};

const encodingOf = ({ label, number }: DemoImage): ImageEncoding =>
  label === 'tiles' && number === 7 ? { format: 'gif' } : (ENCODINGS[number] ?? { format: 'jpeg', quality: 88 });

const EXTENSIONS = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif', avif: 'avif' } as const;
/** The content type of a file. */
export const typeOf = ({ format }: ImageEncoding): string => `image/${format}`;

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48);

/** A good image as the list has it, and what copies and hard ways need of it. */
export type OriginalEntry = Omit<DemoEntry, 'expected' | 'busyHost'> & {
  readonly image: DemoImage;
  readonly encoding: ImageEncoding;
  readonly file: DemoFile;
};

/** The list's entry for an image. Nothing is drawn yet. */
export const originalEntry = (image: DemoImage): OriginalEntry => {
  const random = createRandom(image.number * 7919 + image.label.length * 104_729);
  const encoding = encodingOf(image);
  const file = imageFile(image, encoding);
  const number = String(image.number).padStart(2, '0');
  return {
    url: `/${slugOf(image.label)}/${number}-${slugOf(image.caption)}.${EXTENSIONS[encoding.format]}`,
    label: image.label,
    caption: image.caption,
    creator: random.pick(CREATORS),
    license: random.pick(LICENCES),
    sha256: null,
    answer: send(file, typeOf(encoding)),
    image,
    encoding,
    file,
  };
};

/** Finds an image by its label and number, e.g. `sea 7`. */
export const originalNamed = (originals: readonly OriginalEntry[], name: string): OriginalEntry => {
  const found = originals.find(({ label, image }) => `${label} ${image.number}` === name);
  if (found === undefined) throw new Error(`Expected the name of an image of the demo but received ${name}.`);
  return found;
};
