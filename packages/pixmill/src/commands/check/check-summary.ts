import type { ImageFormat } from '../../imaging/inspection.ts';
import type { CheckInfo } from './check-list.ts';
import { checkList } from './check-list.ts';
import type { CheckPlan } from './check-plan.ts';
import { DUPLICATE_KINDS } from './duplicates/find-duplicates.ts';
import type { Duplicates, DuplicateKind } from './duplicates/find-duplicates.ts';
import type { FileMeasures } from './file-measures.ts';
import type { FoundFiles } from './find-files.ts';
import { sizeOf, usualSizes } from './odd-sizes.ts';
import type { UsualSizes } from './odd-sizes.ts';
import { findDuplicates } from './duplicates/find-duplicates.ts';

/** Everything that a check has come to, before it is shown in any form. */
export type CheckResult = {
  readonly plan: CheckPlan;
  readonly found: FoundFiles;
  readonly files: FileMeasures;
  readonly duplicates: Duplicates;
  readonly usual: UsualSizes | null;
  readonly summary: CheckSummary;
};

type CheckCount = CheckInfo & { readonly count: number; readonly examples: readonly string[] };
type DuplicateCount = {
  readonly kind: DuplicateKind;
  /** Pictures that have such copies. */
  readonly groups: number;
  /** Copies that could go. */
  readonly files: number;
  readonly bytes: number;
};
type UnreadableCount = { readonly code: string; readonly count: number; readonly examples: readonly string[] };
export type PixelSize = { readonly width: number; readonly height: number };

/** What a check has found, in numbers. */
export type CheckSummary = {
  /** Files that were looked at or could not be; with those that an interruption has left, all that were found. */
  readonly files: number;
  readonly images: number;
  readonly bytes: number;
  /** Files that were not reached before an interruption. */
  readonly left: number;
  readonly checks: readonly CheckCount[];
  readonly duplicates: readonly DuplicateCount[];
  /** Pictures that are there more than once. */
  readonly duplicateGroups: number;
  readonly unreadable: readonly UnreadableCount[];
  readonly formats: readonly { readonly format: ImageFormat; readonly count: number }[];
  /** By area; `null` without images. */
  readonly sizes: { readonly least: PixelSize; readonly median: PixelSize; readonly most: PixelSize } | null;
  /** Images with a finding, or that could go because a better copy is there. */
  readonly withFindings: number;
  /** Images that the mode would turn away for what they are. */
  readonly rejected: number;
  readonly others: FoundFiles['others'];
};

const EXAMPLES = 3;

/** Draws the conclusions that need the whole set (odd sizes, duplicates) and counts. */
export const concludeCheck = ({ plan, found, files }: Pick<CheckResult, 'plan' | 'found' | 'files'>): CheckResult => {
  const measured = measuredIndexes(files);
  const size = (index: number): number => sizeOf(files.width[index] ?? 0, files.height[index] ?? 0);
  const usual = usualSizes(Float64Array.from(measured, size));
  for (const index of measured) if (usual?.isOdd(size(index)) === true) files.addFinding(index, 'odd_size');
  const duplicates = findDuplicates(files, plan.nearDistance);
  const unreadable = countUnreadable(found, files);
  const isUnreadable = unreadable.reduce((sum, { count }) => sum + count, 0);
  const looked = measured.length + files.unreadable.size;
  const count = (holds: (index: number) => boolean) => measured.reduce((sum, index) => sum + Number(holds(index)), 0);
  const summary: CheckSummary = {
    files: measured.length + isUnreadable,
    images: measured.length,
    bytes: measured.reduce((sum, index) => sum + (files.bytes[index] ?? 0), 0),
    left: found.paths.length - looked,
    checks: countFindings({ plan, found, files, measured, usual }),
    duplicates: countDuplicates(files, duplicates),
    duplicateGroups: new Set([...duplicates.values()].map(({ best }) => best)).size,
    unreadable,
    formats: countFormats(files, measured),
    sizes: rangeOfSizes(files, measured),
    withFindings: count((index) => files.hasFindings(index) || duplicates.has(index)),
    rejected: count(files.isRejected),
    others: found.others,
  };
  return { plan, found, files, duplicates, usual, summary };
};

