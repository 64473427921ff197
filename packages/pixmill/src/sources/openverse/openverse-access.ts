import type { SourceContext, SourceInfo } from '../../library/source.ts';
import { askService, notUnderstood, serviceUrl } from '../service/ask-service.ts';
import { fieldsOf, numberOf, textOf } from '../service/json-fields.ts';

type Token = { readonly value: string; readonly expiresAt: number };

/** Gives the headers of a request: a bearer token when a client is configured, none when it is not. */
export type OpenverseAccess = (
  info: SourceInfo,
  context: SourceContext,
  options?: { readonly renew?: boolean },
) => Promise<Readonly<Record<string, string>>>;

/** A token is renewed this long before it ends. */
const MARGIN_MS = 60_000;

/**
 * OAuth2 client credentials (https://api.openverse.org/v1/#tag/auth). One token serves every search of this process
 * until it ends.
 */
export const createOpenverseAccess = (): OpenverseAccess => {
  const tokens = new Map<string, Token>();
  return async (info, context, { renew = false } = {}) => {
    const clientId = context.setting('OPENVERSE_CLIENT_ID');
    const secret = context.setting('OPENVERSE_CLIENT_SECRET');
    if (clientId === undefined || secret === undefined) return {};

    const url = serviceUrl(info, context, 'https://api.openverse.org/v1/auth_tokens/token/');
    const place = `${url} ${clientId}`;
    const known = tokens.get(place);
    const now = context.now().getTime();
    if (!renew && known !== undefined && known.expiresAt > now) return { authorization: `Bearer ${known.value}` };

    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
    const { body } = await askService(info, context, () => context.postForm(url, { fields }), { hasKey: true });
    const answer = fieldsOf(body);
    const value = textOf(answer?.['access_token']);
    if (value === undefined) throw notUnderstood(info, 'the token answer has no access_token');
    const seconds = numberOf(answer?.['expires_in']) ?? 0;
    tokens.set(place, { value, expiresAt: now + seconds * 1000 - MARGIN_MS });
    return { authorization: `Bearer ${value}` };
  };
};
