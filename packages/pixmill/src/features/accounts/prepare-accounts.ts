import type { Settings } from '../../platform/config/settings.ts';
import type { Accounts } from './accounts.ts';
import { ensureFirstSuperuser } from './first-superuser.service.ts';
import { ensureLocalAdmin } from './local-admin.service.ts';

/** Makes the users that the settings ask for, when they are not there. Throws `config.unfit`. */
export const prepareAccounts = async (
  accounts: Pick<Accounts, 'db'>,
  {
    auth,
    firstSuperuser,
    firstSuperuserPassword,
  }: Pick<Settings, 'auth' | 'firstSuperuser' | 'firstSuperuserPassword'>,
): Promise<void> => {
  if (!auth) await ensureLocalAdmin(accounts);
  if (firstSuperuser !== undefined && firstSuperuserPassword !== undefined) {
    await ensureFirstSuperuser(accounts, { email: firstSuperuser, password: firstSuperuserPassword });
  }
};
