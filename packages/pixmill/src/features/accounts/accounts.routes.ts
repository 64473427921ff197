import type { Authenticate } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import type { Accounts } from './accounts.ts';
import { addAuthRoutes } from './auth.routes.ts';
import { addLoginRoutes } from './login.routes.ts';
import { addMeRoutes } from './me.routes.ts';
import { addPrivateRoutes } from './private.routes.ts';
import { addRecoveryRoutes } from './recovery.routes.ts';
import { addUsersRoutes } from './users.routes.ts';

/** Adds every operation of accounts and logins. */
export const addAccountsRoutes = (
  server: HttpServer,
  { accounts, authenticate }: { readonly accounts: Accounts; readonly authenticate: Authenticate },
): void => {
  addAuthRoutes(server, { accounts, authenticate });
  addMeRoutes(server, accounts);
  addLoginRoutes(server, accounts);
  addRecoveryRoutes(server, accounts);
  addUsersRoutes(server, accounts);
  addPrivateRoutes(server, accounts);
};
