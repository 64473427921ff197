import { halved, relit } from './change-picture.ts';
import { redirect, send } from './demo-answers.ts';
import type { DemoAnswer } from './demo-answers.ts';
import type { DemoEntry } from './demo-entry.ts';
import { imageFile } from './demo-files.ts';
import { originalNamed } from './original-entry.ts';
import type { OriginalEntry } from './original-entry.ts';
import type { Canvas } from './pictures/canvas.ts';

/** Copies of good images: which image, what became of it, and by what it is found. */
export const copiedEntries = (originals: readonly OriginalEntry[]): DemoEntry[] => {
  const copy = (
    name: string,
    expected: string,
    url: (entry: OriginalEntry) => string,
    answer: (entry: OriginalEntry) => DemoAnswer | null,
  ): DemoEntry => {
    const entry = originalNamed(originals, name);
    return { ...entry, url: url(entry), answer: answer(entry), expected, busyHost: false };
  };
  const elsewhere = (folder: string) => (entry: OriginalEntry) => `/${folder}${entry.url.replace(/\.\w+$/, '.jpg')}`;
  const sameUrl = (name: string) =>
    copy(
      name,
      'dedupe.same_url',
      ({ url }) => url,
      () => null,
    );
  const exact = (name: string) => copy(name, 'dedupe.exact', elsewhere('mirror'), ({ answer }) => answer);
  const samePixels = (name: string) =>
    copy(name, 'dedupe.same_pixels', elsewhere('lossless'), ({ image }) =>
      send(imageFile(image, { format: 'webp', lossless: true }), 'image/webp'),
    );
  const near = (folder: string, quality: number, change?: (canvas: Canvas) => Canvas) => (name: string) =>
    copy(name, 'dedupe.near', elsewhere(folder), ({ image }) =>
      send(imageFile(image, { format: 'jpeg', quality }, change), 'image/jpeg'),
    );
  const brighter = (canvas: Canvas): Canvas => relit(canvas, { contrast: 1.06, light: 6 });
  return [
    ...['mountains 1', 'sea 7'].map(sameUrl),
    ...['mountains 6', 'night sky 5', 'city 6', 'flowers 18'].map(exact),
    copy('city 8', 'dedupe.exact', elsewhere('latest'), ({ url }) => redirect(url)),
    ...['mountains 2', 'flowers 2'].map(samePixels),
    ...['mountains 13', 'sea 17', 'night sky 14', 'flowers 3'].map(near('thumbnails', 82, halved)),
    ...['mountains 18', 'night sky 18', 'tiles 7'].map(near('compressed', 45)),
    ...['sea 21', 'city 3', 'flowers 12'].map(near('edited', 70, brighter)),
  ];
};
