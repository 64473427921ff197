import { colours, formatCount, plainText } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { fittedTable } from '../text-table.ts';
import type { SearchAnswer } from './ask-search.ts';
import { foundRow } from './found-rows.ts';

/** Where an image of an answer is, and in which project. */
export type FoundPlace = {
  readonly file: string;
  readonly project: string;
  readonly more: Readonly<Record<string, unknown>>;
};

/** Shows an answer: a table for people, or one JSON value a line. */
export const showAnswer = (
  terminal: Terminal,
  { found, total, notices }: SearchAnswer,
  {
    json,
    byDistance,
    showProjects,
    places,
  }: {
    readonly json: boolean;
    readonly byDistance: boolean;
    readonly showProjects: boolean;
    readonly places: ReadonlyMap<string, FoundPlace>;
  },
): void => {
  const rows = found.map((image) => ({ ...foundRow(image), place: places.get(image.image.id) }));
  const write = (line: string): void => void terminal.out.write(`${line}\n`);
  if (json) {
    for (const { imageId, details, place } of rows) {
      const { file, project, more = {} } = place ?? {};
      write(JSON.stringify({ event: 'image', ...details, file, project, image_id: imageId, ...more }));
    }
    write(JSON.stringify({ event: 'end', total, ...(total === 0 ? { no_good_match: true } : {}), notices }));
    return;
  }
  if (rows.length === 0) {
    write('No good match: no image fits well enough. Try other or fewer words, or a larger --tolerance.');
  } else {
    const head = [byDistance ? 'DISTANCE' : 'SCORE', 'WHY', ...(showProjects ? ['PROJECT'] : []), 'FILE'];
    const cells = rows.map(({ score, why, place }) => [
      byDistance ? score.toFixed(4) : score.toFixed(3),
      plainText(why, 60),
      ...(showProjects ? [plainText(place?.project ?? '', 24)] : []),
      plainText(place?.file ?? '', 1000),
    ]);
    const columns = terminal.isInteractive ? terminal.columns : Infinity;
    write(fittedTable([head, ...cells], { numeric: [0], columns }));
    if (total > rows.length)
      write(colours.dim(`${formatCount(rows.length)} of ${formatCount(total)}; --limit shows more.`));
  }
  for (const notice of notices) write(colours.dim(notice));
};
