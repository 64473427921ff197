const LONGEST_ADDRESS = 4096;

/**
 * An absolute http(s) address, encoded as a URL must be (spaces as `%20`), without fragment; `//host/path` counts as
 * https. `undefined` for anything else, an address with a user name or password included.
 */
export const webAddress = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || value.length > LONGEST_ADDRESS) return undefined;
  const text = value.trim();
  const url = URL.parse(text.startsWith('//') ? `https:${text}` : text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  url.hash = '';
  return url.href;
};

/** The address without the `utm_…` parameters that count visits, so that one file has one address. */
export const withoutVisitCounters = (address: string): string => {
  const url = new URL(address);
  const counters = [...url.searchParams.keys()].filter((name) => name.startsWith('utm_'));
  if (counters.length === 0) return address;
  for (const name of counters) url.searchParams.delete(name);
  return url.href;
};
