import pc from 'picocolors';

/** A stream; where it is a terminal, it says how wide. */
type Output = NodeJS.WritableStream & { readonly columns?: number };

/** Where a command writes, and what it may use there. */
export type Terminal = {
  readonly out: Output;
  readonly error: Output;
  /** Whether a person looks at standard output now. */
  readonly isInteractive: boolean;
  readonly columns: number;
};

/** The terminal of this process. */
export const processTerminal = (): Terminal => ({
  out: process.stdout,
  error: process.stderr,
  isInteractive: process.stdout.isTTY && process.stderr.isTTY,
  columns: process.stdout.columns ?? 80,
});

/** Colours, where a person looks at a terminal that shows them: never in a pipe or a log, also not in CI. */
export const colours = pc.createColors('isTTY' in process.stdout && process.stdout.isTTY && pc.isColorSupported);

/** Removes what could steer a terminal from text of strangers, and shortens it. */
export const plainText = (text: string, length = 200): string => {
  // oxlint-disable-next-line no-control-regex -- control characters are what this removes
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean;
};

/** A number with thousands separated, e.g. `12,345`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** A number of images, e.g. `1 image`, `12,345 images`. */
export const formatImages = (count: number): string => `${formatCount(count)} ${count === 1 ? 'image' : 'images'}`;

/** A number of bytes for people, e.g. `3.2 MB`. */
export const formatBytes = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit] ?? ''}`;
};

/** A time for people, e.g. `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`. */
export const formatSeconds = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (seconds < 9.95 && !Number.isInteger(seconds)) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
};
