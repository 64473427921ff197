/** What stands in the place of a secret. */
export const HIDDEN = '[hidden]';

/** Query parameters that carry keys (sources and signed URLs), in lower case. */
const KEY_PARAMETERS = [
  'access_key',
  'access_token',
  'api_key',
  'api-key',
  'apikey',
  'auth',
  'client_secret',
  'key',
  'password',
  'refresh_token',
  'secret',
  'sig',
  'signature',
  'token',
  'wskey',
  'x-amz-credential',
  'x-amz-security-token',
  'x-amz-signature',
  'x-goog-signature',
];

const KEY_IN_QUERY = new RegExp(`([?&;](?:${KEY_PARAMETERS.join('|')})=)[^&;\\s"'<>#\\\\]+`, 'gi');
const PASSWORD_IN_URL = /(:\/\/[^:/?#\s"'@]*:)[^/?#\s"'@]+(?=@)/g;
const AUTHORIZATION = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/g;

/** Shorter ones would blot out ordinary words. */
const SHORTEST_SECRET = 4;

/**
 * Hides keys and passwords in any text: those in URLs, `Authorization` values, and the given secrets, also as they look
 * inside JSON.
 */
export const redactText = (text: string, secrets: readonly string[] = []): string => {
  let result = text
    .replace(PASSWORD_IN_URL, `$1${HIDDEN}`)
    .replace(KEY_IN_QUERY, `$1${HIDDEN}`)
    .replace(AUTHORIZATION, `$1 ${HIDDEN}`);
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    result = result.replaceAll(secret, HIDDEN).replaceAll(JSON.stringify(secret).slice(1, -1), HIDDEN);
  }
  return result;
};
