import { isIP } from 'node:net';
import { isPublicAddress } from './address-guard.ts';
import { fetchError } from './fetch.errors.ts';
import { redactUrl } from './redact-url.ts';

/** Longest URL that is fetched, in characters; servers refuse longer ones anyway. */
const LONGEST_URL = 8192;
const LONGEST_HOST = 253;
const LOCAL_SUFFIXES = ['.localhost', '.local', '.internal', '.home.arpa'];

/** The host of a URL without brackets: a name, or an IP literal. */
export const bareHost = (hostname: string): string => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname);

/**
 * Parses a hostile URL and refuses what must never be fetched: other schemes than http(s), credentials, ports other
 * than 80 and 443, names of this machine or its network, IP literals that are not public. Works on the parsed host,
 * so that every spelling of an address is one (`0x7f.1`, `2130706433`, full-width digits, `[::ffff:127.0.0.1]`).
 * An origin in `allowedOrigins` (scheme, host, port exactly) passes without the rules on host and port.
 * Names still need the check of their addresses at connect time. Returns the URL without fragment and trailing dot;
 * throws `fetch.bad_url`, `fetch.blocked_*`.
 */
export const guardUrl = (given: string, allowedOrigins: ReadonlySet<string>): URL => {
  const url = given.length > LONGEST_URL ? null : URL.parse(given);
  if (url === null) {
    throw fetchError('fetch.bad_url', {
      url: redactUrl(given),
      reason: given.length > LONGEST_URL ? `it is longer than ${LONGEST_URL} characters` : 'it cannot be parsed',
    });
  }
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  url.hash = '';
  const details = { url: redactUrl(url), host: url.host };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw fetchError('fetch.blocked_scheme', { ...details, reason: url.protocol });
  }
  if (url.username !== '' || url.password !== '') {
    throw fetchError('fetch.bad_url', { ...details, reason: 'it carries a user name or a password' });
  }
  if (allowedOrigins.has(url.origin)) return url;

  const host = bareHost(url.hostname);
  if (isIP(host) === 0) {
    if (host.length > LONGEST_HOST || host.split('.').some((label) => label.length === 0 || label.length > 63)) {
      throw fetchError('fetch.bad_url', { ...details, reason: 'its host is not a valid name' });
    }
    const local = !host.includes('.') || LOCAL_SUFFIXES.some((suffix) => host.endsWith(suffix));
    if (local) throw fetchError('fetch.blocked_host', details);
  } else if (!isPublicAddress(host)) {
    throw fetchError('fetch.blocked_address', details);
  }
  if (!['', '80', '443'].includes(url.port)) throw fetchError('fetch.blocked_port', details);
  return url;
};

/**
 * Checks where a redirect leads: the guard of the first URL, no way from https to http, and none from outside into an
 * allowed private origin, because the operator allowed it to the user's own links and not to a stranger's. Throws
 * `fetch.bad_redirect`, `fetch.insecure_redirect` and what `guardUrl` throws.
 */
export const guardRedirect = (from: URL, location: string, allowedOrigins: ReadonlySet<string>): URL => {
  const target = location.length > LONGEST_URL ? null : URL.parse(location, from.href);
  if (target === null) throw fetchError('fetch.bad_redirect', { url: redactUrl(from), host: from.host });
  const url = guardUrl(target.href, allowedOrigins.has(from.origin) ? allowedOrigins : new Set());
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw fetchError('fetch.insecure_redirect', { url: redactUrl(url), host: url.host });
  }
  return url;
};
