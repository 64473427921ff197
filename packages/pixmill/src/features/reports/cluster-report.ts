import { clusterMapSvg, hueOf, type MapDot } from './cluster-map-svg.ts';
import { escapeHtml, escapePath, escapeProse, shorten } from './escape-html.ts';
import { countOf, countText, shareText } from './number-text.ts';
import { createPreviewBudget, type PreviewBudget } from './preview-budget.ts';
import type { Preview } from './report-data.ts';
import { REPORT_STYLE } from './report-style.ts';

/** A picture of a group, as the report shows it. */
export type ClusterTile = {
  /** What a person knows it by. */
  readonly name: string;
  /** Relative to the report; `null` where no link to it can be written. */
  readonly fileName: string | null;
  readonly preview: Preview | null;
};

/** A group, or the outliers. */
export type ClusterSheet = {
  readonly name: string;
  readonly tags: readonly string[];
  readonly size: number;
  readonly tiles: readonly ClusterTile[];
};

/** Everything that a report of clusters tells. */
export type ClusterReportData = {
  readonly title: string;
  /** RFC 3339 UTC. */
  readonly madeAt: string;
  readonly version: string;
  readonly images: number;
  /** In the order of their numbers. */
  readonly groups: readonly ClusterSheet[];
  readonly outliers: ClusterSheet;
  readonly dots: readonly MapDot[];
  readonly notices: readonly string[];
  readonly making: readonly { readonly name: string; readonly value: string }[];
};

/** Nothing is loaded from anywhere, and no script runs. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { --dot-l: .58; --dot-c: .145; }
@media (prefers-color-scheme: dark) { :root { --dot-l: .74; --dot-c: .125; } }
.map { display: block; width: 100%; height: auto; }
.map-panel { margin-top: 22px; padding: 8px; overflow: hidden; }
.map path { fill: none; stroke-linecap: round; }
.map .dots { stroke: oklch(var(--dot-l) var(--dot-c) var(--h)); opacity: .8; transition: opacity .15s ease; cursor: pointer; }
.map .lone { stroke: var(--skipped); opacity: .45; }
.map:has(a:hover) .dots, .map:has(a:hover) .lone { opacity: .14; }
.map a:hover .dots, .map a:focus-visible .dots { opacity: 1; }
.map a:focus-visible { outline: none; }
.names text {
  font-size: 14px; font-weight: 600; fill: var(--ink); text-anchor: middle; paint-order: stroke; stroke: var(--card);
  stroke-width: 4px; stroke-linejoin: round; pointer-events: none;
}
.swatch { width: 13px; height: 13px; border-radius: 50%; flex: none; align-self: center; background: oklch(var(--dot-l) var(--dot-c) var(--h)); }
.swatch.lone { background: var(--skipped); }
.index { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); gap: 4px 30px; margin: 22px 0 0; padding: 0; list-style: none; font-size: 15px; }
.index a { display: flex; align-items: baseline; gap: 10px; text-decoration: none; padding: 4px 0; }
.index a:hover span:nth-child(2) { text-decoration: underline; }
.index span:nth-child(2) { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.index .soft { margin-left: auto; }
.sheet { scroll-margin-top: 20px; }
.sheet-head { flex-wrap: wrap; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; margin-left: auto; }
@media (max-width: 620px) { .names { display: none; } .chips { margin-left: 0; width: 100%; } }
.chips span { font-size: 12.5px; padding: 1px 9px; border-radius: 99px; background: var(--tag); color: var(--tag-ink); }
`;

const tile = ({ name, fileName }: ClusterTile, source: string): string => {
  const text = escapeHtml(shorten(name, 120));
  const picture = `<img src="${source}" alt="${text}" loading="lazy" decoding="async">`;
  return fileName === null
    ? `<li><span class="still" title="${text}">${picture}</span></li>`
    : `<li><a href="${escapePath(fileName)}" title="${text}">${picture}</a></li>`;
};

const swatch = (number: number): string =>
  number === 0 ? '<span class="swatch lone"></span>' : `<span class="swatch" style="--h:${hueOf(number)}"></span>`;

const sheet = (group: ClusterSheet, number: number, budget: PreviewBudget): string => {
  const tiles = group.tiles.flatMap((picture) => {
    const source = budget(picture.preview);
    return source === null ? [] : [tile(picture, source)];
  });
  const all = countOf(group.size, 'image');
  const count = tiles.length < group.size && tiles.length > 0 ? `${countText(tiles.length)} of ${all}` : all;
  const chips = group.tags.map((tag) => `<span>${escapeHtml(shorten(tag, 40))}</span>`).join('');
  return (
    `<div class="sheet" id="group-${number}"><div class="sheet-head">${swatch(number)}<h3>${escapeHtml(shorten(group.name, 80))}</h3>` +
    `<span class="soft small">${count}</span>${chips === '' ? '' : `<div class="chips">${chips}</div>`}</div>` +
    `<ul class="grid">${tiles.join('')}</ul></div>`
  );
};

const stat = (value: string, name: string, first = false): string =>
  `<div class="stat${first ? ' first' : ''}"><b>${value}</b><span>${name}</span></div>`;

const hero = ({ images, groups, outliers }: ClusterReportData): string =>
  `<div class="panel hero"><div class="stats">` +
  stat(countText(groups.length), groups.length === 1 ? 'group' : 'groups', true) +
  stat(countText(images), images === 1 ? 'image' : 'images') +
  stat(countText(groups[0]?.size ?? 0), 'in the largest group') +
  stat(countText(outliers.size), outliers.size === 1 ? 'outlier' : 'outliers') +
  `</div></div>`;

const day = (moment: string): string =>
  new Date(moment).toLocaleDateString('en', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });

const lead = ({ images, groups, outliers }: ClusterReportData): string => {
  const outside =
    outliers.size === 0 ? '' : ` ${shareText(outliers.size, images)} are like none of them, and stand at the end.`;
  return `${countOf(images, 'image')} fall into ${countOf(groups.length, 'group')} of pictures that are alike.${outside}`;
};

/**
 * Renders clusters as one HTML page that needs nothing beside it: a map, and each group as a row of pictures. There is no
 * script, and everything from outside is escaped. Previews beyond about 8 MB are left out.
 */
