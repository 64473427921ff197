import { colours, formatCount, plainText } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { formatTable } from '../text-table.ts';
import type { SearchAnswer } from './ask-search.ts';
import { foundRow } from './found-rows.ts';
import type { FoundRow } from './found-rows.ts';

/** Where an image of an answer is, and in which project. */
export type FoundPlace = {
  readonly file: string;
  readonly project: string;
  readonly more: Readonly<Record<string, unknown>>;
};

/** How an answer is shown. */
export type ShownAs = {
  /** By image id. */
  readonly places: ReadonlyMap<string, FoundPlace>;
  /** Of a likeness: small is good. */
  readonly byDistance: boolean;
  readonly showProjects: boolean;
};

type PlacedRow = FoundRow & { readonly place: FoundPlace | undefined };

/** Shows an answer: a table for people, or one JSON value a line. */
export const showAnswer = (
  terminal: Terminal,
  { found, total, notices }: SearchAnswer,
  { json, places, ...shown }: ShownAs & { readonly json: boolean },
): void => {
  const rows = found.map((image) => ({ ...foundRow(image), place: places.get(image.image.id) }));
  const write = (line: string): void => void terminal.out.write(`${line}\n`);
  if (json) {
    for (const row of rows) write(JSON.stringify(imageEvent(row)));
    write(JSON.stringify({ event: 'end', total, ...(total === 0 ? { no_good_match: true } : {}), notices }));
    return;
  }
  if (rows.length > 0) write(tableOf(rows, { ...shown, columns: terminal.isInteractive ? terminal.columns : null }));
  else write('No good match: no image fits well enough. Try other or fewer words, or a larger --tolerance.');
  if (total > rows.length) {
    write(colours.dim(`${formatCount(rows.length)} of ${formatCount(total)}; --limit shows more.`));
  }
  for (const notice of notices) write(colours.dim(notice));
};

const imageEvent = ({ imageId, details, place }: PlacedRow) => ({
  event: 'image',
  ...details,
  file: place?.file,
  project: place?.project,
  image_id: imageId,
  ...place?.more,
});

/** In fewer columns there is less room for all but the names of files. */
const WIDE = 110;
const LEAST_FILE = 20;
const LONGEST_FILE = 1000;

const tableOf = (
  rows: readonly PlacedRow[],
  { byDistance, showProjects, columns }: Omit<ShownAs, 'places'> & { readonly columns: number | null },
): string => {
  const isWide = columns === null || columns >= WIDE;
  const head = [byDistance ? 'DISTANCE' : 'SCORE', 'WHY', ...(showProjects ? ['PROJECT'] : [])];
  const cells = rows.map(({ score, why, place }) => [
    byDistance ? score.toFixed(4) : score.toFixed(3),
    plainText(why, isWide ? 60 : 30),
    ...(showProjects ? [plainText(place?.project ?? '', isWide ? 30 : 14)] : []),
  ]);
  const taken = head.map((_, column) => Math.max(...[head, ...cells].map((row) => row[column]?.length ?? 0)));
  const room =
    columns === null
      ? LONGEST_FILE
      : Math.max(
          LEAST_FILE,
          taken.reduce((left, width) => left - width - 2, columns),
        );
  const files = rows.map(({ place }) => endOf(plainText(place?.file ?? '', LONGEST_FILE), room));
  const lines = cells.map((row, index) => [...row, files[index] ?? '']);
  return formatTable([[...head, 'FILE'], ...lines], [0]);
};

/** The end of a path or an address tells files apart. */
const endOf = (file: string, length: number): string =>
  file.length <= length ? file : `…${file.slice(file.length - length + 1)}`;
