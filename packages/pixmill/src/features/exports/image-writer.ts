import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExportedImage } from '../../library/exported-image.ts';
import type { ExportFormat, LabelFile } from './export-options.ts';
import type { ExportPlan } from './export-plan.ts';
import { loadImage, type OpenImage, type TransformImage } from './image-bytes.ts';
import { labelFileText } from './label-files.ts';
import type { WrittenImage } from './metadata-columns.ts';

/** An image whose files are on disk. */
export type PreparedImage = {
  readonly image: ExportedImage;
  readonly written: WrittenImage;
  /** Kept only for formats that put them into a file of their own. */
  readonly bytes: Uint8Array | null;
};

/** Writes the files of single images, durably: the image itself for `imagefolder`, and its label files. */
export const createImageWriter = (options: {
  readonly directory: string;
  readonly plan: ExportPlan;
  readonly formats: readonly ExportFormat[];
  readonly labelFiles: readonly LabelFile[];
  readonly openImage: OpenImage;
  readonly transformImage?: TransformImage | undefined;
}): ((image: ExportedImage) => Promise<PreparedImage>) => {
  const { directory, plan, formats, labelFiles } = options;
  const made = new Map<string, Promise<unknown>>();

  const write = async (path: string, content: Uint8Array | string): Promise<void> => {
    const absolute = join(directory, path);
    const parent = dirname(absolute);
    let ready = made.get(parent);
    if (ready === undefined) made.set(parent, (ready = mkdir(parent, { recursive: true })));
    await ready;
    await writeFile(absolute, content, { flag: 'wx', flush: true });
  };

  return async (image) => {
    // Taken before anything is awaited, so that places follow the order of the images.
    const place = plan.take(image.id, image.label);
    const loaded = await loadImage(image, options);
    const { bytes, sha256, width, height, format } = loaded;
    const fileName = plan.imageFile(place, format);
    const written: WrittenImage = { fileName, sha256, bytes: bytes.length, width, height, format };
    if (formats.includes('imagefolder')) await write(fileName, bytes);
    const labelHashes: string[] = [];
    for (const kind of labelFiles) {
      const text = labelFileText(kind, image, written);
      await write(plan.labelFile(place, kind), text);
      labelHashes.push(createHash('sha256').update(text).digest('hex'));
    }
    plan.remember(place, { format, sha256, labelHashes });
    return { image, written, bytes: formats.includes('webdataset') ? bytes : null };
  };
};
