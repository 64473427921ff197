import { exportError } from './export.errors.ts';

/** Formats that exports can be written in. */
export const EXPORT_FORMATS = ['imagefolder', 'webdataset'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Kinds of label files, one beside each image. */
export const LABEL_FILES = ['txt', 'json', 'csv', 'yaml'] as const;
export type LabelFile = (typeof LABEL_FILES)[number];

/** `inside`: shrink to fit, never enlarge; `cover`: fill the box and crop; `fill`: stretch to the box. Pixels, 1..16384. */
export type Resize = { readonly width: number; readonly height: number; readonly fit: 'inside' | 'cover' | 'fill' };

/** `null` in its place means: keep the format of the image. Quality 1..100. */
export type Encode = { readonly format: 'jpeg' | 'webp' | 'png'; readonly quality: number };

/** How kept images are written. */
export type OutputPlan = {
  readonly formats: readonly ExportFormat[];
  readonly labelFiles: readonly LabelFile[];
  /** `null` keeps the size. */
  readonly resize: Resize | null;
  readonly encode: Encode | null;
};

const parseList = <const T extends string>(
  value: string,
  known: readonly T[],
  code: 'export.unknown_format' | 'export.unknown_labels',
): readonly T[] => {
  const names = value
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  const wanted = new Set<string>(names);
  const found = known.filter((name) => wanted.delete(name));
  const [unknown] = wanted;
  if (unknown !== undefined || found.length === 0) {
    throw exportError(code, { value: unknown ?? value, known: known.join(', ') });
  }
  return found;
};

/** Reads `--format`, e.g. `imagefolder,webdataset`; throws `export.unknown_format`. */
export const parseFormats = (value: string): readonly ExportFormat[] =>
  parseList(value, EXPORT_FORMATS, 'export.unknown_format');

/** Reads `--labels`, e.g. `txt,json`; throws `export.unknown_labels`. */
export const parseLabelFiles = (value: string): readonly LabelFile[] =>
  parseList(value, LABEL_FILES, 'export.unknown_labels');

/** Reads `--resize`, e.g. `512x512:inside` (the default fit); throws `export.bad_resize`. */
export const parseResize = (value: string): Resize => {
  const match = /^(\d{1,5})x(\d{1,5})(?::(inside|cover|fill))?$/i.exec(value.trim());
  const width = Number(match?.[1]);
  const height = Number(match?.[2]);
  const fit = match?.[3]?.toLowerCase() ?? 'inside';
  const inRange = width >= 1 && width <= 16_384 && height >= 1 && height <= 16_384;
  if (!inRange || (fit !== 'inside' && fit !== 'cover' && fit !== 'fill')) {
    throw exportError('export.bad_resize', { value });
  }
  return { width, height, fit };
};

/** Reads `--encode`, e.g. `jpeg:90`, `webp`, `keep`; `null` keeps the format. Throws `export.bad_encode`. */
export const parseEncode = (value: string): Encode | null => {
  if (value.trim().toLowerCase() === 'keep') return null;
  const match = /^(jpeg|jpg|webp|png)(?::(\d{1,3}))?$/i.exec(value.trim());
  const name = match?.[1]?.toLowerCase();
  const quality = Number(match?.[2] ?? 90);
  if (name === undefined || quality < 1 || quality > 100) throw exportError('export.bad_encode', { value });
  return { format: name === 'webp' ? 'webp' : name === 'png' ? 'png' : 'jpeg', quality };
};
