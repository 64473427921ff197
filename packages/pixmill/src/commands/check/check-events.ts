import { once } from 'node:events';
import type { Terminal } from '../terminal.ts';
import type { CheckResult } from './check-summary.ts';
import { sizeOf } from './odd-sizes.ts';

/** Lines that are gathered before they are written. */
const LINES_PER_WRITE = 500;

/**
 * Writes what a check has found for programs, one JSON value a line: a `file` line for every file in the order of their
 * names, with all of its findings; a `duplicates` line for every picture that is there more than once; one `end` line
 * with all counts, which is missing when the output was cut off. Waits for the reader, so that memory stays flat.
 */
export const writeCheckEvents = async (
  result: CheckResult,
  {
    terminal,
    interrupted,
    seconds,
  }: { readonly terminal: Terminal; readonly interrupted: boolean; readonly seconds: number },
): Promise<void> => {
  let pending: string[] = [];
  const flush = async (): Promise<void> => {
    const text = pending.join('');
    pending = [];
    if (text !== '' && !terminal.out.write(text)) await once(terminal.out, 'drain');
  };
  const write = async (event: object): Promise<void> => {
    if (pending.push(`${JSON.stringify(event)}\n`) >= LINES_PER_WRITE) await flush();
  };
  for (const event of fileEvents(result)) await write(event);
  for (const event of duplicateEvents(result)) await write(event);
  await write(endEvent(result, { interrupted, seconds }));
  await flush();
};

const fileEvents = function* (result: CheckResult): Iterable<object> {
  const { found, files } = result;
  for (const { path, code, detail } of found.faults) {
    yield { event: 'file', path, readable: false, code, detail };
  }
  for (const [index, path] of found.paths.entries()) {
    const unreadable = files.unreadable.get(index);
    if (unreadable !== undefined) yield { event: 'file', path, readable: false, ...unreadable };
    else if (files.isMeasured(index)) yield imageEvent(result, index, path);
  }
};

const imageEvent = ({ files, duplicates, found, usual }: CheckResult, index: number, path: string): object => {
  const number = (column: ArrayLike<number>): number => column[index] ?? 0;
  const width = number(files.width);
  const height = number(files.height);
  const duplicate = duplicates.get(index);
  return {
    event: 'file',
    path,
    readable: true,
    format: files.formatOf(index),
    width,
    height,
    bytes: number(files.bytes),
    sha256: files.sha256Of(index),
    phash: files.phashOf(index),
    scores: {
      dark: rounded(number(files.dark)),
      light: rounded(number(files.light)),
      odd_aspect_ratio: rounded(Math.min(width / height, height / width)),
      low_information: rounded(Math.min(1, number(files.entropy) / 10)),
      blurry: rounded(number(files.blurry)),
      odd_size: rounded(usual?.scoreOf(sizeOf(width, height)) ?? 1),
    },
    brightness: rounded(number(files.brightness)),
    sharpness: rounded(number(files.sharpness)),
    findings: files.findingsOf(index),
    rejected: files.isRejected(index),
    duplicate:
      duplicate === undefined
        ? null
        : {
            kind: duplicate.kind,
            of: found.paths[duplicate.of],
            distance: duplicate.distance,
            best: found.paths[duplicate.best],
          },
  };
};

const duplicateEvents = function* ({ duplicates, found }: CheckResult): Iterable<object> {
  const groups = Map.groupBy(duplicates, ([, { best }]) => best);
  for (const [best, copies] of [...groups].toSorted(([a], [b]) => a - b)) {
    yield {
      event: 'duplicates',
      best: found.paths[best],
      copies: copies.map(([index, { kind, of, distance }]) => ({
        path: found.paths[index],
        kind,
        of: found.paths[of],
        distance,
      })),
    };
  }
};

const endEvent = (
  { summary, plan, usual }: CheckResult,
  { interrupted, seconds }: { interrupted: boolean; seconds: number },
): object => ({
  event: 'end',
  folder: plan.root,
  interrupted,
  seconds: rounded(seconds),
  files: summary.files,
  not_checked: summary.left,
  images: summary.images,
  bytes: summary.bytes,
  with_findings: summary.withFindings,
  rejected: summary.rejected,
  findings: Object.fromEntries(summary.checks.map(({ name, count }) => [name, count])),
  usual_size: usual === null ? null : { least: rounded(usual.least), most: rounded(usual.most) },
  duplicates: {
    groups: summary.duplicateGroups,
    ...Object.fromEntries(summary.duplicates.map(({ kind, groups, files, bytes }) => [kind, { groups, files, bytes }])),
  },
  unreadable: Object.fromEntries(summary.unreadable.map(({ code, count }) => [code, count])),
  formats: Object.fromEntries(summary.formats.map(({ format, count }) => [format, count])),
  sizes: summary.sizes,
  passed_over: summary.others.count,
  rules: {
    level: plan.rules.level,
    mode: plan.rules.mode,
    min_size: `${plan.rules.minWidth}x${plan.rules.minHeight}`,
    max_aspect: plan.rules.maxAspect,
    min_bytes: plan.rules.minBytes,
    max_bytes: plan.rules.maxBytes,
    near: plan.nearDistance ?? 'off',
  },
});

/** Six digits are all that a stored score holds. */
const rounded = (value: number): number => Number(value.toPrecision(6));
