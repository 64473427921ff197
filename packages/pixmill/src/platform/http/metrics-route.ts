import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/check-service-settings.ts';
import type { Settings } from '../config/settings.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { assertAccess } from './access.ts';
import type { HttpServer } from './create-server.ts';
import { httpError } from './http.errors.ts';

/** Whether a request comes from a program on this machine, and not through a proxy that stands on it. */
const isLocal = ({ raw, headers }: FastifyRequest): boolean =>
  isLoopback(raw.socket.remoteAddress ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined;

/** Counts every request, and adds `/metrics` for whom the setting METRICS lets in. */
export const addMetrics = (
  server: HttpServer,
  { metrics, open }: { readonly metrics: Metrics; readonly open: Settings['metrics'] },
): void => {
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    metrics.countRequest({
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
  server.get(
    '/metrics',
    { config: { access: { kind: 'optional' }, uncounted: true }, schema: { hide: true } },
    async (request, reply) => {
      if (open === 'off') throw httpError('http.not_found');
      if (open === 'local' && !isLocal(request)) assertAccess({ kind: 'admin' }, request.principal);
      return reply.type(metrics.contentType).send(await metrics.text());
    },
  );
};
