import { ApiError } from './api-error.ts';
import { tokensOf, type TokenStore, type Tokens } from './tokens.ts';

type Fetch = (request: Request) => Promise<Response>;

/** A token that ends within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 10_000;

/** Reads a token answer; a server that answers something else is an error. */
export const readTokens = async (response: Response): Promise<Tokens> => {
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response, body);
  if (
    typeof body === 'object' &&
    body !== null &&
    'access_token' in body &&
    typeof body.access_token === 'string' &&
    'refresh_token' in body &&
    typeof body.refresh_token === 'string' &&
    'expires_in' in body &&
    typeof body.expires_in === 'number'
  ) {
    const { access_token, refresh_token, expires_in } = body;
    return tokensOf({ access_token, refresh_token, expires_in });
  }
  throw new ApiError(response, body);
};

/**
 * A fetch that carries the login: it adds the access token, renews it shortly before it ends or when the API refuses it,
 * and repeats the refused request once. Many requests at the same time renew it once: a refresh token that is used twice
 * ends the login.
 */
export const authorisedFetch = ({
  baseUrl,
  tokens,
  fetch,
}: {
  readonly baseUrl: string;
  readonly tokens: TokenStore;
  readonly fetch: Fetch;
}): Fetch => {
  let renewing: Promise<Tokens | null> | null = null;

  const renew = async (): Promise<Tokens | null> => {
    const known = tokens.get();
    if (known === null) return null;
    const request = new Request(`${baseUrl}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: known.refreshToken }),
    });
    try {
      const renewed = await readTokens(await fetch(request));
      tokens.set(renewed);
      return renewed;
    } catch (error) {
      // Only the API's own word ends the login; a lost connection does not.
      if (error instanceof ApiError && error.status === 401) {
        tokens.set(null);
        return null;
      }
      throw error;
    }
  };

  const renewOnce = (): Promise<Tokens | null> => {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return async (request) => {
    let known = tokens.get();
    if (known === null || request.headers.has('authorization')) return fetch(request);
    if (known.expiresAt - Date.now() < RENEW_BEFORE_MS) known = await renewOnce();
    if (known === null) return fetch(request);
    const again = request.clone();
    request.headers.set('authorization', `Bearer ${known.accessToken}`);
    const response = await fetch(request);
    if (response.status !== 401) return response;
    // Somebody else may have renewed it meanwhile.
    const current = tokens.get();
    const renewed = current !== null && current.accessToken !== known.accessToken ? current : await renewOnce();
    if (renewed === null) return response;
    await response.body?.cancel();
    again.headers.set('authorization', `Bearer ${renewed.accessToken}`);
    return fetch(again);
  };
};
