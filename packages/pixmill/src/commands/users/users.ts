import { givePassword, makeUser } from '../../features/accounts/manage-users.service.ts';
import { toUserView } from '../../features/accounts/user.schema.ts';
import { findAllUsers } from '../../features/accounts/users.repository.ts';
import type { Database } from '../../platform/database/database.ts';
import type { UserRole } from '../../platform/http/principal.ts';
import { plainText } from '../terminal.ts';
import { formatTable } from '../text-table.ts';

/** What `pixmill users` was asked to do. */
export type UsersRequest =
  | { readonly action: 'list'; readonly json: boolean }
  | { readonly action: 'create'; readonly email: string; readonly fullName: string | null; readonly role: UserRole }
  | { readonly action: 'set-password'; readonly email: string };

const HEAD = ['E-MAIL', 'NAME', 'ROLE', 'STATE', 'SINCE'];

const listUsers = async (db: Database, json: boolean): Promise<string> => {
  const views = (await findAllUsers(db)).map(toUserView);
  if (json) return JSON.stringify(views, null, 2);
  const rows = views.map((user) => [
    plainText(user.email),
    plainText(user.full_name ?? '', 40),
    user.role,
    user.is_active ? 'active' : 'disabled',
    user.created_at.slice(0, 10),
  ]);
  return rows.length === 0 ? 'There are no users yet.' : formatTable([HEAD, ...rows]);
};

/** Runs one of `pixmill users …`, text to `write`. Throws `user.*`. */
export const runUsers = async (
  request: UsersRequest,
  { db, password }: { readonly db: Database; readonly password: string },
  write: (line: string) => void,
): Promise<void> => {
  switch (request.action) {
    case 'list':
      write(await listUsers(db, request.json));
      return;
    case 'create': {
      const { email, fullName, role } = request;
      const user = await makeUser({ db }, { email, fullName, role, password });
      write(`Made the ${user.role === 'admin' ? 'admin' : 'user'} ${plainText(user.email)}.`);
      return;
    }
    case 'set-password': {
      await givePassword({ db }, { email: request.email, password });
      write(`${plainText(request.email)} has a new password, and all its logins have ended.`);
    }
  }
};
