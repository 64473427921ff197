import { escapeHtml } from './escape-html.ts';
import { histogramSvg } from './histogram-svg.ts';
import { countOf } from './number-text.ts';
import { plainSentence, reasonRow } from './outcome-section.ts';
import type { Histogram, ReportData } from './report-data.ts';

const chart = (histogram: Histogram): string =>
  `<div class="panel chart"><h3>${escapeHtml(histogram.title)}</h3><p>${escapeHtml(histogram.explanation)}</p>${histogramSvg(histogram)}</div>`;

const flagRows = (data: ReportData): string => {
  if (data.flags.length === 0) return '';
  const longest = Math.max(...data.flags.map(({ count }) => count));
  const rows = data.flags.map(({ code, count }) =>
    reasonRow({
      code,
      sentence: plainSentence(data.sentences, code),
      count,
      longest,
      whole: data.images,
      className: 'rejected',
    }),
  );
  const title = data.kind === 'check' ? 'Findings' : 'Kept, with a remark';
  const meaning = data.kind === 'check' ? 'an image may have several' : 'flagged by a check, not rejected for it';
  return (
    `<div class="panel outcomes"><div class="group"><div class="group-head"><span class="dot rejected"></span>` +
    `<h3>${title}</h3><span class="soft small">${meaning}</span></div><ul class="reasons">${rows.join('')}</ul></div></div>`
  );
};

const unreadable = (data: ReportData): string => {
  if (data.kind !== 'check' || data.unreadable.length === 0) return '';
  const longest = Math.max(...data.unreadable.map(({ count }) => count));
  const whole = data.images + data.unreadable.reduce((sum, { count }) => sum + count, 0);
  const rows = data.unreadable.map(({ code, count, examples }) => {
    const example = examples.length === 0 ? '' : ` For example ${examples.slice(0, 3).join(', ')}.`;
    const sentence = `${plainSentence(data.sentences, code)}${example}`;
    return reasonRow({ code, sentence, count, longest, whole, className: 'failed' });
  });
  return (
    `<div class="panel outcomes"><div class="group"><div class="group-head"><span class="dot failed"></span>` +
    `<h3>Unreadable files</h3></div><ul class="reasons">${rows.join('')}</ul></div></div>`
  );
};

/** Histograms with their thresholds, and what the checks found. */
export const qualitySection = (data: ReportData): string => {
  const rejected = data.histograms[0]?.rejected.reduce((sum, count) => sum + count, 0) ?? 0;
  const measured = data.images + rejected;
  if (measured === 0 && (data.kind === 'build' || data.unreadable.length === 0)) return '';
  const key =
    rejected > 0
      ? ' <span class="dot kept" style="display:inline-block"></span> kept, <span class="dot rejected" style="display:inline-block"></span> rejected.'
      : '';
  return (
    `<section id="quality"><h2>Size, sharpness and light</h2><p class="intro">Measured over ${countOf(measured, 'image')}. ` +
    `Dashed lines are limits, with the number of images beyond each.${key}</p>` +
    `${measured === 0 ? '' : `<div class="charts">${data.histograms.map(chart).join('')}</div>`}${flagRows(data)}${unreadable(data)}</section>`
  );
};
