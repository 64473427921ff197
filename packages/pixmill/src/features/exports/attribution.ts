import type { ExportedImage } from '../../library/exported-image.ts';
import { licenceTerms } from '../../library/licence-terms.ts';
import { csvLine } from './csv-cell.ts';
import type { LicenceTally } from './export-survey.ts';

export const ATTRIBUTION_HEADER = csvLine([
  'file_name',
  'title',
  'creator',
  'creator_url',
  'source',
  'source_url',
  'page_url',
  'license',
  'license_url',
  'attribution',
]);

/** One line of ATTRIBUTION.csv. */
export const attributionLine = (image: ExportedImage, fileName: string): string => {
  const terms = licenceTerms(image.licence);
  return csvLine([
    fileName,
    image.title,
    image.creator,
    image.creatorUrl,
    image.source,
    image.sourceUrl,
    image.pageUrl,
    terms.key,
    terms.url,
    image.attribution ?? image.licence.attributionText ?? null,
  ]);
};

/** Text from outside, as Markdown that shows exactly that text. */
export const markdownText = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#!|~&$]/g, (character) => `\\${character}`)
    .replaceAll('://', ':&#47;&#47;');

/** An address as a Markdown link target, or nothing when it is not an http(s) URL. */
export const markdownUrl = (url: string | null): string | null => {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol)
    ? parsed.href.replaceAll(/[<>()\s]/g, encodeURIComponent)
    : null;
};

const plural = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'image' : 'images'}`;

/** LICENSES.md: one section a licence, most frequent first, with what it asks for. */
export const licencesPage = (licences: readonly LicenceTally[]): string => {
  const lines = [
    '# Licences',
    '',
    'Each image keeps the licence that its source states. Pixmill records it and cannot promise that it is right.',
    '`ATTRIBUTION.csv` names the creator, the source and the licence of every single image.',
    '',
  ];
  for (const { title, url, asks, images } of licences) {
    const target = markdownUrl(url);
    lines.push(`## ${markdownText(title)}: ${plural(images)}`, '', asks, '');
    if (target !== null) lines.push(`<${target}>`, '');
  }
  return lines.join('\n');
};
