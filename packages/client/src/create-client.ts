import createFetchClient, { type Client } from 'openapi-fetch';
import { ApiError } from './api-error.ts';
import { authorisedFetch, readTokens } from './authorised-fetch.ts';
import { followEvents, type ServerEvent } from './events.ts';
import { writeBody } from './form.ts';
import type { paths } from './openapi.ts';
import { memoryTokens, type TokenStore } from './tokens.ts';

/** The API of one installation, as one user. */
export type PixmillClient = Client<paths> & {
  /** Logs in; from then on every request carries the login, and it is renewed by itself. Throws `ApiError`. */
  readonly login: (credentials: { readonly email: string; readonly password: string }) => Promise<void>;
  /** Ends the login here and at the API. */
  readonly logout: () => Promise<void>;
  /** What happens in a job, from the beginning or after an event, until it ends. */
  readonly followJob: (jobId: string, options?: { readonly signal?: AbortSignal }) => AsyncGenerator<ServerEvent>;
};

/**
 * Makes a client. Answers come as openapi-fetch gives them (`{ data, error, response }`); `dataOf` turns them into data or
 * an `ApiError`.
 */
export const createClient = ({
  baseUrl,
  apiKey,
  tokens = memoryTokens(),
  fetch = (request) => globalThis.fetch(request),
}: {
  /** Such as `http://127.0.0.1:8000`. */
  readonly baseUrl: string;
  /** Instead of a login. */
  readonly apiKey?: string;
  readonly tokens?: TokenStore;
  readonly fetch?: (request: Request) => Promise<Response>;
}): PixmillClient => {
  const root = baseUrl.replace(/\/+$/, '');
  const authorised = authorisedFetch({ baseUrl: root, tokens, fetch });
  const client = createFetchClient<paths>({
    baseUrl: root,
    fetch: authorised,
    bodySerializer: writeBody,
    ...(apiKey === undefined ? {} : { headers: { 'X-API-Key': apiKey } }),
  });
  return {
    ...client,
    login: async (credentials) => {
      const request = new Request(`${root}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(credentials),
      });
      tokens.set(await readTokens(await fetch(request)));
    },
    logout: async () => {
      const known = tokens.get();
      if (known === null) return;
      const request = new Request(`${root}/api/v1/auth/logout`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token: known.refreshToken }),
      });
      const response = await authorised(request);
      tokens.set(null);
      if (!response.ok && response.status !== 401) {
        throw new ApiError(response, await response.json().catch(() => null));
      }
    },
    followJob: (jobId, { signal } = {}) =>
      followEvents({
        ...(signal === undefined ? {} : { signal }),
        isLast: ({ event }) => event === 'end',
        open: (lastEventId) =>
          authorised(
            new Request(`${root}/api/v1/jobs/${encodeURIComponent(jobId)}/events`, {
              headers: {
                accept: 'text/event-stream',
                ...(apiKey === undefined ? {} : { 'X-API-Key': apiKey }),
                ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }),
              },
              ...(signal === undefined ? {} : { signal }),
            }),
          ),
      }),
  };
};

/** The data of an answer. Throws `ApiError` for an answer that is an error. */
export const dataOf = async <Data>(
  answer: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> => {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined) throw new ApiError(response, error);
  return data;
};
