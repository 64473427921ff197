import { barSvg } from './bar-svg.ts';
import { escapeHtml, escapePath, shorten } from './escape-html.ts';
import { countOf, countText } from './number-text.ts';
import type { PreviewBudget } from './preview-budget.ts';
import type { LabelSheet, ReportData, SheetImage } from './report-data.ts';

const MAX_LABEL_BARS = 120;

const nameOf = (label: string | null): string => (label === null ? 'no label' : shorten(label, 80));

const tile = (image: SheetImage, source: string | null): string => {
  const facts = [
    image.title === null ? null : shorten(image.title, 90),
    `${image.width} × ${image.height}`,
    image.creator === null ? null : `by ${shorten(image.creator, 60)}`,
    image.licence,
    image.source,
    ...image.flags,
  ].filter((fact) => fact !== null);
  const text = escapeHtml(facts.join(' · '));
  const inner =
    source === null
      ? '<span class="empty">no preview</span>'
      : `<img src="${source}" alt="${text}" loading="lazy" decoding="async">`;
  const framed =
    image.fileName === null
      ? `<span class="still" title="${text}">${inner}</span>`
      : `<a href="${escapePath(image.fileName)}" title="${text}">${inner}</a>`;
  return `<li${image.flags.length > 0 ? ' class="flagged"' : ''}>${framed}</li>`;
};

const sheet = ({ label, count, images }: LabelSheet, index: number, budget: PreviewBudget): string => {
  const tiles = images.map((image) => ({ image, source: budget(image.preview) }));
  const shown = tiles.filter(({ source }) => source !== null);
  if (shown.length === 0) return '';
  const more =
    count > shown.length ? `${countText(shown.length)} of ${countOf(count, 'image')}` : countOf(count, 'image');
  return (
    `<div class="sheet" id="label-${index}"><div class="sheet-head"><h3>${escapeHtml(nameOf(label))}</h3>` +
    `<span class="soft small">${more}</span></div><ul class="grid">${shown.map(({ image, source }) => tile(image, source)).join('')}</ul></div>`
  );
};

/** The section with every label, or every finding of a check: how many images each has, and a choice of them. */
export const contactSheets = (data: ReportData, budget: PreviewBudget): string => {
  const { labels, furtherLabels } = data;
  if (labels.length === 0) return '';
  const sheets = labels.map((label, index) => sheet(label, index, budget));
  const longest = Math.max(...labels.map(({ count }) => count));
  const bars = labels.slice(0, MAX_LABEL_BARS).map(({ label, count }, index) => {
    const name = escapeHtml(nameOf(label));
    const linked = sheets[index] === '' ? `<span>${name}</span>` : `<a href="#label-${index}">${name}</a>`;
    return `<li>${linked}<span class="soft">${countText(count)}</span>${barSvg(count, longest, 'plain')}</li>`;
  });
  const hidden = labels.slice(MAX_LABEL_BARS);
  const moreLabels = hidden.length + furtherLabels.labels;
  const moreImages = hidden.reduce((sum, { count }) => sum + count, furtherLabels.images);
  const more =
    moreLabels > 0
      ? `<p class="soft small">And ${countOf(moreLabels, 'more label')} with ${countOf(moreImages, 'image')}.</p>`
      : '';
  const only = labels.length === 1 && moreLabels === 0;
  return (
    `<section id="pictures">${data.kind === 'build' ? introOfLabels(labels) : INTRO_OF_FINDINGS}` +
    `${only ? '' : `<ul class="labels">${bars.join('')}</ul>${more}`}${sheets.join('')}</section>`
  );
};

const introOfLabels = (labels: readonly LabelSheet[]): string => {
  const flagged = labels.some(({ images }) => images.some(({ flags }) => flags.length > 0));
  const dot = flagged ? '; a dot marks those that a check has something to say about' : '';
  return `<h2>The pictures</h2><p class="intro">A choice from each label. Click one to open the file${dot}.</p>`;
};

const INTRO_OF_FINDINGS =
  '<h2>What was found</h2><p class="intro">A choice of what each check has something to say about; a picture may stand ' +
  'under several. Click one to open the file.</p>';
