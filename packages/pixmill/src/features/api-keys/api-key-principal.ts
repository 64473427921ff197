import type { Queryable } from '../../platform/database/database.ts';
import { gatherReads } from '../../platform/database/gather-reads.ts';
import { SCOPES, type Principal } from '../../platform/http/principal.ts';
import { hashApiKey } from './api-key-secret.ts';
import { prepareKeyOwners } from './api-keys.repository.ts';

/**
 * Makes the function that finds out who an API key belongs to, as it is now: one that is deleted, expired or of a disabled
 * account is refused with the next request (`null`). A key of an admin allows what an admin may do within its scopes.
 */
export const createApiKeyPrincipal = (
  db: Queryable,
  now: () => Date = () => new Date(),
): ((key: string) => Promise<Principal | null>) => {
  const findOwner = gatherReads(prepareKeyOwners(db));
  return async (key) => {
    const hash = hashApiKey(key);
    if (hash === null) return null;
    const found = await findOwner(hash);
    if (found === undefined || !found.isActive || (found.expiresAt !== null && found.expiresAt <= now())) return null;
    return {
      userId: found.userId,
      email: found.email,
      role: found.role,
      via: 'api-key',
      scopes: SCOPES.filter((scope) => found.scopes.includes(scope)),
      sessionId: null,
      apiKeyId: found.id,
      rateLimit: found.rateLimit,
    };
  };
};
