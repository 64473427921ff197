import { escapeHtml } from './escape-html.ts';

/** A horizontal bar, as wide as its share of the longest one, that fills its cell. */
export const barSvg = (value: number, longest: number, className: string): string => {
  const share = longest === 0 ? 0 : Math.max(0.4, (value / longest) * 100);
  const width = value === 0 ? 0 : Math.round(share * 100) / 100;
  return (
    `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">` +
    `<rect class="bar-track" width="100" height="10"/><rect class="${className}" width="${width}" height="10"/></svg>`
  );
};

/** One bar in parts that add up to the whole, with hairlines between them. */
export const partsSvg = (
  parts: readonly { readonly className: string; readonly value: number; readonly label: string }[],
): string => {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  let at = 0;
  const rects = parts.map(({ className, value, label }) => {
    const width = total === 0 ? 0 : (value / total) * 1000;
    const gap = at > 0 && width > 3 ? 2 : 0;
    const rect = `<rect class="${className}" x="${(at + gap).toFixed(2)}" width="${Math.max(0, width - gap).toFixed(2)}" height="20"><title>${escapeHtml(label)}</title></rect>`;
    at += width;
    return value === 0 ? '' : rect;
  });
  const text = parts.map((part) => part.label).join(', ');
  return `<svg class="parts" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(text)}">${rects.join('')}</svg>`;
};
