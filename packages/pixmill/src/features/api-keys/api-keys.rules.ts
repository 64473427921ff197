import { httpError } from '../../platform/http/http.errors.ts';
import type { Principal, Scope } from '../../platform/http/principal.ts';
import { apiKeyError } from './api-key.errors.ts';

/** What a key allows, and for how long. */
export type Grant = {
  readonly scopes: readonly Scope[];
  /** Requests a minute; `null` takes the setting for users. */
  readonly rateLimit: number | null;
  /** `null` for ever. */
  readonly expiresAt: Date | null;
};

/** Who grants: a login, or a key with limits of its own. */
export type Granter = Pick<Principal, 'role' | 'via' | 'scopes'> & Pick<Grant, 'rateLimit' | 'expiresAt'>;

/** Requests a minute: of a key without a limit of its own, and the most that a user may grant. */
export type RateLimits = { readonly user: number; readonly most: number };

/** Throws `http.missing_scope` when a key is used on something that allows more than itself. */
export const assertCovers = ({ via, scopes }: Pick<Granter, 'via' | 'scopes'>, wanted: readonly Scope[]): void => {
  if (via !== 'api-key') return;
  const missing = wanted.find((scope) => !scopes.includes(scope));
  if (missing !== undefined) throw httpError('http.missing_scope', { scope: missing });
};

const assertNotWider = (granter: Granter, { rateLimit, expiresAt }: Grant, limits: RateLimits): void => {
  if (granter.via !== 'api-key') return;
  const lastsLonger = granter.expiresAt !== null && (expiresAt === null || expiresAt > granter.expiresAt);
  const asksMore = (rateLimit ?? limits.user) > (granter.rateLimit ?? limits.user);
  if (lastsLonger || asksMore) throw apiKeyError('api_key.wider_than_maker');
};

/**
 * Checks that somebody may grant this. Nobody grants more than they have: only admins the scope `admin`, and a key only
 * what it may do itself, no longer and no more often, so that who finds a key cannot keep it alive by another one. Throws
 * `api_key.*`, `http.missing_scope`.
 */
export const assertGrantable = (granter: Granter, grant: Grant, limits: RateLimits): void => {
  if (grant.scopes.includes('admin') && granter.role !== 'admin') throw apiKeyError('api_key.admin_only');
  assertCovers(granter, grant.scopes);
  if (granter.role !== 'admin' && grant.rateLimit !== null && grant.rateLimit > limits.most) {
    throw apiKeyError('api_key.rate_limit_too_high', { limit: limits.most });
  }
  assertNotWider(granter, grant, limits);
};

/** Throws `api_key.in_the_past` for an end that has passed. */
export const assertLater = (expiresAt: Date | null, now: Date): void => {
  if (expiresAt !== null && expiresAt <= now) throw apiKeyError('api_key.in_the_past');
};
