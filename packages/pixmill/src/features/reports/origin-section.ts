import { barSvg } from './bar-svg.ts';
import { escapeHtml, escapeUrl, shorten } from './escape-html.ts';
import { countText } from './number-text.ts';
import type { BuildReportData } from './report-data.ts';

const MAX_ROWS = 30;

const sources = ({ sources: counts }: BuildReportData): string => {
  const longest = Math.max(1, ...counts.map(({ count }) => count));
  const rows = counts
    .slice(0, MAX_ROWS)
    .map(
      ({ name, count }) =>
        `<li><span>${escapeHtml(shorten(name, 80))}</span><span>${countText(count)}</span>${barSvg(count, longest, 'plain')}</li>`,
    );
  return `<div class="panel list"><h3>Sources</h3><ul>${rows.join('')}</ul></div>`;
};

const licences = ({ licences: counts }: BuildReportData): string => {
  const longest = Math.max(1, ...counts.map(({ count }) => count));
  const rows = counts.slice(0, MAX_ROWS).map(({ title, url, asks, count, key }) => {
    const href = escapeUrl(url);
    const name = escapeHtml(title);
    const linked = href === null ? `<span>${name}</span>` : `<a href="${href}" rel="noreferrer noopener">${name}</a>`;
    const sure = key !== 'unknown' && !key.startsWith('stated');
    return `<li>${linked}<span>${countText(count)}</span>${barSvg(count, longest, sure ? 'plain' : 'rejected')}<p>${escapeHtml(asks)}</p></li>`;
  });
  const more =
    counts.length > MAX_ROWS
      ? `<p class="soft small">And ${countText(counts.length - MAX_ROWS)} more in LICENSES.md.</p>`
      : '';
  return `<div class="panel list"><h3>Licences</h3><ul>${rows.join('')}</ul>${more}</div>`;
};

/** Where the images come from, and what their licences ask for. */
export const originSection = (data: BuildReportData): string => {
  if (data.sources.length === 0) return '';
  return (
    `<section id="origin"><h2>Where they come from</h2><p class="intro">Licences are as the sources state them. Creators and ` +
    `addresses of every image stand in <a href="./ATTRIBUTION.csv"><code>ATTRIBUTION.csv</code></a>.</p>` +
    `<div class="two">${sources(data)}${licences(data)}</div></section>`
  );
};
