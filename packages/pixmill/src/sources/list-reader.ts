import type { Json } from '../library/candidate.ts';
import type { SourceContext } from '../library/source.ts';
import { inputError } from './inputs.errors.ts';

/** Rows of a batch, at most; also the rows of a page. */
export const BATCH_ROWS = 1_000;

/** A row that stands in the list but cannot be understood. */
export type UnreadableRow = {
  /** Row number, from 1. */
  readonly row: number;
  readonly code: 'input.row_unreadable' | 'input.row_too_long';
  /** Why, with the line where one is known. */
  readonly detail: string;
};

/** Up to 1,000 rows of a list, in whatever form its reader has them. */
export type RowBatch = {
  /** Names of the columns; the same array in every batch as long as they are the same. */
  readonly columns: readonly string[];
  readonly length: number;
  /** Row number, from 1 and unique in the file, of the batch's row `index` (0 ..< length). */
  readonly rowNumber: (index: number) => number;
  /** What stands in a column; `undefined` when nothing does. */
  readonly value: (index: number, column: number) => unknown;
  readonly unreadable: readonly UnreadableRow[];
  /** Where the next batch begins; for the same reader in another process. */
  readonly next: { readonly [key: string]: Json };
};

/** What a reader gets. */
export type ListInput = {
  /** Path or URL, for messages and for opening it. */
  readonly path: string;
  /** The bytes from the beginning, unpacked; readers that jump about open the path themselves. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly context: SourceContext;
};

/**
 * Reads one format, from the beginning or from the `next` of an earlier batch. Memory does not grow with the file.
 * Throws `input.damaged` after the batches that could be read.
 */
export type RowReader = (input: ListInput, from: Json | undefined) => AsyncIterable<RowBatch>;

/** Reads whole numbers out of a position that went through a database; throws `input.bad_cursor`. */
export const positionNumbers = <const Name extends string>(
  position: Json | undefined,
  names: readonly Name[],
  path: string,
): Readonly<Record<Name, number>> => {
  const numbers: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = position === undefined ? 0 : jsonField(position, name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
      throw inputError('input.bad_cursor', { path });
    numbers[name] = value;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop above fills every name
  return numbers as Record<Name, number>;
};

/** A field of a JSON object; `undefined` for anything else. */
export const jsonField = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