/** The files that turned out to be images, in the order of their names. */
export const measuredIndexes = ({ count, isMeasured }: FileMeasures): Uint32Array => {
  const indexes = new Uint32Array(count);
  let length = 0;
  for (let index = 0; index < count; index++) if (isMeasured(index)) indexes[length++] = index;
  return indexes.subarray(0, length);
};

const countFindings = ({
  plan,
  found,
  files,
  measured,
  usual,
}: Pick<CheckResult, 'plan' | 'found' | 'files' | 'usual'> & { measured: Uint32Array }): readonly CheckCount[] => {
  const counts = new Map<string, { count: number; examples: string[] }>();
  for (const index of measured) {
    if (!files.hasFindings(index)) continue;
    for (const name of files.findingsOf(index)) addExample(counts, name, found.paths[index] ?? '');
  }
  const listed = checkList(plan.rules, usual);
  const unlisted = [...counts.keys()]
    .filter((name) => !listed.some((check) => check.name === name))
    .map((name) => ({ name, limit: '', meaning: '', always: false }));
  return [...listed, ...unlisted]
    .map((check) => ({ ...check, ...(counts.get(check.name) ?? { count: 0, examples: [] }) }))
    .filter(({ count, always }) => always || count > 0);
};

const addExample = (counts: Map<string, { count: number; examples: string[] }>, name: string, path: string): void => {
  const known = counts.get(name);
  if (known === undefined) counts.set(name, { count: 1, examples: [path] });
  else {
    known.count += 1;
    if (known.examples.length < EXAMPLES) known.examples.push(path);
  }
};

const countUnreadable = (found: FoundFiles, files: FileMeasures): readonly UnreadableCount[] => {
  const counts = new Map<string, { count: number; examples: string[] }>();
  for (const { code, path } of found.faults) addExample(counts, code, path);
  for (const [index, { code }] of [...files.unreadable].toSorted(([a], [b]) => a - b)) {
    addExample(counts, code, found.paths[index] ?? '');
  }
  return [...counts]
    .map(([code, counted]) => ({ code, ...counted }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
};

const countDuplicates = (files: FileMeasures, duplicates: Duplicates): readonly DuplicateCount[] =>
  DUPLICATE_KINDS.map((kind) => {
    const groups = new Set<number>();
    let count = 0;
    let bytes = 0;
    for (const [index, duplicate] of duplicates) {
      if (duplicate.kind !== kind) continue;
      groups.add(duplicate.best);
      count += 1;
      bytes += files.bytes[index] ?? 0;
    }
    return { kind, groups: groups.size, files: count, bytes };
  });

const countFormats = (files: FileMeasures, measured: Uint32Array): CheckSummary['formats'] => {
  const counts = new Map<ImageFormat, number>();
  for (const index of measured) counts.set(files.formatOf(index), (counts.get(files.formatOf(index)) ?? 0) + 1);
  return [...counts]
    .map(([format, count]) => ({ format, count }))
    .toSorted((a, b) => b.count - a.count || (a.format < b.format ? -1 : 1));
};

const rangeOfSizes = ({ width, height }: FileMeasures, measured: Uint32Array): CheckSummary['sizes'] => {
  const area = (index: number): number => (width[index] ?? 0) * (height[index] ?? 0);
  const ordered = measured.toSorted((a, b) => area(a) - area(b) || a - b);
  const at = (place: number): PixelSize => {
    const index = ordered[place] ?? 0;
    return { width: width[index] ?? 0, height: height[index] ?? 0 };
  };
  if (ordered.length === 0) return null;
  return { least: at(0), median: at(Math.floor((ordered.length - 1) / 2)), most: at(ordered.length - 1) };
};
