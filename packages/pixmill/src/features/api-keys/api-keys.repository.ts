import { and, eq, gte, sql, type SQL } from 'drizzle-orm';
import { apiKeys, apiKeyUsage, users, type ApiKeyRow } from '../../library/accounts.schema.ts';
import { agePage, type AgePageQuery } from '../../library/id-pages.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal, UserRole } from '../../platform/http/principal.ts';
import { onFirstUse } from '../../platform/database/on-first-use.ts';

/** Who asks for keys. */
type Asking = Pick<Principal, 'role' | 'userId'>;

/** An admin may see and take away everybody's keys, a user their own. */
const ownKey = ({ role, userId }: Asking): SQL | undefined =>
  role === 'admin' ? undefined : eq(apiKeys.userId, userId);

/** A page of the keys of a user that the principal may see, and how many there are. */
export const listKeys = async (
  db: Queryable,
  asking: Asking,
  ofUser: string,
  query: AgePageQuery,
): Promise<{ readonly rows: readonly ApiKeyRow[]; readonly total: number }> => {
  const page = agePage(query, apiKeys.id, and(ownKey(asking), eq(apiKeys.userId, ofUser)));
  const total = await db.$count(apiKeys, page.filter);
  const rows = await db
    .select()
    .from(apiKeys)
    .where(page.where)
    .orderBy(page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  return { rows, total };
};

/** A key that the principal may see; `null` when there is none. */
export const findKey = async (db: Queryable, asking: Asking, id: string): Promise<ApiKeyRow | null> => {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), ownKey(asking)));
  return row ?? null;
};

/** The same, locked until the transaction ends. */
export const lockKey = async (tx: Transaction, asking: Asking, id: string): Promise<ApiKeyRow | null> => {
  const [row] = await tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), ownKey(asking)))
    .for('no key update');
  return row ?? null;
};

/** How many keys a user has, locked so that two that are made at once both count; `null` when the user is gone. */
export const lockKeyCount = async (tx: Transaction, userId: string): Promise<number | null> => {
  const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
  return user === undefined ? null : tx.$count(apiKeys, eq(apiKeys.userId, userId));
};

/** Writes a new key. */
export const insertKey = async (tx: Transaction, key: typeof apiKeys.$inferInsert): Promise<ApiKeyRow> => {
  const [row] = await tx.insert(apiKeys).values(key).returning();
  if (row === undefined) throw new Error('The key was not written.');
  return row;
};

/** Changes a key that is locked. */
export const updateKey = async (
  tx: Transaction,
  id: string,
  changes: Pick<ApiKeyRow, 'name' | 'scopes' | 'rateLimit' | 'expiresAt'>,
): Promise<ApiKeyRow | null> => {
  const [row] = await tx.update(apiKeys).set(changes).where(eq(apiKeys.id, id)).returning();
  return row ?? null;
};

/** Deletes a key with its usage. */
export const deleteKey = async (tx: Transaction, id: string): Promise<void> => {
  await tx.delete(apiKeys).where(eq(apiKeys.id, id));
};

/** A key and its owner, as they are now. */
export type KeyOwner = Pick<ApiKeyRow, 'id' | 'scopes' | 'rateLimit' | 'expiresAt'> & {
  readonly userId: string;
  readonly email: string;
  readonly role: UserRole;
  readonly isActive: boolean;
};

/**
 * Makes the reader of keys by their hashes; those that nobody has are left out. Every request with a key asks it, so the
 * statement is made once.
 */
export const prepareKeyOwners = (
  db: Queryable,
): ((hashes: readonly string[]) => Promise<ReadonlyMap<string, KeyOwner>>) => {
  const statement = onFirstUse(() =>
    db
      .select({
        hash: apiKeys.hash,
        id: apiKeys.id,
        scopes: apiKeys.scopes,
        rateLimit: apiKeys.rateLimit,
        expiresAt: apiKeys.expiresAt,
        userId: users.id,
        email: users.email,
        role: users.role,
        isActive: users.isActive,
      })
      .from(apiKeys)
      .innerJoin(users, eq(users.id, apiKeys.userId))
      .where(sql`${apiKeys.hash} = any(${sql.placeholder('hashes')})`)
      .prepare('api_key_owners'),
  );
  return async (hashes) => {
    const rows = await statement().execute({ hashes });
    return new Map(rows.map(({ hash, ...owner }) => [hash, owner]));
  };
};

/** Requests of one day. */
export type UsageDay = { readonly day: string; readonly requests: number; readonly errors: number };

/** What a key was used for since a day (`YYYY-MM-DD`), the last day first. */
export const readUsage = (db: Queryable, id: string, since: string): Promise<readonly UsageDay[]> =>
  db
    .select({ day: apiKeyUsage.day, requests: apiKeyUsage.requests, errors: apiKeyUsage.errors })
    .from(apiKeyUsage)
    .where(and(eq(apiKeyUsage.apiKeyId, id), gte(apiKeyUsage.day, since)))
    .orderBy(apiKeyUsage.day)
    .then((days) => days.toReversed());
