import { cleanText } from './json-value.ts';

/** What stands in a cell as a text without space around it; `undefined` for nothing, and for what is no single value. */
export const cellText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = cleanText(value).trim();
  return text === '' ? undefined : text;
};

/** A text as an absolute http(s) address; `undefined` when it is none. */
export const webAddress = (text: string | undefined): string | undefined => {
  const url = text === undefined ? null : URL.parse(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : undefined;
};
