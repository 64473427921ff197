import { addAccountsRoutes } from '../features/accounts/accounts.routes.ts';
import { addResetPage } from '../features/accounts/reset-page.ts';
import { addActivityRoutes } from '../features/activity/activity.routes.ts';
import { addAnalysisRoutes } from '../features/analysis/analysis.routes.ts';
import { addHealthRoutes } from '../features/health/health.routes.ts';
import { addApiKeysRoutes } from '../features/api-keys/api-keys.routes.ts';
import { addClustersRoutes } from '../features/clusters/clusters.routes.ts';
import { addDatasetsRoutes } from '../features/datasets/datasets.routes.ts';
import { addDuplicatesRoutes } from '../features/duplicates/duplicates.routes.ts';
import { addImagesRoutes } from '../features/images/images.routes.ts';
import { addPlainUploadRoutes } from '../features/images/plain-uploads.routes.ts';
import { addJobsRoutes } from '../features/jobs/jobs.routes.ts';
import { addMailCheckRoutes } from '../features/mail-check/mail-check.routes.ts';
import { addNotificationsRoutes } from '../features/notifications/notifications.routes.ts';
import { addProjectsRoutes } from '../features/projects/projects.routes.ts';
import { addSearchRoutes } from '../features/search/search.routes.ts';
import { addSuggestionsRoutes } from '../features/suggestions/suggestions.routes.ts';
import { addValidationRoutes } from '../features/validation/validation.routes.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import { registerMultipart } from '../platform/http/multipart/register-multipart.ts';
import type { ApiServices } from './api-services.ts';
import { clusterServicesOf } from './cluster-services.ts';
import { datasetServicesOf } from './dataset-services.ts';
import { duplicateServicesOf } from './duplicate-services.ts';
import { imageServicesOf } from './image-services.ts';
import { jobServicesOf, projectServicesOf } from './job-services.ts';
import { searchServicesOf } from './search-services.ts';
import { validationServicesOf } from './validation-services.ts';

const keyLimitsOf = ({ rateLimitUser, rateLimitApiKeyMost }: Settings) => ({
  user: rateLimitUser,
  most: rateLimitApiKeyMost,
});

/** Adds every feature's routes: one line a feature. */
export const addRoutes = (server: HttpServer, services: ApiServices): void => {
  const { database, queue, settings } = services.pixmill;
  const parts = { db: database.db, queue, settings };
  const images = imageServicesOf(services.pixmill, services);
  registerMultipart(server, { maxFiles: settings.maxUploadFiles });
  addPlainUploadRoutes(server, images);
  addResetPage(server);
  server.register(
    async (api: HttpServer) => {
      addAccountsRoutes(api, services);
      addHealthRoutes(api, services);
      addActivityRoutes(api, parts);
      addApiKeysRoutes(api, { ...parts, limits: keyLimitsOf(settings), usage: services.keyUsage });
      addClustersRoutes(api, clusterServicesOf(services.pixmill, services));
      addDatasetsRoutes(api, datasetServicesOf(services.pixmill, services));
      addDuplicatesRoutes(api, duplicateServicesOf(services.pixmill, services));
      addImagesRoutes(api, images);
      addJobsRoutes(api, { ...jobServicesOf(services.pixmill, services), logger: services.pixmill.logger });
      addMailCheckRoutes(api, parts);
      addNotificationsRoutes(api, parts);
      addProjectsRoutes(api, projectServicesOf(services.pixmill));
      addAnalysisRoutes(api, { ...parts, usual: settings.analyzers });
      addSearchRoutes(api, searchServicesOf(services.pixmill, services));
      addSuggestionsRoutes(api, { ...parts, signUrl: services.signUrl });
      addValidationRoutes(api, validationServicesOf(services.pixmill));
    },
    { prefix: '/api/v1' },
  );
};
