import { addAccountsRoutes } from '../features/accounts/accounts.routes.ts';
import { addActivityRoutes } from '../features/activity/activity.routes.ts';
import { addHealthRoutes } from '../features/health/health.routes.ts';
import { addApiKeysRoutes } from '../features/api-keys/api-keys.routes.ts';
import { addMailCheckRoutes } from '../features/mail-check/mail-check.routes.ts';
import { addNotificationsRoutes } from '../features/notifications/notifications.routes.ts';
import { addValidationRoutes } from '../features/validation/validation.routes.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import type { ApiServices } from './api-services.ts';
import { validationServicesOf } from './validation-services.ts';

const keyLimitsOf = ({ rateLimitUser, rateLimitApiKeyMost }: Settings) => ({
  user: rateLimitUser,
  most: rateLimitApiKeyMost,
});

/** Adds every feature's routes: one line a feature. */
export const addRoutes = (server: HttpServer, services: ApiServices): void => {
  const { database, queue, settings } = services.pixmill;
  const parts = { db: database.db, queue, settings };
  server.register(
    async (api: HttpServer) => {
      addAccountsRoutes(api, services);
      addActivityRoutes(api, parts);
      addHealthRoutes(api, services);
      addApiKeysRoutes(api, { ...parts, limits: keyLimitsOf(settings), usage: services.keyUsage });
      addMailCheckRoutes(api, parts);
      addNotificationsRoutes(api, parts);
      addValidationRoutes(api, validationServicesOf(services.pixmill));
    },
    { prefix: '/api/v1' },
  );
};
