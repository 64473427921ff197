import type { ImageFormat } from '../../imaging/inspection.ts';
import type { LabelFile } from './export-options.ts';

/** No folder gets more entries than this: the limit of the Hugging Face Hub, and kind to every file browser. */
export const MAX_FOLDER_ENTRIES = 10_000;

/** Extensions by format; their place in `EXTENSIONS` is what slots remember. */
const EXTENSION: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'avif',
  tiff: 'tiff',
  bmp: 'bmp',
};
export const EXTENSIONS: readonly string[] = Object.values(EXTENSION);

export const extensionOf = (format: ImageFormat): string => EXTENSION[format];

/** Where the files of an image go; numbers start at 1. */
export type ImageLayout = {
  /** Without extension, e.g. `hat/000001` or, for a large label, `hat/0000/000001`. */
  readonly stem: (place: { readonly label: number; readonly number: number }) => string;
};

/**
 * Lays out `images/` and `labels/` alike. A label with more images than a folder may hold is spread over numbered
 * folders; torchvision's ImageFolder walks them, and `metadata.jsonl` names them.
 */
export const createLayout = (options: {
  /** Directory and number of images of each label, in the order of their indexes. */
  readonly labels: readonly { readonly directory: string; readonly images: number }[];
  readonly labelFiles: readonly LabelFile[];
}): ImageLayout => {
  const perFolder = Math.floor(MAX_FOLDER_ENTRIES / Math.max(1, options.labelFiles.length));
  return {
    stem: ({ label, number }) => {
      const { directory, images } = options.labels[label] ?? { directory: '', images: 0 };
      const digits = Math.max(6, String(images).length);
      const name = String(number).padStart(digits, '0');
      if (images <= perFolder) return `${directory}/${name}`;
      const folders = Math.ceil(images / perFolder);
      const folder = String(Math.floor((number - 1) / perFolder)).padStart(Math.max(4, String(folders).length), '0');
      return `${directory}/${folder}/${name}`;
    },
  };
};
