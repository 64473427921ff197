import type { ImageEncoding } from '../../imaging/encode-image.ts';
import { halved, relit } from './change-picture.ts';
import { redirect, send } from './demo-answers.ts';
import type { DemoAnswer } from './demo-answers.ts';
import type { DemoEntry } from './demo-entry.ts';
import { imageFile } from './demo-files.ts';
import { typeOf } from './original-entry.ts';
import type { OriginalEntry } from './original-entry.ts';
import type { Canvas } from './pictures/canvas.ts';

/** Copies of good images: which image, what became of it, and by what it is found. */
export const copiedEntries = (originals: readonly OriginalEntry[]): DemoEntry[] => {
  const copy = (
    at: number,
    expected: string,
    url: (entry: OriginalEntry) => string,
    answer: (entry: OriginalEntry) => DemoAnswer | null,
  ): DemoEntry[] => {
    const entry = originals[at];
    return entry === undefined ? [] : [{ ...entry, url: url(entry), answer: answer(entry), expected, busyHost: false }];
  };
  const elsewhere = (folder: string) => (entry: OriginalEntry) => `/${folder}${entry.url.replace(/\.\w+$/, '.jpg')}`;
  const near = (at: number, folder: string, encoding: ImageEncoding, change?: (canvas: Canvas) => Canvas) =>
    copy(at, 'dedupe.near', elsewhere(folder), ({ image }) =>
      send(imageFile(image, encoding, change), typeOf(encoding)),
    );
  return [
    ...[0, 30].flatMap((at) =>
      copy(
        at,
        'dedupe.same_url',
        ({ url }) => url,
        () => null,
      ),
    ),
    ...[5, 52, 77, 125].flatMap((at) => copy(at, 'dedupe.exact', elsewhere('mirror'), ({ answer }) => answer)),
    ...copy(79, 'dedupe.exact', elsewhere('latest'), ({ url }) => redirect(url)),
    ...[1, 97].flatMap((at) =>
      copy(at, 'dedupe.same_pixels', elsewhere('lossless'), ({ image }) =>
        send(imageFile(image, { format: 'webp', lossless: true }), 'image/webp'),
      ),
    ),
    ...[12, 40, 61, 109].flatMap((at) => near(at, 'thumbnails', { format: 'jpeg', quality: 82 }, halved)),
    ...[17, 65, 118].flatMap((at) => near(at, 'compressed', { format: 'jpeg', quality: 45 })),
    ...[22, 90, 136].flatMap((at) =>
      near(at, 'edited', { format: 'jpeg', quality: 70 }, (canvas) => relit(canvas, { contrast: 1.06, light: 6 })),
    ),
  ];
};
