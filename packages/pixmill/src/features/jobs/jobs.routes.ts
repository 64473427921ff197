import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf, rowsOf, sortedPageQuery, toPage } from '../../platform/http/pages.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { askerOf } from './asker.ts';
import { addJobEventsRoutes } from './job-events.routes.ts';
import { addJobActionRoutes } from './job-actions.routes.ts';
import { addJobResultRoutes } from './job-results.routes.ts';
import { JobBody, JobView, toJobView } from './job.schema.ts';
import type { JobServices } from './job-services.ts';
import { JOB_SORTS, listJobs } from './jobs.repository.ts';
import { createJob, deleteJob, requireJob } from './jobs.service.ts';

const TAG = 'jobs';
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;
const Params = Type.Object({ id: Type.String({ format: 'uuid', description: 'The job.' }) });

/** Adds the operations of `/jobs`. */
export const addJobsRoutes = (server: HttpServer, services: JobServices & { readonly logger: Logger }): void => {
  const { db } = services;

  server.post(
    '/jobs',
    operation({
      id: 'createJob',
      tag: TAG,
      summary: 'Make a job',
      description:
        'A job asks sources for keywords and takes what they name through fetch, checks and dedupe into a project. It ' +
        'waits until it is started. A source that is off is a 400 that says why.',
      access: { kind: 'user', scope: 'ingest' },
      takes: { body: JobBody },
      gives: { 201: JobView },
      errors: [404],
      rateLimitName: 'job-create',
    }),
    async (request, reply) => {
      const keep = keepCreated(request, reply, toJobView);
      return reply.code(201).send(toJobView(await createJob(services, askerOf(request), request.body, keep)));
    },
  );

  server.get(
    '/jobs',
    operation({
      id: 'listJobs',
      tag: TAG,
      summary: 'List your jobs',
      description: 'Jobs of your projects, newest first unless sorted otherwise. Admins see those of everybody.',
      access: read,
      takes: {
        querystring: Type.Object({
          project_id: Type.Optional(Type.String({ format: 'uuid', description: 'Those of one project.' })),
          status: Type.Optional(Type.Enum(['pending', 'running', 'completed', 'failed', 'cancelled'])),
          ...sortedPageQuery(JOB_SORTS, 'created_at'),
        }),
      },
      gives: { 200: pageOf(JobView) },
    }),
    async (request) => {
      const { project_id: projectId, status, ...query } = request.query;
      const { rows, total, nextCursor } = await listJobs(db, principalOf(request), { projectId, status }, query);
      return toPage(rows.map(toJobView), { total, ...rowsOf(query), nextCursor });
    },
  );

  server.get(
    '/jobs/:id',
    operation({
      id: 'getJob',
      tag: TAG,
      summary: 'Show a job',
      description: 'What it was asked, and how it stands.',
      access: read,
      takes: { params: Params },
      gives: { 200: JobView },
      errors: [404],
    }),
    async (request) => toJobView(await requireJob(db, principalOf(request), request.params.id)),
  );

  server.delete(
    '/jobs/:id',
    operation({
      id: 'deleteJob',
      tag: TAG,
      summary: 'Delete a job',
      description:
        'Deletes a job with its outcomes and the images that it found; a running one stops. Images that another job ' +
        'found too stay. It cannot be undone.',
      access: write,
      takes: { params: Params },
      gives: { 204: Type.Null({ description: 'Deleted.' }) },
      errors: [404],
    }),
    async (request, reply) => {
      await deleteJob(services, askerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  addJobActionRoutes(server, services);
  addJobResultRoutes(server, services);
  addJobEventsRoutes(server, services);
};
