import { basename, dirname } from 'node:path';
import { createHistograms } from '../../features/reports/histogram-builder.ts';
import { SHEET_LIMITS } from '../../features/reports/collect-report.ts';
import { renderReport } from '../../features/reports/render-report.ts';
import type {
  CheckReportData,
  DuplicatePair,
  LabelSheet,
  PairImage,
  Preview,
  SheetImage,
} from '../../features/reports/report-data.ts';
import { QUALITY_CHECKS } from '../../imaging/quality-thresholds.ts';
import { VERSION } from '../../version.ts';
import { OUTCOME_SENTENCES } from '../../outcome-sentences.ts';
import { formatCount } from '../terminal.ts';
import { linksFrom } from '../report-page/report-place.ts';
import { writeReportPage } from '../report-page/write-report-page.ts';
import { measuredIndexes } from './check-summary.ts';
import type { CheckResult } from './check-summary.ts';

const SHOWN_PAIRS = 60;

/** Makes the small picture of a file again; `null` when it cannot be made now. */
export type PreviewOf = (index: number) => Promise<Preview | null>;

/**
 * Writes the report of a check as one HTML file, whole or not at all; an earlier one of this name is replaced. Throws
 * `report.not_written`.
 */
export const writeCheckReport = async (
  result: CheckResult,
  options: {
    readonly path: string;
    readonly command: string;
    readonly interrupted: boolean;
    readonly previewOf: PreviewOf;
  },
): Promise<void> => {
  const page = renderReport(await reportData(result, options));
  await writeReportPage(options.path, page);
};

const reportData = async (
  result: CheckResult,
  { path, command, interrupted, previewOf }: Parameters<typeof writeCheckReport>[1],
): Promise<CheckReportData> => {
  const { plan, summary, duplicates } = result;
  const { rules } = plan;
  const linkOf = linksFrom(dirname(path), plan.root);
  const fileNameOf = (index: number) => linkOf(result.found.paths[index] ?? '');
  const context = { result, previewOf, fileNameOf };
  const flags = summary.checks.filter(({ count }) => count > 0);
  return {
    kind: 'check',
    title: basename(plan.root) || plan.root,
    madeAt: new Date().toISOString(),
    version: VERSION,
    sentences: { ...OUTCOME_SENTENCES, ...Object.fromEntries(flags.map(({ name, meaning }) => [name, meaning])) },
    images: summary.images,
    bytes: summary.bytes,
    captions: 0,
    labels: await sheetsOfFindings(context),
    furtherLabels: { labels: 0, images: 0 },
    histograms: histogramsOf(result),
    flags: flags.map(({ name, count }) => ({ code: name, count })).toSorted((a, b) => b.count - a.count),
    unreadable: summary.unreadable,
    withFindings: summary.withFindings,
    duplicates: { total: duplicates.size, pairs: await closestPairs(context) },
    notices: [
      ...(interrupted
        ? [`The check was interrupted: ${formatCount(summary.left)} files were not looked at, and count nowhere here.`]
        : []),
      ...(summary.others.count > 0
        ? [`${formatCount(summary.others.count)} files that are no images were passed over.`]
        : []),
    ],
    making: [
      { name: 'Command', value: command },
      { name: 'Folder', value: plan.root },
      { name: 'Pixmill', value: VERSION },
      { name: 'Checks', value: `${rules.level}, ${rules.mode}` },
      { name: 'Smallest image', value: `${rules.minWidth}x${rules.minHeight} pixels` },
      {
        name: 'Near duplicates',
        value: plan.nearDistance === null ? 'off' : `at most ${plan.nearDistance} of 64 bits differ`,
      },
    ],
  };
};

type Context = {
  readonly result: CheckResult;
  readonly previewOf: PreviewOf;
  readonly fileNameOf: (index: number) => string | null;
};

