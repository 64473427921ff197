import type { FastifyRequest } from 'fastify';
import type { HttpServer } from './create-server.ts';

/** Ids of things in paths, and the names under which the log has them. */
const idsOf = ({ params }: FastifyRequest): Readonly<Record<string, string>> => {
  if (typeof params !== 'object' || params === null) return {};
  const found = Object.entries(params).filter(([name]) => /^(?:id|\w+_id|jobId)$/.test(name));
  return Object.fromEntries(found.map(([name, value]) => [name, String(value).slice(0, 64)]));
};

/** The job that a request is about. */
const jobOf = (route: string | undefined, ids: Readonly<Record<string, string>>): string | undefined =>
  ids['job_id'] ?? ids['jobId'] ?? (route?.startsWith('/api/v1/jobs/') === true ? ids['id'] : undefined);

/**
 * Writes one line about every request when it is answered: who, what, how it ended, how long it took. The route stands
 * for the path, and neither query nor body are written: addresses, tokens and signatures stay out of the log.
 */
export const addRequestLog = (server: HttpServer): void => {
  const describe = (request: FastifyRequest) => {
    const { url: route, config } = request.routeOptions;
    const ids = idsOf(request);
    return {
      method: request.method,
      route: route ?? (request.url.split('?', 1)[0] ?? '').slice(0, 200),
      ids,
      jobId: jobOf(route, ids),
      userId: request.principal?.userId,
      apiKeyId: request.principal?.apiKeyId ?? undefined,
      address: request.ip,
      uncounted: config.uncounted,
    };
  };
  server.addHook('onResponse', async (request, reply) => {
    const { uncounted, ...line } = describe(request);
    const level = reply.statusCode >= 500 ? 'error' : uncounted === true ? 'debug' : 'info';
    request.log[level](
      { ...line, status: reply.statusCode, durationMs: Math.round(reply.elapsedTime * 10) / 10 },
      'request',
    );
  });
  server.addHook('onRequestAbort', async (request) => {
    const { uncounted: _, ...line } = describe(request);
    request.log.info(line, 'the client hung up');
  });
};