export const renderClusterReport = (data: ClusterReportData): string => {
  const { groups, outliers, dots, notices, making } = data;
  const budget = createPreviewBudget();
  const names = new Map(groups.map(({ name }, at) => [at + 1, name]));
  const index = groups.map(
    ({ name, size }, at) =>
      `<li><a href="#group-${at + 1}">${swatch(at + 1)}<span>${escapeHtml(shorten(name, 80))}</span><span class="soft small">${countText(size)}</span></a></li>`,
  );
  const map =
    `<section id="map"><h2>The map</h2><p class="intro">Each dot is an image; what is alike lies together. Click a group to see it.</p>` +
    `<div class="panel map-panel">${clusterMapSvg(dots, names)}</div><ul class="index">${index.join('')}</ul></section>`;
  const sheets = groups.map((group, at) => sheet(group, at + 1, budget)).join('');
  const lone = outliers.size === 0 ? '' : sheet(outliers, 0, budget);
  const pictures =
    `<section id="groups"><h2>The groups</h2><p class="intro">The largest first, each with pictures that stand for it. Their names ` +
    `are what tells them from the others.</p>${sheets}${lone}</section>`;
  const notes =
    notices.length === 0
      ? ''
      : `<section id="notes"><h2>Good to know</h2><div class="panel notes"><ul>${notices.map((notice) => `<li>${escapeProse(notice)}</li>`).join('')}</ul></div></section>`;
  const rows = making.map(({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  const title = escapeHtml(shorten(data.title, 200));
  const links = [
    ['map', 'Map'],
    ['groups', 'Groups'],
    ...(notes === '' ? [] : [['notes', 'Notes']]),
    ['making', 'Making'],
  ].map(([id, name]) => `<a href="#${id}">${name}</a>`);
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">` +
    `<title>${title} · Clusters</title><style>${REPORT_STYLE}${STYLE}</style></head><body>` +
    `<header><p class="kicker">Clusters · ${day(data.madeAt)}</p><h1>${title}</h1><p class="lead">${lead(data)}</p>${hero(data)}` +
    `<nav aria-label="Sections">${links.join('')}</nav></header><main>${map}${pictures}${notes}` +
    `<section id="making"><h2>How it was made</h2><dl class="panel">${rows}</dl></section></main>` +
    `<footer><p>Made by Pixmill ${escapeHtml(data.version)}. Nothing was changed in the folder.</p></footer></body></html>\n`
  );
};
