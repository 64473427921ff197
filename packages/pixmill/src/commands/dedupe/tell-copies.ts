import type { CopyKind } from '../../library/duplicates.schema.ts';
import { colours, formatBytes, formatCount, formatImages, formatSeconds, plainText } from '../terminal.ts';
import { fittedTable } from '../text-table.ts';
import type { DedupePlan } from './dedupe-plan.ts';
import type { EndedFile } from './end-copies.ts';
import type { FileGroup, FoundCopies } from './find-copies.ts';

/** Groups that a table shows; a report and --json have all. */
const MOST_ROWS = 40;

type Told = { readonly plan: DedupePlan; readonly problems: readonly string[]; readonly seconds: number };

/** How a copy is like the best file, for people. */
export const KIND_NAMES: { readonly [kind in CopyKind]: string } = {
  exact: 'the same',
  near: 'nearly the same',
  cropped: 'cropped',
  mirrored: 'mirrored',
  turned: 'turned',
  edited: 'edited',
};

const percent = (sureness: number): string => `${Math.floor(sureness * 100)} %`;

const copiesIn = (groups: readonly FileGroup[]): number => groups.reduce((sum, { copies }) => sum + copies.length, 0);
const bytesIn = (groups: readonly FileGroup[]): number =>
  groups.reduce((sum, { copies }) => sum + copies.reduce((all, { image }) => all + image.bytes, 0), 0);

/** What was found, as a table with the surest groups. */
export const tellCopies = (
  { groups, images, comparedBy }: FoundCopies,
  { plan, problems, seconds, columns }: Told & { readonly columns: number },
): string => {
  const shown = groups.slice(0, MOST_ROWS);
  const rows = shown.flatMap(({ best, copies }) => [
    ['', 'best', plainText(best.path, 160)],
    ...copies.map(({ path, kind, sureness }) => [
      percent(sureness),
      KIND_NAMES[kind],
      colours.dim(plainText(path, 160)),
    ]),
    ['', '', ''],
  ]);
  const copies = copiesIn(groups);
  const count = `${formatCount(copies)} ${copies === 1 ? 'copy' : 'copies'}`;
  const by = comparedBy === 'look' ? 'look' : comparedBy;
  const hidden = groups.length - shown.length;
  const lines = [
    `${colours.bold(count)} in ${formatCount(groups.length)} ${groups.length === 1 ? 'group' : 'groups'} of ` +
      `${formatImages(images)}, ${formatBytes(bytesIn(groups))} ${colours.dim(`(by ${by}, ${formatSeconds(seconds)})`)}`,
    '',
    ...(rows.length === 0
      ? []
      : [fittedTable([['sure', 'like', 'file'], ...rows.slice(0, -1)], { numeric: [0], columns })]),
    ...(hidden > 0 ? ['', colours.dim(`and ${formatCount(hidden)} more groups`)] : []),
    ...(rows.length === 0 ? [] : ['']),
    ...problems.map((problem) => `Note: ${plainText(problem, 400)}`),
    ...(plan.report === null ? [] : [`Look at ${plan.report}`]),
    ...(plan.end.kind === 'nothing'
      ? [
          colours.dim('Nothing was changed.') +
            (plan.report === null && groups.length > 0 ? ' Add --out report.html to see them side by side.' : ''),
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
};

/** What became of the copies. */
export const tellEnds = (
  ended: readonly EndedFile[] | null,
  { plan: { end, isDry }, found }: { readonly plan: DedupePlan; readonly found: FoundCopies },
): string => {
  const files = (count: number): string => `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;
  const all = copiesIn(found.groups);
  if (ended === null) {
    if (isDry && end.kind !== 'nothing') {
      return `${files(all)} would be ${end.kind === 'move' ? `moved to ${end.to}` : 'deleted'}. Nothing was changed.\n`;
    }
    return 'Nothing was changed.\n';
  }
  const done = ended.filter(({ problem }) => problem === null).length;
  const left = ended.filter(({ problem }) => problem !== null);
  const lines = [
    `${files(done)} ${end.kind === 'move' ? `moved to ${end.to}` : 'deleted'}.`,
    ...left.map(({ path, problem }) => `Left: ${plainText(path, 160)}: ${problem ?? ''}.`),
  ];
  return `${lines.join('\n')}\n`;
};

/** The same as JSON, a line each. */
export const eventsOf = function* (
  { groups, images, files, comparedBy }: FoundCopies,
  { plan, problems, seconds, ended }: Told & { readonly ended: readonly EndedFile[] | null },
) {
  const round = (sureness: number): number => Math.round(sureness * 10_000) / 10_000;
  for (const { best, why, copies, sureness } of groups) {
    yield JSON.stringify({
      event: 'group',
      sureness: round(sureness),
      best: { file: best.path, width: best.image.width, height: best.image.height, bytes: best.image.bytes, why },
      copies: copies.map(({ path, kind, sureness: sure, image }) => ({
        file: path,
        kind,
        sureness: round(sure),
        width: image.width,
        height: image.height,
        bytes: image.bytes,
      })),
    });
  }
  for (const { path, to, problem } of ended ?? []) {
    const event = problem !== null ? 'left' : to === null ? 'deleted' : 'moved';
    yield JSON.stringify({
      event,
      file: path,
      ...(to === null ? {} : { to }),
      ...(problem === null ? {} : { problem }),
    });
  }
  yield JSON.stringify({
    event: 'end',
    folder: plan.root,
    files,
    images,
    groups: groups.length,
    copies: copiesIn(groups),
    copy_bytes: bytesIn(groups),
    threshold: plan.threshold,
    compared_by: comparedBy,
    changed: ended?.filter(({ problem }) => problem === null).length ?? 0,
    notices: problems,
    report: plan.report,
    seconds: Math.round(seconds * 10) / 10,
  });
};
