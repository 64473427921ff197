import type { HttpServer } from '../../platform/http/create-server.ts';
import type { Accounts } from './accounts.ts';
import { addAuthRoutes } from './auth.routes.ts';

/** Adds every operation of accounts and logins. */
export const addAccountsRoutes = (server: HttpServer, accounts: Accounts): void => {
  addAuthRoutes(server, accounts);
};
