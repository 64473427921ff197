import type { ExportedImage } from '../../library/exported-image.ts';
import { extraColumnNames, MAX_EXTRA_COLUMNS } from './extra-columns.ts';
import { cellJson, cellText, type CellValue } from './json-line.ts';
import {
  DESCRIPTION,
  extraCell,
  isMissing,
  ORIGINAL_HASH_COLUMN,
  OWN_COLUMNS,
  type Column,
  type ColumnKind,
  type WrittenImage,
} from './metadata-columns.ts';

/** A column that is written, and what its readers need of it. */
export type PlannedColumn = Column & {
  /** Every image has a value. */
  readonly complete: boolean;
  /**
   * Its first value comes so late that readers, which infer types from the first 10 MB of `metadata.jsonl`, would not see
   * it: it is written as text in every line.
   */
  readonly late: boolean;
  /** Early values all look like timestamps and later ones do not: dates get milliseconds, which readers take for text. */
  readonly mixedDates: boolean;
};

/** `datasets` reads blocks of 10 MiB; half of it is far enough from its edge. */
const EARLY_CHARACTERS = 4 * 1024 * 1024;

/** What Arrow's JSON reader takes for a timestamp. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:[ T](\d{2})(?:(:\d{2})(:\d{2})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

type Sight = {
  count: number;
  late: boolean;
  kinds: Set<ColumnKind>;
  earlyOtherText: boolean;
  dates: boolean;
  otherText: boolean;
};

const newSight = (late: boolean): Sight => ({
  count: 0,
  late,
  kinds: new Set(),
  earlyOtherText: false,
  dates: false,
  otherText: false,
});

const kindOf = (value: CellValue): ColumnKind => {
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'decimal';
  return Array.isArray(value) ? 'texts' : 'text';
};

const note = (sight: Sight, value: CellValue, early: boolean): void => {
  sight.count += 1;
  sight.kinds.add(kindOf(value));
  if (typeof value !== 'string') return;
  if (DATE.test(value)) sight.dates = true;
  else {
    sight.otherText = true;
    if (early) sight.earlyOtherText = true;
  }
};

const commonKind = (kinds: ReadonlySet<ColumnKind>): ColumnKind => {
  const [only] = kinds;
  if (kinds.size === 1 && only !== undefined) return only;
  return kinds.size === 2 && kinds.has('integer') && kinds.has('decimal') ? 'decimal' : 'text';
};

/** Sees every image once and decides which columns are written, and how. Memory does not grow with the images. */
export const createColumnSurvey = (options: { readonly transformed: boolean }) => {
  const own = [...OWN_COLUMNS, ...(options.transformed ? [ORIGINAL_HASH_COLUMN] : [])];
  const ownSights = new Map<string, Sight>();
  const extraSights = new Map<string, Sight>();
  let tooManyExtras = false;
  let images = 0;
  let characters = 0;
  let metadataSight: Sight | null = null;

  const see = (sights: Map<string, Sight>, key: string, value: CellValue, early: boolean): void => {
    let sight = sights.get(key);
    if (sight === undefined) sights.set(key, (sight = newSight(!early)));
    note(sight, value, early);
  };

  const add = (image: ExportedImage): void => {
    const early = characters < EARLY_CHARACTERS;
    const written: WrittenImage = { ...image, fileName: 'x' };
    images += 1;
    characters += JSON.stringify(image).length;
    for (const column of own) {
      const value = column.value(image, written);
      if (!isMissing(value)) see(ownSights, column.name, value, early);
    }
    for (const [key, raw] of Object.entries(image.metadata)) {
      const value = extraCell(raw);
      if (isMissing(value)) continue;
      metadataSight ??= newSight(!early);
      metadataSight.count += 1;
      if (extraSights.size < MAX_EXTRA_COLUMNS || extraSights.has(key)) see(extraSights, key, value, early);
      else tooManyExtras = true;
    }
  };

  const planned = (column: Column, sight: Sight): PlannedColumn => ({
    ...column,
    complete: sight.count === images,
    late: sight.late,
    mixedDates: sight.dates && sight.otherText && !sight.earlyOtherText,
  });

  const plan = (): readonly PlannedColumn[] => {
    const columns = own.flatMap((column) => {
      const sight = ownSights.get(column.name);
      return sight === undefined ? [] : [planned(column, sight)];
    });
    if (tooManyExtras && metadataSight !== null) {
      const value: Column['value'] = ({ metadata }) =>
        Object.keys(metadata).length === 0 ? null : JSON.stringify(metadata);
      return [...columns, planned({ name: 'metadata', kind: 'text', value }, { ...metadataSight, count: 0 })];
    }
    const names = extraColumnNames(extraSights.keys(), { described: ownSights.has(DESCRIPTION) });
    for (const [key, name] of [...names].toSorted(([, a], [, b]) => (a < b ? -1 : 1))) {
      const sight = extraSights.get(key);
      if (sight === undefined) continue;
      const kind = commonKind(sight.kinds);
      columns.push(planned({ name, kind, value: ({ metadata }) => extraCell(metadata[key]) }, sight));
    }
    return columns;
  };

  return { add, plan };
};

/** The same moment in a spelling that readers take for text. */
const withMilliseconds = (text: string): string => {
  const match = DATE.exec(text);
  if (match === null) return text;
  const [day, hour, minute = ':00', second = ':00', zone = ''] = [text.slice(0, 10), ...match.slice(1)];
  return `${day}${hour === undefined ? 'T00' : `T${hour}`}${minute}${second}.000${zone}`;
};

const shaped = (column: PlannedColumn, value: CellValue): CellValue => {
  if (isMissing(value)) return column.kind === 'texts' ? [] : null;
  if (column.kind !== 'text') return value;
  const text = cellText(value);
  return column.mixedDates ? withMilliseconds(text) : text;
};

/**
 * JSON of one column for one image.
 * `lines`: for a file whose readers infer types from its first 10 MB; missing values are `null` or `[]`.
 * `samples`: for readers that infer types from five samples; every value is there, and of one plain type.
 */
export const columnJson = (
  column: PlannedColumn,
  image: ExportedImage,
  written: WrittenImage,
  purpose: 'lines' | 'samples',
): string => {
  const value = shaped(column, column.value(image, written));
  const asText = column.late || (purpose === 'samples' && (column.kind === 'texts' || !column.complete));
  if (asText) return cellJson(isMissing(value) ? '' : cellText(value), false);
  return cellJson(value, column.kind === 'decimal');
};
