import { contactSheets } from './contact-sheet.ts';
import { duplicateSection } from './duplicate-section.ts';
import { escapeHtml, escapeProse, shorten } from './escape-html.ts';
import { bytesText, countOf, countText } from './number-text.ts';
import { originSection } from './origin-section.ts';
import { discoveredCount, outcomeBar, outcomeSection } from './outcome-section.ts';
import { createPreviewBudget } from './preview-budget.ts';
import { qualitySection } from './quality-section.ts';
import type { ReportData } from './report-data.ts';
import { REPORT_STYLE } from './report-style.ts';

/** Nothing is loaded from anywhere, and no script runs. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const stat = (value: string, name: string, first = false): string =>
  `<div class="stat${first ? ' first' : ''}"><b>${value}</b><span>${name}</span></div>`;

const day = (moment: string): string => {
  const date = new Date(moment);
  if (Number.isNaN(date.valueOf())) return escapeHtml(moment);
  return date.toLocaleDateString('en', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
};

const labelCount = ({ labels, furtherLabels }: ReportData): number =>
  labels.filter(({ label }) => label !== null).length + furtherLabels.labels;

const hero = (data: ReportData): string => {
  const { images, bytes, captions } = data;
  const stats = [
    stat(
      countText(images),
      `${images === 1 ? 'image' : 'images'} ${data.kind === 'build' ? 'kept' : 'looked at'}`,
      true,
    ),
    ...(data.kind === 'build'
      ? [
          stat(countText(labelCount(data)), labelCount(data) === 1 ? 'label' : 'labels'),
          stat(countText(data.sources.length), data.sources.length === 1 ? 'source' : 'sources'),
        ]
      : [
          stat(countText(data.withFindings), 'with findings'),
          stat(countText(data.duplicates.total), data.duplicates.total === 1 ? 'duplicate pair' : 'duplicate pairs'),
          stat(countText(data.unreadable.reduce((sum, { count }) => sum + count, 0)), 'unreadable'),
        ]),
    ...(captions > 0 ? [stat(countText(captions), 'with a caption')] : []),
    stat(bytesText(bytes), 'on disk'),
  ];
  return `<div class="panel hero"><div class="stats">${stats.join('')}</div>${data.kind === 'build' ? outcomeBar(data) : ''}</div>`;
};

const lead = (data: ReportData): string => {
  if (data.kind === 'check') {
    const clean = data.images - data.withFindings;
    return `${countText(clean)} of ${countOf(data.images, 'image')} have nothing to be said against them. Nothing was changed.`;
  }
  const found = countOf(discoveredCount(data), 'candidate');
  return `${found} were found, ${countOf(data.images, 'image')} stayed. What became of the others, and why, stands below.`;
};

const notices = (data: ReportData): string => {
  const optOuts = data.kind === 'build' ? data.optOuts : [];
  if (data.notices.length === 0 && optOuts.length === 0) return '';
  const lines = [
    ...data.notices.map((notice) => escapeProse(notice)),
    ...optOuts.map(
      ({ rule, count }) =>
        `${countOf(count, 'image was', 'images were')} left alone because the owner asks for it: <code>${escapeHtml(shorten(rule, 120))}</code>`,
    ),
  ];
  const items = lines.map((line) => `<li>${line}</li>`).join('');
  return `<section id="notes"><h2>Good to know</h2><div class="panel notes"><ul>${items}</ul></div></section>`;
};

const making = (data: ReportData): string => {
  const rows = data.making.map(({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return rows.length === 0
    ? ''
    : `<section id="making"><h2>How it was made</h2><dl class="panel">${rows.join('')}</dl></section>`;
};

const NAMES: Readonly<Record<string, string>> = {
  pictures: 'Pictures',
  outcomes: 'Outcomes',
  quality: 'Quality',
  duplicates: 'Duplicates',
  origin: 'Origin',
  notes: 'Notes',
  making: 'Making',
};

/**
 * Renders a report as one HTML page that needs nothing beside it: styles, charts and previews are inside, there is no
 * script, and everything from outside is escaped. Previews beyond about 8 MB are left out.
 */
export const renderReport = (data: ReportData): string => {
  // Pairs come first: they are few, and a page without them explains less than one with fewer tiles.
  const budget = createPreviewBudget();
  const duplicates = duplicateSection(data, budget);
  const sections = [
    contactSheets(data, budget),
    data.kind === 'build' ? outcomeSection(data) : '',
    qualitySection(data),
    duplicates,
    data.kind === 'build' ? originSection(data) : '',
    notices(data),
    making(data),
  ].join('');
  const links = Object.entries(NAMES)
    .filter(([id]) => sections.includes(`<section id="${id}">`))
    .map(([id, name]) => `<a href="#${id}">${name}</a>`);
  const title = escapeHtml(shorten(data.title, 200));
  const what = data.kind === 'build' ? 'Dataset report' : 'Folder check';
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">` +
    `<title>${title} · ${what}</title><style>${REPORT_STYLE}</style></head><body>` +
    `<header><p class="kicker">${what} · ${day(data.madeAt)}</p><h1>${title}</h1><p class="lead">${lead(data)}</p>${hero(data)}` +
    `<nav aria-label="Sections">${links.join('')}</nav></header><main>${sections}</main>` +
    `<footer><p>Made by Pixmill ${escapeHtml(data.version)}. ${data.kind === 'build' ? 'The same in numbers: <a href="./report.json"><code>report.json</code></a>.' : 'Nothing was changed in the folder.'}</p></footer></body></html>\n`
  );
};
