const SECRET_PARAMETERS = new Set([
  'access_key',
  'access_token',
  'api_key',
  'api-key',
  'apikey',
  'auth',
  'authorization',
  'awsaccesskeyid',
  'client_id',
  'client_secret',
  'code',
  'credential',
  'cx',
  'id_token',
  'key',
  'pass',
  'passwd',
  'password',
  'pwd',
  'refresh_token',
  'secret',
  'session',
  'sessionid',
  'sig',
  'signature',
  'subscription-key',
  'token',
  'wskey',
  'x-amz-credential',
  'x-amz-security-token',
  'x-amz-signature',
  'x-goog-credential',
  'x-goog-signature',
]);

const LONGEST_URL = 500;

/**
 * A URL that may be logged and shown: without user name, password and fragment, with the values of parameters that carry
 * keys (`api_key`, `wskey`, `X-Amz-Signature` …) replaced by `***`, at most 500 characters. What is no URL comes back
 * as `(not a URL)`, because it may hold anything.
 */
export const redactUrl = (given: string | URL): string => {
  const url = URL.parse(String(given));
  if (url === null) return '(not a URL)';
  url.username = '';
  url.password = '';
  url.hash = '';
  if (url.protocol === 'data:') return 'data:…';
  if (url.search !== '') {
    const parts = url.search.slice(1).split('&');
    const safe = parts.map((part) => {
      const name = part.split('=', 1)[0] ?? '';
      let plain = name;
      try {
        plain = decodeURIComponent(name);
      } catch {
        // A broken escape stays as it is written.
      }
      return SECRET_PARAMETERS.has(plain.toLowerCase()) ? `${name}=***` : part;
    });
    url.search = safe.join('&');
  }
  const text = url.href;
  return text.length > LONGEST_URL ? `${text.slice(0, LONGEST_URL - 1)}…` : text;
};
