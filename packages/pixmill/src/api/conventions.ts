import type { Pixmill } from '../compose.ts';
import { createIdempotencyStore } from '../library/idempotency.repository.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import { deriveKey } from '../platform/config/secret-key.ts';
import type { Settings } from '../platform/config/settings.ts';
import { addAuthentication, addAuthorization, type Authenticate } from '../platform/http/access.ts';
import { createHttpServer, type HttpServer } from '../platform/http/create-server.ts';
import { collectOpenApi } from '../platform/http/documentation/add-documentation.ts';
import { addDocumentationPages } from '../platform/http/documentation/documentation-pages.ts';
import { addGreeting } from '../platform/http/greeting.ts';
import { addIdempotency } from '../platform/http/idempotency.ts';
import { addLocalPagesOnly } from '../platform/http/local-pages.ts';
import { addMetrics } from '../platform/http/metrics-route.ts';
import { createRateLimiter, type RateLimits } from '../platform/http/rate-limit.ts';
import { addRequestLog } from '../platform/http/request-log.ts';
import { addSecurityHeaders } from '../platform/http/security-headers.ts';
import type { UrlSigner } from '../platform/http/signed-url.ts';
import { openCounter } from '../platform/limits/open-counter.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { RedisConnection } from '../platform/redis/open-redis.ts';
import type { RequestTraces } from '../platform/telemetry/request-traces.ts';
import { VERSION } from '../version.ts';
import { TAGS } from './tags.ts';

/** What the API needs besides Pixmill itself. */
export type ApiParts = {
  readonly secretKey: Uint8Array;
  readonly redis: RedisConnection | null;
  readonly metrics: Metrics;
  readonly traces: RequestTraces | null;
};

const rateLimitsOf = (settings: Settings): RateLimits => ({
  user: settings.rateLimitUser,
  anonymous: settings.rateLimitAnonymous,
  badCredentials: settings.rateLimitBadCredentials,
  named: {
    'job-create': settings.rateLimitJobCreate,
    'job-start': settings.rateLimitJobStart,
    'job-retry': settings.rateLimitJobRetry,
  },
});

/**
 * Makes a server on which every route that is added keeps the conventions of the API: ids, logs, security headers,
 * limits, logins, idempotency and documentation, in this order.
 */
export const createServerWithConventions = async (
  { settings, logger, database }: Pixmill,
  {
    secretKey,
    redis,
    metrics,
    traces,
    authenticate,
    urlSigner,
  }: ApiParts & { readonly authenticate: Authenticate; readonly urlSigner: UrlSigner },
): Promise<HttpServer> => {
  const { corsOrigins, trustProxy, auth } = settings;
  const server = createHttpServer({ logger, trustProxy });
  traces?.addTo(server);
  addRequestLog(server);
  await addSecurityHeaders(server, { corsOrigins, isHttps: baseUrlOf(settings).startsWith('https:') });
  if (!auth) addLocalPagesOnly(server, corsOrigins);
  const limiter = createRateLimiter({ counter: openCounter(redis), limits: rateLimitsOf(settings), isOff: !auth });
  limiter.addBeforeAccess(server);
  addAuthentication(server, authenticate);
  limiter.addAfterAccess(server);
  addAuthorization(server, urlSigner);
  addMetrics(server, { metrics, open: settings.metrics });
  addIdempotency(server, createIdempotencyStore({ db: database.db, key: deriveKey(secretKey, 'idempotency') }));
  await collectOpenApi(server, { version: VERSION, tags: TAGS });
  await addDocumentationPages(server);
  addGreeting(server, VERSION);
  return server;
};
