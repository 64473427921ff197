import type { Json } from '../../library/candidate.ts';
import type { ExportedImage } from '../../library/exported-image.ts';
import { licenceTerms } from '../../library/licence-terms.ts';
import type { CellValue } from './json-line.ts';

/** What is known of the file that was written for an image; after a transform it differs from the stored one. */
export type WrittenImage = {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly format: string;
};

export type ColumnKind = 'text' | 'integer' | 'decimal' | 'texts' | 'flag';

/** One column of the metadata of an export. */
export type Column = {
  readonly name: string;
  readonly kind: ColumnKind;
  /** `null`, '' and [] count as missing. */
  readonly value: (image: ExportedImage, written: WrittenImage) => CellValue;
};

/** Six digits are more than these measures are worth, and keep lines short. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

const orNull = (text: string | null | undefined): string | null => (text === '' || text === undefined ? null : text);

/** With milliseconds always, so that no reader takes some for timestamps and some for text. */
const moment = (text: string): string => {
  const date = new Date(text);
  return Number.isNaN(date.valueOf()) ? text : date.toISOString();
};

const column = (name: string, kind: ColumnKind, value: Column['value']): Column => ({ name, kind, value });

/** Lists often have such a column of their own, whose name is left to them where no image is described. */
export const DESCRIPTION = 'description';

/** The columns of Pixmill's own, in their order; `file_name` first, so that Hugging Face `datasets` reads it. */
export const OWN_COLUMNS: readonly Column[] = [
  column('file_name', 'text', (_, written) => written.fileName),
  column('sha256', 'text', (_, written) => written.sha256),
  column('phash', 'text', (image) => image.phash),
  column('dhash', 'text', (image) => image.dhash),
  column('width', 'integer', (_, written) => written.width),
  column('height', 'integer', (_, written) => written.height),
  column('format', 'text', (_, written) => written.format),
  column('bytes', 'integer', (_, written) => written.bytes),
  column('label', 'text', (image) => image.label),
  column('caption', 'text', (image) => orNull(image.caption)),
  column('title', 'text', (image) => orNull(image.title)),
  column(DESCRIPTION, 'text', (image) => orNull(image.description)),
  column('tags', 'texts', (image) => image.tags),
  column('source_url', 'text', (image) => orNull(image.sourceUrl)),
  column('page_url', 'text', (image) => orNull(image.pageUrl)),
  column('source', 'text', (image) => image.source),
  column('query', 'text', (image) => orNull(image.query)),
  column('retrieved_at', 'text', (image) => moment(image.retrievedAt)),
  column('license', 'text', (image) => image.licence.id ?? 'unknown'),
  column('license_url', 'text', (image) => licenceTerms(image.licence).url),
  column('license_stated', 'text', (image) => orNull(image.licence.raw)),
  column('creator', 'text', (image) => orNull(image.creator)),
  column('creator_url', 'text', (image) => orNull(image.creatorUrl)),
  column('attribution', 'text', (image) => orNull(image.attribution)),
  column('opt_out', 'text', (image) =>
    image.optOut === null ? null : `${image.optOut.decision} (${image.optOut.rule})`,
  ),
  column('dominant_colors', 'texts', (image) => image.palette),
  column('blur', 'decimal', (image) => rounded(image.measures.blur)),
  column('brightness', 'decimal', (image) => rounded(image.measures.brightness)),
  column('entropy', 'decimal', (image) => rounded(image.measures.entropy)),
  column('aspect', 'decimal', (image) => rounded(image.measures.aspect)),
  column('quality_flags', 'texts', (image) => image.qualityFlags),
  column('duplicates', 'integer', (image) => image.duplicates),
  column('original_name', 'text', (image) => orNull(image.originalName)),
];

/** Written only when images are transformed: the hash of the bytes that were kept. */
export const ORIGINAL_HASH_COLUMN: Column = column('original_sha256', 'text', (image) => image.sha256);

/** A missing value is one that says nothing. */
export const isMissing = (value: CellValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A value of a list's own column as a cell: text, number and flag as they are, lists of texts as lists, others as JSON. */
export const extraCell = (value: Json | undefined): CellValue => {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean')
    return value ?? null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) {
    const texts = value.filter((item): item is string => typeof item === 'string');
    return texts.length === value.length ? texts : JSON.stringify(value);
  }
  return JSON.stringify(value);
};
