import type { ExportedImage } from '../../library/exported-image.ts';
import { licenceTerms } from '../../library/licence-terms.ts';
import { createHistograms, type JudgedLimits, type MeasuredImage } from './histogram-builder.ts';
import type { LabelSheet, LicenceCount, NamedCount, Preview, SheetImage } from './report-data.ts';

/** How many pictures of how many labels the page shows. */
export const SHEET_LIMITS = { labels: 40, images: 24 } as const;

/** Distinct values that are counted apart; sources and lists may name any number. */
const MAX_DISTINCT = 2000;

/** What a report takes from the images themselves. */
export type CollectedImages = {
  readonly images: number;
  readonly bytes: number;
  readonly captions: number;
  readonly labels: readonly LabelSheet[];
  readonly furtherLabels: { readonly labels: number; readonly images: number };
  readonly sources: readonly NamedCount[];
  readonly licences: readonly LicenceCount[];
  readonly flags: readonly { readonly code: string; readonly count: number }[];
  readonly withFindings: number;
  readonly histograms: ReturnType<ReturnType<typeof createHistograms>['finish']>;
};

type LabelState = { count: number; chosen: { image: ExportedImage; turn: number }[] };

/** Numbers that look random but are the same in every run, so that the choice of pictures does not change. */
const createTurns = () => {
  let state = 0x9e3779b9;
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const byCount = (a: { readonly count: number }, b: { readonly count: number }): number => b.count - a.count;

const sheetImage = async (
  image: ExportedImage,
  options: { readonly previewOf: PreviewOf; readonly fileNameOf: FileNameOf },
): Promise<SheetImage> => ({
  preview: await options.previewOf(image),
  fileName: options.fileNameOf(image.id),
  title: image.title ?? image.caption ?? image.originalName,
  width: image.width,
  height: image.height,
  creator: image.creator,
  licence: licenceTerms(image.licence).title,
  source: image.source,
  flags: image.qualityFlags,
});

/** Gives the preview of an image, at most 256 pixels long, or `null`. */
export type PreviewOf = (image: ExportedImage) => Promise<Preview | null>;
/** Gives the path of an image beside the report. */
export type FileNameOf = (id: string) => string | null;

/**
 * Reads all images once and counts them; picks a fair sample of each label for the contact sheets. Memory grows with
 * labels, not with images: at most `SHEET_LIMITS.images` are held a label, and previews are asked for only at the end.
 */
export const collectImages = async (options: {
  readonly images: AsyncIterable<ExportedImage>;
  /** What was measured and then rejected, for the histograms. */
  readonly rejected?: AsyncIterable<MeasuredImage>;
  readonly limits: JudgedLimits;
  readonly previewOf: PreviewOf;
  readonly fileNameOf: FileNameOf;
}): Promise<CollectedImages> => {
  const labels = new Map<string | null, LabelState>();
  const sources = new Map<string, number>();
  const flags = new Map<string, number>();
  const licences = new Map<string, LicenceCount>();
  const histograms = createHistograms(options.limits);
  const turn = createTurns();
  const totals = { images: 0, bytes: 0, captions: 0, withFindings: 0 };
  const further = { labels: 0, images: 0 };

  const count = (counts: Map<string, number>, key: string): void => {
    const known = counts.has(key) || counts.size < MAX_DISTINCT ? key : 'others';
    counts.set(known, (counts.get(known) ?? 0) + 1);
  };

  const choose = (image: ExportedImage): void => {
    let state = labels.get(image.label);
    if (state === undefined) labels.set(image.label, (state = { count: 0, chosen: [] }));
    state.count += 1;
    if (labels.size > MAX_DISTINCT && state.chosen.length === 0) return;
    const place = state.chosen.length < SHEET_LIMITS.images ? state.chosen.length : turn(state.count);
    // Reservoir sampling: each image of a label has the same chance.
    if (place < SHEET_LIMITS.images) state.chosen[place] = { image, turn: state.count };
  };

  for await (const image of options.images) {
    totals.images += 1;
    totals.bytes += image.bytes;
    if (image.caption !== null && image.caption !== '') totals.captions += 1;
    if (image.qualityFlags.length > 0) totals.withFindings += 1;
    for (const flag of image.qualityFlags) count(flags, flag);
    count(sources, image.source);
    const terms = licenceTerms(image.licence);
    const key = licences.has(terms.key) || licences.size < MAX_DISTINCT ? terms.key : 'stated';
    const known = licences.get(key);
    licences.set(key, known === undefined ? { ...terms, key, count: 1 } : { ...known, count: known.count + 1 });
    histograms.add(image, 'kept');
    choose(image);
  }
  for await (const image of options.rejected ?? []) histograms.add(image, 'rejected');

  const named = (counts: Map<string, number>): NamedCount[] =>
    [...counts]
      .map(([name, value]) => ({ name, count: value }))
      .toSorted((a, b) => byCount(a, b) || (a.name < b.name ? -1 : 1));
  const ordered = [...labels].toSorted(
    ([a, first], [b, second]) => byCount(first, second) || ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1),
  );
  const sheets: LabelSheet[] = [];
  for (const [index, [label, state]] of ordered.entries()) {
    if (index >= MAX_DISTINCT) {
      further.labels += 1;
      further.images += state.count;
      continue;
    }
    const chosen = index < SHEET_LIMITS.labels ? state.chosen.toSorted((a, b) => a.turn - b.turn) : [];
    const images: SheetImage[] = [];
    for (const { image } of chosen) images.push(await sheetImage(image, options));
    sheets.push({ label, count: state.count, images });
  }
  return {
    ...totals,
    labels: sheets,
    furtherLabels: further,
    sources: named(sources),
    licences: [...licences.values()].toSorted((a, b) => byCount(a, b) || (a.key < b.key ? -1 : 1)),
    flags: named(flags).map(({ name, count: value }) => ({ code: name, count: value })),
    histograms: histograms.finish(),
  };
};
