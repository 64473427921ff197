/** Extensions of image files, also of kinds that are refused later, so that each gets an outcome that says why. */
const IMAGE_EXTENSIONS = new Set(
  (
    'jpg jpeg jpe jfif png apng webp gif avif tif tiff bmp dib heic heif jxl jp2 j2k jpx svg svgz ico cur tga psd ' +
    'exr hdr pnm pbm pgm ppm raw dng cr2 cr3 nef arw orf rw2 raf'
  ).split(' '),
);

const ARCHIVE_EXTENSIONS = new Set('zip tar tgz gz bz2 tbz2 xz txz zst 7z rar'.split(' '));

const SYSTEM_NAMES = new Set([
  'thumbs.db',
  'desktop.ini',
  '__macosx',
  '$recycle.bin',
  'system volume information',
  '@eadir',
]);

/** Kinds of files that stand beside an image and tell about it: caption, metadata, label (WebDataset's `.cls`). */
export type SideCarKind = 'txt' | 'json' | 'cls';

/** The parts of a path within a folder or an archive, always with `/`. */
export type FileName = {
  readonly base: string;
  /** Without the last extension; equal for an image and its side-cars. */
  readonly stem: string;
  /** Last extension in lower case, without the dot; empty when there is none. */
  readonly extension: string;
  /** Name of the folder that it lies in; `null` at the top. */
  readonly folder: string | null;
};

/** Takes a path apart. */
export const parseFileName = (path: string): FileName => {
  const slash = path.lastIndexOf('/');
  const base = path.slice(slash + 1);
  const dot = base.lastIndexOf('.');
  const folder = slash <= 0 ? null : path.slice(path.lastIndexOf('/', slash - 1) + 1, slash);
  return {
    base,
    stem: dot <= 0 ? path : path.slice(0, slash + 1 + dot),
    extension: dot <= 0 ? '' : base.slice(dot + 1).toLowerCase(),
    folder,
  };
};

export const isImageExtension = (extension: string): boolean => IMAGE_EXTENSIONS.has(extension);

export const isArchiveExtension = (extension: string): boolean => ARCHIVE_EXTENSIONS.has(extension);

/** Which side-car an extension stands for; `undefined` for any other. */
export const sideCarKind = (extension: string): SideCarKind | undefined =>
  extension === 'txt' || extension === 'json' || extension === 'cls' ? extension : undefined;

/** Whether systems make a file or folder of this name for themselves. */
export const isSystemName = (base: string): boolean => base.startsWith('.') || SYSTEM_NAMES.has(base.toLowerCase());
