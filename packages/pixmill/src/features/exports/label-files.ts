import { stringify } from 'yaml';
import type { ExportedImage } from '../../library/exported-image.ts';
import type { LabelFile } from './export-options.ts';
import { csvLine } from './csv-cell.ts';
import { cleanText } from './json-line.ts';
import type { WrittenImage } from './metadata-columns.ts';

type LabelRecord = Readonly<Record<string, string | number | readonly string[] | null>>;

const textOrNull = (text: string | null): string | null => (text === null ? null : cleanText(text));

/** What a label file says of its image; the same keys in every file. */
const recordOf = (image: ExportedImage, written: WrittenImage): LabelRecord => ({
  file_name: written.fileName,
  label: textOrNull(image.label),
  caption: textOrNull(image.caption),
  title: textOrNull(image.title),
  tags: image.tags.map(cleanText),
  width: written.width,
  height: written.height,
  sha256: written.sha256,
  source: image.source,
  source_url: textOrNull(image.sourceUrl),
  license: image.licence.id ?? 'unknown',
  creator: textOrNull(image.creator),
});

const csv = (record: LabelRecord): string =>
  csvLine(Object.keys(record)) +
  csvLine(
    Object.values(record).map((value) =>
      value === null || typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
    ),
  );

/** The whole text of one label file: `txt` is the label alone on one line, the others hold the same record. */
export const labelFileText = (kind: LabelFile, image: ExportedImage, written: WrittenImage): string => {
  if (kind === 'txt') return `${cleanText(image.label ?? '').replaceAll(/\s+/g, ' ')}\n`;
  const record = recordOf(image, written);
  if (kind === 'json') return `${JSON.stringify(record, null, 2)}\n`;
  return kind === 'csv' ? csv(record) : stringify(record, { lineWidth: 0 });
};
