import type { ExportedImage } from '../../library/exported-image.ts';
import { licenceTerms, type LicenceTerms } from '../../library/licence-terms.ts';
import { createColumnSurvey, type PlannedColumn } from './column-plan.ts';

/** How many images, and of what. */
export type LicenceTally = LicenceTerms & { readonly images: number };

/** What one look at every image tells, before anything is written. */
export type ExportSurvey = {
  readonly images: number;
  readonly captions: number;
  /** Images by label; `null` is no label. */
  readonly labels: ReadonlyMap<string | null, number>;
  readonly formats: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, number>;
  /** Most frequent first. */
  readonly licences: readonly LicenceTally[];
  readonly columns: readonly PlannedColumn[];
};

/** Sources write what they like as a licence: past this many, what is unclear is counted together. */
const MAX_LICENCES = 500;

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Looks at every image once. Memory grows with labels, formats, sources and columns, not with images. */
export const surveyImages = async (
  images: AsyncIterable<ExportedImage>,
  options: { readonly transformed: boolean; readonly signal?: AbortSignal | undefined },
): Promise<ExportSurvey> => {
  const labels = new Map<string | null, number>();
  const formats = new Map<string, number>();
  const sources = new Map<string, number>();
  const licences = new Map<string, { terms: LicenceTerms; images: number }>();
  const columns = createColumnSurvey(options);
  let total = 0;
  let captions = 0;
  for await (const image of images) {
    options.signal?.throwIfAborted();
    total += 1;
    if (image.caption !== null && image.caption !== '') captions += 1;
    count(labels, image.label);
    count(formats, image.format);
    count(sources, image.source);
    const stated = licenceTerms(image.licence);
    const terms =
      licences.has(stated.key) || licences.size < MAX_LICENCES
        ? stated
        : { ...stated, key: 'stated', title: 'Unclear: other statements', url: null };
    const tally = licences.get(terms.key);
    if (tally === undefined) licences.set(terms.key, { terms, images: 1 });
    else tally.images += 1;
    columns.add(image);
  }
  return {
    images: total,
    captions,
    labels,
    formats,
    sources,
    licences: [...licences.values()]
      .map(({ terms, images: number }) => ({ ...terms, images: number }))
      .toSorted((a, b) => b.images - a.images || (a.key < b.key ? -1 : 1)),
    columns: columns.plan(),
  };
};
