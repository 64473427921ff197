import { escapeHtml } from './escape-html.ts';
import { axisText, countOf, countText } from './number-text.ts';
import type { Histogram, Threshold } from './report-data.ts';

const WIDTH = 400;
const HEIGHT = 190;
const PLOT = { left: 6, right: WIDTH - 6, top: 26, bottom: HEIGHT - 26 } as const;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Empty bins at both ends go, but for one, and never those that a threshold stands in. */
const visibleBins = ({
  edges,
  kept,
  rejected,
  thresholds,
  scale,
}: Histogram): readonly [first: number, last: number] => {
  if (scale === 'linear') return [0, kept.length - 1];
  const used = kept.flatMap((count, index) => (count + (rejected[index] ?? 0) > 0 ? [index] : []));
  const marked = thresholds.map(({ at }) =>
    Math.max(
      0,
      edges.findLastIndex((edge) => edge <= at),
    ),
  );
  const indexes = [...used, ...marked];
  const first = Math.max(0, Math.min(...indexes, kept.length - 1) - 1);
  return [first, Math.min(kept.length - 1, Math.max(...indexes, 0) + 1)];
};

const ticks = (from: number, to: number, scale: Histogram['scale']): readonly number[] => {
  if (scale === 'linear') return [0, 0.25, 0.5, 0.75, 1].map((part) => from + (to - from) * part);
  const powers: number[] = [];
  const steps = to / from > 100 ? [1] : [1, 2, 5];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power++) {
    powers.push(
      ...steps.map((step) => step * 10 ** power).filter((value) => value >= from * 0.999 && value <= to * 1.001),
    );
  }
  return powers;
};

const thresholdMark = (threshold: Threshold, x: number): string => {
  const anchor = x > WIDTH * 0.6 ? 'end' : 'start';
  const dx = anchor === 'end' ? -6 : 6;
  const text = `${escapeHtml(threshold.label)}: ${countText(threshold.count)}`;
  return (
    `<line class="limit" x1="${x}" x2="${x}" y1="8" y2="${PLOT.bottom}"/>` +
    `<text class="limit-text" x="${round(x + dx)}" y="17" text-anchor="${anchor}">${text}</text>`
  );
};

/** Draws a histogram as an inline SVG: kept images below, rejected ones on top, thresholds as dashed lines. */
export const histogramSvg = (histogram: Histogram): string => {
  const { edges, kept, rejected, thresholds, scale, unit, title } = histogram;
  const [first, last] = visibleBins(histogram);
  const project = (value: number): number => (scale === 'log' ? Math.log10(value) : value);
  const [from, to] = [edges[first] ?? 0, edges[last + 1] ?? 1];
  const x = (value: number): number => {
    const part = (project(value) - project(from)) / (project(to) - project(from));
    return round(PLOT.left + Math.min(1, Math.max(0, part)) * (PLOT.right - PLOT.left));
  };
  const highest = Math.max(1, ...kept.map((count, index) => count + (rejected[index] ?? 0)));
  const height = (count: number): number => (count / highest) * (PLOT.bottom - PLOT.top);

  const bars: string[] = [];
  for (let bin = first; bin <= last; bin++) {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    const [keptHere, rejectedHere] = [kept[bin] ?? 0, rejected[bin] ?? 0];
    if (keptHere + rejectedHere === 0) continue;
    const left = x(low) + 0.75;
    const width = round(Math.max(1, x(high) - x(low) - 1.5));
    const tall = Math.max(keptHere > 0 ? 1.5 : 0, height(keptHere));
    const tallest = Math.max(rejectedHere > 0 ? 1.5 : 0, height(rejectedHere));
    const label = `${axisText(low)} to ${axisText(high)} ${unit}: ${countText(keptHere)} kept, ${countText(rejectedHere)} rejected`;
    const bar = (name: string, top: number, size: number): string =>
      size > 0
        ? `<rect class="${name}" x="${left}" y="${round(top)}" width="${width}" height="${round(size)}" rx="1"/>`
        : '';
    bars.push(
      `<g><title>${escapeHtml(label)}</title>${bar('bar-kept', PLOT.bottom - tall, tall)}` +
        `${bar('bar-rejected', PLOT.bottom - tall - tallest, tallest)}</g>`,
    );
  }
  const axis = ticks(from, to, scale).map((value) => {
    const at = x(value);
    const anchor = at < 14 ? 'start' : at > WIDTH - 14 ? 'end' : 'middle';
    return `<text class="tick" x="${at}" y="${HEIGHT - 9}" text-anchor="${anchor}">${axisText(value)}</text>`;
  });
  const total = [...kept, ...rejected].reduce((sum, count) => sum + count, 0);
  const beyond = thresholds.map(({ label, count }) => `${countOf(count, 'image')} ${label}`).join(', ');
  return (
    `<svg class="histogram" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(`${title} of ${countOf(total, 'image')}; ${beyond}`)}">` +
    `${bars.join('')}<line class="axis" x1="0" x2="${WIDTH}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>${axis.join('')}` +
    `${thresholds.map((threshold) => thresholdMark(threshold, x(threshold.at))).join('')}</svg>`
  );
};
