import { addAccountsRoutes } from '../features/accounts/accounts.routes.ts';
import { addActivityRoutes } from '../features/activity/activity.routes.ts';
import { addHealthRoutes } from '../features/health/health.routes.ts';
import { addMailCheckRoutes } from '../features/mail-check/mail-check.routes.ts';
import { addNotificationsRoutes } from '../features/notifications/notifications.routes.ts';
import { addValidationRoutes } from '../features/validation/validation.routes.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import type { ApiServices } from './api-services.ts';
import { validationServicesOf } from './validation-services.ts';

/** Adds every feature's routes: one line a feature. */
export const addRoutes = (server: HttpServer, services: ApiServices): void => {
  const { database, queue, settings } = services.pixmill;
  const parts = { db: database.db, queue, settings };
  server.register(
    async (api: HttpServer) => {
      addAccountsRoutes(api, services);
      addActivityRoutes(api, parts);
      addHealthRoutes(api, services);
      addMailCheckRoutes(api, parts);
      addNotificationsRoutes(api, parts);
      addValidationRoutes(api, validationServicesOf(services.pixmill));
    },
    { prefix: '/api/v1' },
  );
};
