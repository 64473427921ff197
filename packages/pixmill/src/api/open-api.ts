import type { Pixmill } from '../compose.ts';
import { createAuthenticate, createOpenAuthenticate } from '../features/accounts/authenticate.ts';
import { openOutsideIssuers } from '../features/accounts/outside-issuers.ts';
import { prepareAccounts } from '../features/accounts/prepare-accounts.ts';
import { createApiKeyPrincipal } from '../features/api-keys/api-key-principal.ts';
import { addKeyUsageCount } from '../features/api-keys/count-key-usage.ts';
import { openKeyUsage } from '../features/api-keys/key-usage.ts';
import { createNearestImages } from '../features/vector-index/nearest-images.service.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import { checkServiceSettings } from '../platform/config/check-service-settings.ts';
import { deriveKey, openSecretKey } from '../platform/config/secret-key.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import { createUrlSigner } from '../platform/http/signed-url.ts';
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts';
import { openRedis } from '../platform/redis/open-redis.ts';
import { createRequestTraces } from '../platform/telemetry/request-traces.ts';
import { createServerWithConventions, type ApiParts } from './conventions.ts';
import { openHealth } from './health-checks.ts';
import { removeOldAnswersHourly } from './remove-old-answers.ts';
import { addRoutes } from './routes.ts';
import { watchQueue } from './watch-queue.ts';

/** Puts the API together from parts that are open; nothing of them is used before the first request. */
export const createApi = async (pixmill: Pixmill, parts: ApiParts): Promise<HttpServer> => {
  const { settings, logger, database, queue } = pixmill;
  const { secretKey } = parts;
  let baseUrl = baseUrlOf(settings);
  const accounts = {
    db: database.db,
    queue,
    settings,
    secretKey,
    get baseUrl() {
      return baseUrl;
    },
  };
  const urlSigner = createUrlSigner({ key: deriveKey(secretKey, 'signed-urls') });
  const authenticate = settings.auth
    ? createAuthenticate(accounts, {
        issuers: openOutsideIssuers(settings),
        apiKeyPrincipal: createApiKeyPrincipal(database.db),
      })
    : createOpenAuthenticate();
  const server = await createServerWithConventions(pixmill, { ...parts, authenticate, urlSigner });
  // Which one port 0 stands for is known when it listens.
  server.addHook('onListen', async () => {
    const address = server.server.address();
    if (settings.port === 0 && typeof address === 'object' && address !== null)
      baseUrl = baseUrlOf({ ...settings, port: address.port });
  });
  const health = openHealth(pixmill, parts.redis);
  const keyUsage = openKeyUsage({ db: database.db, logger });
  addKeyUsageCount(server, keyUsage);
  addRoutes(server, {
    keyUsage,
    pixmill,
    accounts,
    authenticate,
    health,
    metrics: parts.metrics,
    nearestImages: createNearestImages({ db: database.db, vectors: pixmill.vectors, queue, logger }),
    signUrl: (path) => baseUrl + urlSigner.sign(path),
  });
  return server;
};

/**
 * Makes the HTTP API of an installation; it listens when the caller tells it to. Throws `config.unfit`,
 * `config.secret_key`.
 */
export const openApi = async (
  pixmill: Pixmill,
  { metrics = createMetrics() }: { readonly metrics?: Metrics } = {},
): Promise<HttpServer> => {
  const { settings, logger } = pixmill;
  checkServiceSettings(settings);
  const secretKey = await openSecretKey(settings);
  await prepareAccounts(pixmill.database, settings);
  const redis = settings.redisUrl === undefined ? null : await openRedis({ url: settings.redisUrl, logger });
  const traces =
    pixmill.tracer === null ? null : createRequestTraces(pixmill.tracer, { trustsParents: settings.trustProxy > 0 });
  const server = await createApi(pixmill, { secretKey, redis, metrics, traces });
  watchQueue(metrics, pixmill);
  removeOldAnswersHourly(server, { db: pixmill.database.db, logger });
  server.addHook('onClose', async () => {
    await redis?.close();
  });
  await server.ready();
  return server;
};
