import { Type } from 'typebox';
import { ErrorBody } from '../../platform/http/error-body.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { httpError } from '../../platform/http/http.errors.ts';
import { operation } from '../../platform/http/operation.ts';
import type { Health, HealthReport } from './health.service.ts';

const Part = Type.Object(
  {
    status: Type.Enum(['healthy', 'degraded', 'unhealthy']),
    message: Type.String({ description: 'What was found, in a few words.' }),
    workers: Type.Optional(Type.Integer({ minimum: 0, description: 'Of the queue: workers that are alive.' })),
  },
  { title: 'PartHealth', examples: [{ status: 'healthy', message: '1 worker is alive', workers: 1 }] },
);

const properties = {
  status: Type.Enum(['healthy', 'degraded'], { description: '`degraded` when any part is not healthy.' }),
  timestamp: Type.String({ format: 'date-time' }),
  services: Type.Record(Type.String(), Part, {
    description: '`database`, `queue`, `storage`, `search`, and `redis` when it is set.',
  }),
};
const example = {
  timestamp: '2026-11-20T08:00:00.000Z',
  services: { database: { status: 'healthy', message: 'It answers.' } },
};
const HealthBody = Type.Object(properties, { title: 'Health', examples: [{ status: 'healthy', ...example }] });
const NotReady = Type.Object(
  { ...ErrorBody.properties, ...properties },
  { title: 'NotReady', 'x-response-description': 'Requests cannot be answered now.' },
);
const Live = Type.Object({ status: Type.Literal('alive') }, { title: 'Live', examples: [{ status: 'alive' }] });
const Ready = Type.Object({ status: Type.Literal('ready') }, { title: 'Ready', examples: [{ status: 'ready' }] });

const common = { tag: 'health', access: { kind: 'public' }, uncounted: true } as const;

const notReady = ({ missing, status, timestamp, services }: HealthReport, requestId: string) => {
  const { message, code } = httpError('http.not_ready', { reason: missing.join(' ') });
  return { detail: message, code, request_id: requestId, status, timestamp, services: { ...services } };
};

/** Adds `/health`, `/health/live` and `/health/ready`. */
export const addHealthRoutes = (server: HttpServer, { health }: { readonly health: Health }): void => {
  server.get(
    '/health',
    operation({
      ...common,
      id: 'getHealth',
      summary: 'How every part is',
      description:
        'Looks at the database, the queue and its live workers, storage, search, and Redis when it is set; an answer ' +
        'holds for a second. 503 when requests cannot be answered.',
      gives: { 200: HealthBody, 503: NotReady },
    }),
    async (request, reply) => {
      const report = await health.report();
      if (report.missing.length > 0)
        return reply.code(503).header('retry-after', '1').send(notReady(report, request.id));
      const { status, timestamp, services } = report;
      return reply.send({ status, timestamp, services: { ...services } });
    },
  );
  server.get(
    '/health/ready',
    operation({
      ...common,
      id: 'isReady',
      summary: 'Whether requests can be answered',
      description: '503 while they cannot: a load balancer sends them elsewhere.',
      gives: { 200: Ready, 503: NotReady },
    }),
    async (request, reply) => {
      const report = await health.report();
      if (report.missing.length > 0)
        return reply.code(503).header('retry-after', '1').send(notReady(report, request.id));
      return reply.send({ status: 'ready' as const });
    },
  );
  server.get(
    '/health/live',
    operation({
      ...common,
      id: 'isLive',
      summary: 'Whether the process answers at all',
      description: 'Looks at nothing else: a process that does not answer this should be started again.',
      gives: { 200: Live },
    }),
    async () => ({ status: 'alive' as const }),
  );
};
