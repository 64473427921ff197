import { SCOPES, type Principal } from '../../platform/http/principal.ts';
import type { Accounts } from './accounts.ts';
import { LOCAL_ADMIN } from './emails.rules.ts';
import { insertUser } from './users.repository.ts';

/** Who makes every request when logins are off. */
export const LOCAL_PRINCIPAL: Principal = {
  userId: LOCAL_ADMIN.id,
  email: LOCAL_ADMIN.email,
  role: 'admin',
  via: 'none',
  scopes: SCOPES,
  sessionId: null,
  apiKeyId: null,
  rateLimit: null,
};

/** Makes the local admin when it is not there. */
export const ensureLocalAdmin = async ({ db }: Pick<Accounts, 'db'>): Promise<void> => {
  await db.transaction(async (tx) => {
    await insertUser(tx, {
      ...LOCAL_ADMIN,
      fullName: 'Local admin',
      role: 'admin',
      passwordHash: null,
    });
  });
};
