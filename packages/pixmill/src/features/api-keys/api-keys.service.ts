import { v7 as uuidv7 } from 'uuid';
import type { ApiKeyRow } from '../../library/accounts.schema.ts';
import { recordActivity, type NewActivity } from '../../library/activity.repository.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { httpError } from '../../platform/http/http.errors.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { apiKeyError } from './api-key.errors.ts';
import { newApiKey } from './api-key-secret.ts';
import { deleteKey, findKey, insertKey, lockKey, lockKeyCount, updateKey } from './api-keys.repository.ts';
import {
  assertCovers,
  assertGrantable,
  assertLater,
  type Grant,
  type Granter,
  type RateLimits,
} from './api-keys.rules.ts';

/** What the service of API keys works with. */
export type ApiKeys = { readonly db: Database; readonly limits: RateLimits };

/** Who does it, and from where. */
export type Asker = {
  readonly principal: Principal;
  readonly origin: Required<Pick<NewActivity, 'address' | 'requestId'>>;
};

/** Parts of a key that can be chosen. What is left out of a new key is what its maker has. */
export type KeyChanges = { readonly name?: string } & { readonly [part in keyof Grant]?: Grant[part] };

const MOST_KEYS = 100;

/** What somebody may grant: a login anything of their role, a key no more than itself. */
const granterOf = async (tx: Transaction, principal: Principal): Promise<Granter> => {
  const own = principal.apiKeyId === null ? null : await findKey(tx, principal, principal.apiKeyId);
  return { ...principal, expiresAt: own?.expiresAt ?? null };
};

const record = (tx: Transaction, { principal, origin }: Asker, action: NewActivity['action'], key: ApiKeyRow) =>
  recordActivity(tx, {
    userId: principal.userId,
    action,
    resourceType: 'api_key',
    resourceId: key.id,
    detail: { name: key.name, key_prefix: key.prefix, scopes: [...key.scopes] },
    ...origin,
  });

/** The key, locked; also whether who asks may change it. Throws `api_key.not_found`, `http.missing_scope`. */
const lockOwn = async (tx: Transaction, { principal }: Asker, id: string): Promise<ApiKeyRow> => {
  const row = await lockKey(tx, principal, id);
  if (row === null) throw apiKeyError('api_key.not_found');
  assertCovers(principal, row.scopes);
  return row;
};

/** A key that was just made. */
export type NewKey = { readonly row: ApiKeyRow; readonly key: string };

/** Makes a key; it is told only here. Throws `api_key.*`, `http.missing_scope`. */
export const createApiKey = (
  { db, limits }: ApiKeys,
  asker: Asker,
  { name, scopes, ...given }: KeyChanges & Required<Pick<KeyChanges, 'name' | 'scopes'>>,
  keep: KeepAnswer<NewKey>,
): Promise<NewKey> =>
  db.transaction(async (tx) => {
    const { userId } = asker.principal;
    const count = await lockKeyCount(tx, userId);
    if (count === null) throw httpError('http.unauthenticated');
    if (count >= MOST_KEYS) throw apiKeyError('api_key.too_many', { limit: MOST_KEYS });
    const granter = await granterOf(tx, asker.principal);
    const grant = { scopes, rateLimit: granter.rateLimit, expiresAt: granter.expiresAt, ...given };
    assertLater(grant.expiresAt, new Date());
    assertGrantable(granter, grant, limits);
    const { key, hash, prefix } = newApiKey();
    const row = await insertKey(tx, { id: uuidv7(), userId, name, prefix, hash, ...grant });
    await record(tx, asker, 'create', row);
    await keep(tx, { row, key });
    return { row, key };
  });

/** Changes a key; the secret stays. Throws `api_key.*`, `http.missing_scope`. */
export const changeApiKey = (
  { db, limits }: ApiKeys,
  asker: Asker,
  id: string,
  changes: KeyChanges,
): Promise<ApiKeyRow> =>
  db.transaction(async (tx) => {
    const before = await lockOwn(tx, asker, id);
    const { name, scopes, rateLimit, expiresAt } = { ...before, ...changes };
    if (changes.expiresAt !== undefined) assertLater(changes.expiresAt, new Date());
    const isOwners = before.userId === asker.principal.userId;
    // Nobody makes a key of somebody else wider.
    if (!isOwners && changes.scopes?.some((scope) => !before.scopes.includes(scope)) === true) {
      throw httpError('http.forbidden');
    }
    assertGrantable(await granterOf(tx, asker.principal), { scopes, rateLimit, expiresAt }, limits);
    const row = await updateKey(tx, id, { name, scopes, rateLimit, expiresAt });
    if (row === null) throw apiKeyError('api_key.not_found');
    await record(tx, asker, 'update', row);
    return row;
  });

/** Deletes a key, which stops working with the next request. Throws `api_key.not_found`, `http.missing_scope`. */
export const deleteApiKey = ({ db }: Pick<ApiKeys, 'db'>, asker: Asker, id: string): Promise<void> =>
  db.transaction(async (tx) => {
    const row = await lockOwn(tx, asker, id);
    await deleteKey(tx, id);
    await record(tx, asker, 'delete', row);
  });
