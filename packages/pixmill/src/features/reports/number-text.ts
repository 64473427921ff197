/** 1,234 */
export const countText = (count: number): string => count.toLocaleString('en');

/** `1 image`, `1,234 images` */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** Share of a whole: `12 %`, `0.4 %`, `< 0.1 %`. */
export const shareText = (part: number, whole: number): string => {
  if (whole === 0 || part === 0) return '0 %';
  const percent = (part / whole) * 100;
  if (percent < 0.1) return '< 0.1 %';
  if (percent < 10 && !Number.isInteger(percent)) return `${percent.toFixed(1)} %`;
  return percent > 99.5 && percent < 100 ? '> 99 %' : `${Math.round(percent)} %`;
};

/** 1024-based, two or three digits: `28 KB`, `1.4 GB`. */
export const bytesText = (bytes: number): string => {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
};

/** Short numbers for axes: `0.05`, `12`, `3k`. */
export const axisText = (value: number): string => {
  if (value >= 10_000) return `${Math.round(value / 1000)}k`;
  return String(Number(value.toPrecision(2)));
};