/** A sheet for each finding, with pictures from all over the folder; those that are not findings are not shown. */
const sheetsOfFindings = async (context: Context): Promise<readonly LabelSheet[]> => {
  const { files, summary } = context.result;
  const measured = measuredIndexes(files);
  const sheets: LabelSheet[] = [];
  for (const { name, count } of summary.checks.toSorted((a, b) => b.count - a.count)) {
    if (count === 0) continue;
    const chosen: number[] = [];
    let seen = 0;
    for (const index of measured) {
      if (!files.hasFindings(index) || !files.findingsOf(index).includes(name)) continue;
      // Evenly spread: the i-th of n is taken when it begins another of the shares.
      const share = (place: number): number => Math.floor((place * SHEET_LIMITS.images) / count);
      if (seen === 0 || count <= SHEET_LIMITS.images || share(seen) > share(seen - 1)) chosen.push(index);
      seen += 1;
    }
    const images: SheetImage[] = [];
    for (const index of chosen) images.push(await sheetImage(index, context));
    sheets.push({ label: name, count, images });
  }
  return sheets;
};

const sheetImage = async (
  index: number,
  { result: { found, files }, previewOf, fileNameOf }: Context,
): Promise<SheetImage> => ({
  preview: await previewOf(index),
  fileName: fileNameOf(index),
  title: found.paths[index] ?? null,
  width: files.width[index] ?? 0,
  height: files.height[index] ?? 0,
  creator: null,
  licence: null,
  source: files.formatOf(index),
  flags: files.findingsOf(index),
});

const histogramsOf = ({ files, plan }: CheckResult): CheckReportData['histograms'] => {
  const histograms = createHistograms({
    minWidth: plan.rules.minWidth,
    minHeight: plan.rules.minHeight,
    blur: QUALITY_CHECKS.blurry.threshold,
    dark: QUALITY_CHECKS.dark.threshold,
    light: QUALITY_CHECKS.light.threshold,
  });
  for (const index of measuredIndexes(files)) {
    const number = (column: ArrayLike<number>): number => column[index] ?? 0;
    const width = number(files.width);
    const height = number(files.height);
    const measures = {
      blur: number(files.blurry),
      dark: number(files.dark),
      light: number(files.light),
      brightness: number(files.brightness),
      entropy: number(files.entropy),
      aspect: width / height,
      sharpness: number(files.sharpness),
    };
    histograms.add({ width, height, measures }, 'kept');
  }
  return histograms.finish();
};

/** The pairs that a person can say most about: near ones first, the furthest apart before the others. */
const closestPairs = async (context: Context): Promise<readonly DuplicatePair[]> => {
  const chosen = [...context.result.duplicates]
    .toSorted(([a, first], [b, second]) => second.distance - first.distance || a - b)
    .slice(0, SHOWN_PAIRS);
  const pairs: DuplicatePair[] = [];
  for (const [index, duplicate] of chosen) {
    const kept = await pairImage(duplicate.of, context);
    const other = await pairImage(index, context);
    pairs.push({
      kind: duplicate.kind === 'near' ? 'near' : 'exact',
      distance: duplicate.distance,
      kept,
      duplicate: other,
      why: whyBetter(kept, other),
    });
  }
  return pairs;
};

const pairImage = async (
  index: number,
  { result: { found, files }, previewOf, fileNameOf }: Context,
): Promise<PairImage> => ({
  preview: await previewOf(index),
  name: found.paths[index] ?? '',
  fileName: fileNameOf(index),
  width: files.width[index] ?? 0,
  height: files.height[index] ?? 0,
  bytes: files.bytes[index] ?? 0,
});

/** The first rule of the order of copies that tells the two apart. */
const whyBetter = (kept: PairImage, duplicate: PairImage): string => {
  if (kept.width * kept.height !== duplicate.width * duplicate.height) return 'more pixels';
  return kept.bytes === duplicate.bytes ? 'first by name' : 'more bytes';
};
