import { barSvg, partsSvg } from './bar-svg.ts';
import { escapeHtml, escapeProse } from './escape-html.ts';
import { countOf, countText, shareText } from './number-text.ts';
import type { BuildReportData, OutcomeTally } from './report-data.ts';

const KINDS = [
  { outcome: 'kept', name: 'Kept', meaning: 'in the dataset' },
  { outcome: 'duplicate', name: 'Duplicate', meaning: 'the same picture is there already' },
  { outcome: 'rejected', name: 'Rejected', meaning: 'fetched and looked at, but not good enough' },
  { outcome: 'failed', name: 'Failed', meaning: 'could not be fetched or read' },
  { outcome: 'skipped', name: 'Skipped', meaning: 'never fetched, for a reason' },
] as const;

const sum = (tallies: readonly OutcomeTally[]): number => tallies.reduce((total, { count }) => total + count, 0);

/** A catalogue sentence with its places for details closed. */
export const plainSentence = (sentences: Readonly<Record<string, string>>, code: string): string =>
  (sentences[code] ?? '')
    .replaceAll(/\s*\(\{\w+\}\)/g, '')
    .replaceAll(/"?\{\w+\}"?/g, '…')
    .replaceAll('….', '…');

/** All candidates of a build: those that ended, and those still under way. */
export const discoveredCount = (data: BuildReportData): number => sum(data.outcomes) + data.inFlight;

/** The bar whose parts add up to all candidates, with its legend. */
export const outcomeBar = (data: BuildReportData): string => {
  const parts: { className: string; name: string; value: number }[] = KINDS.map(({ outcome, name }) => ({
    className: outcome,
    name,
    value: sum(data.outcomes.filter((tally) => tally.outcome === outcome)),
  }));
  if (data.inFlight > 0) parts.push({ className: 'in-flight', name: 'In flight', value: data.inFlight });
  const shown = parts.filter(({ value }) => value > 0);
  const total = discoveredCount(data);
  const legend = shown.map(
    ({ className, name, value }) =>
      `<li><span class="dot ${className}"></span><b>${countText(value)}</b> ${name.toLowerCase()}</li>`,
  );
  const labelled = shown.map((part) => ({ ...part, label: `${part.name} ${countText(part.value)}` }));
  return (
    `${partsSvg(labelled)}<ul class="legend">${legend.join('')}` +
    `<li class="sum">together ${countOf(total, 'candidate')}</li></ul>`
  );
};

/** One row of a bar chart of codes. */
export const reasonRow = (options: {
  readonly code: string;
  readonly sentence: string;
  readonly count: number;
  readonly longest: number;
  readonly whole: number;
  readonly className: string;
}): string => {
  const { code, sentence, count, longest, whole, className } = options;
  const words =
    sentence === '' ? escapeHtml(code) : `${escapeProse(sentence)}<code class="code">${escapeHtml(code)}</code>`;
  return (
    `<li><span>${words}</span>${barSvg(count, longest, className)}` +
    `<span class="number">${countText(count)}<span>${shareText(count, whole)}</span></span></li>`
  );
};

/** What became of every candidate: a group an outcome, a bar a reason. */
export const outcomeSection = (data: BuildReportData): string => {
  const whole = discoveredCount(data);
  if (whole === 0) return '';
  const others = data.outcomes.filter(({ outcome }) => outcome !== 'kept');
  const longest = Math.max(1, ...others.map(({ count }) => count));
  const groups = KINDS.map(({ outcome, name, meaning }) => {
    const tallies = data.outcomes.filter((tally) => tally.outcome === outcome && tally.count > 0);
    if (tallies.length === 0) return '';
    const rows = tallies
      .filter(({ code }) => code !== null && outcome !== 'kept')
      .toSorted((a, b) => b.count - a.count)
      .map(({ code, count }) =>
        reasonRow({
          code: code ?? '',
          sentence: plainSentence(data.sentences, code ?? ''),
          count,
          longest,
          whole,
          className: outcome,
        }),
      );
    const total = sum(tallies);
    return (
      `<div class="group"><div class="group-head"><span class="dot ${outcome}"></span><h3>${name}</h3>` +
      `<span class="soft small">${meaning}</span><span class="total">${countText(total)}</span></div>` +
      `${rows.length > 0 ? `<ul class="reasons">${rows.join('')}</ul>` : ''}</div>`
    );
  });
  return (
    `<section id="outcomes"><h2>What became of each candidate</h2>` +
    `<p class="intro">Every address that was found ended in exactly one of these ways. The line of each stands in ` +
    `<a href="./outcomes.jsonl"><code>outcomes.jsonl</code></a>.</p><div class="panel outcomes">${groups.join('')}</div></section>`
  );
};
