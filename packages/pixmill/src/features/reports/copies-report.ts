import { escapeHtml, escapePath, escapeProse, shorten } from './escape-html.ts';
import { bytesText, countOf, countText } from './number-text.ts';
import { createPreviewBudget, type PreviewBudget } from './preview-budget.ts';
import type { Preview } from './report-data.ts';
import { REPORT_STYLE } from './report-style.ts';

/** A file of a group, as the report shows it. */
export type ShownCopy = {
  /** Its path in the folder. */
  readonly name: string;
  /** Relative to the report; `null` where no link to it can be written. */
  readonly fileName: string | null;
  readonly preview: Preview | null;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** What stands on it, such as `cropped, 98 %`. */
  readonly tag: string;
};

/** Files that show one picture. */
export type ShownCopies = {
  readonly best: ShownCopy;
  /** What tells the best from the next one. */
  readonly why: string;
  /** Some of the others. */
  readonly copies: readonly ShownCopy[];
  /** Files in all, the best one too. */
  readonly size: number;
  /** 0..1 */
  readonly sureness: number;
};

/** Everything that a report of copies tells. */
export type CopiesReportData = {
  readonly title: string;
  /** RFC 3339 UTC. */
  readonly madeAt: string;
  readonly version: string;
  readonly images: number;
  /** The surest first. */
  readonly groups: readonly ShownCopies[];
  readonly allGroups: number;
  readonly copies: number;
  /** Of all copies together. */
  readonly bytes: number;
  readonly notices: readonly string[];
  readonly making: readonly { readonly name: string; readonly value: string }[];
};

/** Nothing is loaded from anywhere, and no script runs. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
.copies { display: grid; gap: 18px; margin: 22px 0 0; padding: 0; list-style: none; }
.copies .pair-images { grid-template-columns: repeat(auto-fill, minmax(min(100%, 210px), 1fr)); gap: 12px; }
.copies .pair { padding: 14px; }
.copies .best .frame { outline: 2px solid var(--kept); outline-offset: 1px; }
`;

const figure = (copy: ShownCopy, { isBest, budget }: { readonly isBest: boolean; readonly budget: PreviewBudget }) => {
  const source = budget(copy.preview);
  const name = escapeHtml(shorten(copy.name, 60));
  const picture =
    source === null
      ? '<span class="empty">no preview</span>'
      : `<img src="${source}" alt="${name}" loading="lazy" decoding="async">`;
  const linked = copy.fileName === null ? picture : `<a href="${escapePath(copy.fileName)}">${picture}</a>`;
  return (
    `<figure${isBest ? ' class="best"' : ''}><div class="frame">${linked}<span class="tag">${escapeHtml(copy.tag)}</span></div>` +
    `<figcaption><span title="${escapeHtml(shorten(copy.name, 300))}">${name}</span><span>${copy.width} × ${copy.height}, ${bytesText(copy.bytes)}</span></figcaption></figure>`
  );
};

const item = ({ best, why, copies, size }: ShownCopies, budget: PreviewBudget): string => {
  const hidden = size - 1 - copies.length;
  const more = hidden > 0 ? ` and ${countText(hidden)} more` : '';
  return (
    `<li class="panel pair"><div class="pair-images">${figure(best, { isBest: true, budget })}` +
    `${copies.map((copy) => figure(copy, { isBest: false, budget })).join('')}</div>` +
    `<p><b>${countOf(size, 'file')}${more}.</b> <span class="soft">The best one: ${escapeHtml(why)}.</span></p></li>`
  );
};

const stat = (value: string, name: string, first = false): string =>
  `<div class="stat${first ? ' first' : ''}"><b>${value}</b><span>${name}</span></div>`;

const day = (moment: string): string =>
  new Date(moment).toLocaleDateString('en', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });

/**
 * Renders groups of copies, side by side, as one HTML page that needs nothing beside it. There is no script, and everything
 * from outside is escaped. Previews beyond about 8 MB are left out.
 */
export const renderCopiesReport = (data: CopiesReportData): string => {
  const { groups, allGroups, copies, images, bytes, notices, making } = data;
  const budget = createPreviewBudget();
  const title = escapeHtml(shorten(data.title, 200));
  const lead =
    allGroups === 0
      ? `No two of ${countOf(images, 'image')} show the same picture.`
      : `Files that show one picture: the same, nearly the same, cropped, mirrored, turned or edited. Look at the less sure ones at the end.`;
  const hero =
    `<div class="panel hero"><div class="stats">` +
    stat(countText(copies), copies === 1 ? 'copy' : 'copies', true) +
    stat(countText(allGroups), allGroups === 1 ? 'group' : 'groups') +
    stat(countText(images), images === 1 ? 'image' : 'images') +
    stat(bytesText(bytes), 'in copies') +
    `</div></div>`;
  const shown =
    groups.length < allGroups
      ? `${countText(groups.length)} of ${countOf(allGroups, 'group')}`
      : countOf(allGroups, 'group');
  const list =
    allGroups === 0
      ? ''
      : `<section id="groups"><h2>Side by side</h2><p class="intro">${shown}, the surest first.</p>` +
        `<ul class="copies">${groups.map((group) => item(group, budget)).join('')}</ul></section>`;
  const notes =
    notices.length === 0
      ? ''
      : `<section id="notes"><h2>Good to know</h2><div class="panel notes"><ul>${notices.map((notice) => `<li>${escapeProse(notice)}</li>`).join('')}</ul></div></section>`;
  const rows = making.map(({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">` +
    `<title>${title} · Copies</title><style>${REPORT_STYLE}${STYLE}</style></head><body>` +
    `<header><p class="kicker">Copies · ${day(data.madeAt)}</p><h1>${title}</h1><p class="lead">${lead}</p>${hero}</header>` +
    `<main>${list}${notes}<section id="making"><h2>How it was made</h2><dl class="panel">${rows}</dl></section></main>` +
    `<footer><p>Made by Pixmill ${escapeHtml(data.version)}.</p></footer></body></html>\n`
  );
};
