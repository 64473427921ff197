import type { Pixmill } from '../compose.ts';
import { addHealthRoutes } from '../features/health/health.routes.ts';
import { addAuthentication } from '../platform/http/access.ts';
import { createHttpServer, type HttpServer } from '../platform/http/create-server.ts';
import { addMetrics } from '../platform/http/metrics-route.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { openHealth } from './health-checks.ts';
import { watchQueue } from './watch-queue.ts';

/** Makes what a worker without an API answers: its health and its metrics. Nobody can log in here. */
export const openWorkerServer = async (pixmill: Pixmill, metrics: Metrics): Promise<HttpServer> => {
  const server = createHttpServer({ logger: pixmill.logger });
  addAuthentication(server, async () => null);
  addMetrics(server, { metrics, open: pixmill.settings.metrics });
  const health = openHealth(pixmill, null);
  server.register(async (api: HttpServer) => addHealthRoutes(api, { health }), { prefix: '/api/v1' });
  watchQueue(metrics, pixmill);
  await server.ready();
  return server;
};
