import { addAccountsRoutes } from '../features/accounts/accounts.routes.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import type { ApiServices } from './api-services.ts';

/** Adds every feature's routes: one line a feature. */
export const addRoutes = (server: HttpServer, services: ApiServices): void => {
  server.register(
    async (api: HttpServer) => {
      addAccountsRoutes(api, services.accounts);
    },
    { prefix: '/api/v1' },
  );
};
