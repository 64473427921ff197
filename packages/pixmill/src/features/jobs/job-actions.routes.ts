import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { optionalBody } from '../../platform/http/optional-body.ts';
import { Text } from '../../platform/http/text.ts';
import { askerOf } from './asker.ts';
import { JobView, toJobView } from './job.schema.ts';
import type { JobServices } from './job-services.ts';
import { cancelJob, retryJob, startJob } from './jobs.service.ts';

const TAG = 'jobs';
const ingest = { kind: 'user', scope: 'ingest' } as const;
const Id = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Type.String({ format: 'uuid', description: 'The job.' }) });

const Started = Type.Object(
  {
    job_id: Id,
    status: Type.Literal('running'),
    task_ids: Type.Array(Id, { description: 'Its first tasks: one for each keyword and source.' }),
    total_chunks: Type.Integer({ minimum: 0, description: 'How many tasks; their batches of candidates follow.' }),
    message: Type.String(),
  },
  {
    examples: [
      {
        job_id: '0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5',
        status: 'running',
        task_ids: ['0198c2f0-5a62-7e33-9f00-1b2c3d4e5f60', '0198c2f0-5a62-7e33-9f00-1b2c3d4e5f61'],
        total_chunks: 2,
        message: 'Job started with 2 tasks',
      },
    ],
  },
);

const Cancelled = Type.Object(
  {
    job_id: Id,
    status: Type.Literal('cancelled'),
    revoked_tasks: Type.Integer({ minimum: 0, description: 'Tasks that waited and were taken out, or ran and stop.' }),
    message: Type.String(),
  },
  {
    examples: [
      {
        job_id: '0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5',
        status: 'cancelled',
        revoked_tasks: 5,
        message: 'Job cancelled: 3 waiting tasks were taken out and 2 running ones stop. What was kept stays.',
      },
    ],
  },
);

const RetryBody = optionalBody(
  Type.Object(
    {
      reasons: Type.Optional(
        Type.Array(Text({ minLength: 1, maxLength: 100 }), {
          maxItems: 50,
          description: 'Codes such as fetch.timeout, or one half of one: fetch, timeout.',
        }),
      ),
    },
    { additionalProperties: false, examples: [{ reasons: ['fetch.timeout', 'fetch.http_error'] }] },
  ),
);

const tasks = (count: number): string => `${count} ${count === 1 ? 'task' : 'tasks'}`;

/** Adds what can be done with a job. */
export const addJobActionRoutes = (server: HttpServer, services: JobServices): void => {
  server.post(
    '/jobs/:id/start',
    operation({
      id: 'startJob',
      tag: TAG,
      summary: 'Start a job',
      description: 'Pending jobs only; a job that ended is started again by retrying it.',
      access: ingest,
      takes: { params: Params },
      gives: { 200: Started },
      errors: [400, 404],
      rateLimitName: 'job-start',
    }),
    async (request) => {
      const { id } = request.params;
      const taskIds = await startJob(services, askerOf(request), id);
      return {
        job_id: id,
        status: 'running' as const,
        task_ids: [...taskIds],
        total_chunks: taskIds.length,
        message: `Job started with ${tasks(taskIds.length)}`,
      };
    },
  );

  for (const [path, id, summary] of [
    ['cancel', 'cancelJob', 'Cancel a job'],
    ['stop', 'stopJob', 'Stop a job'],
  ] as const) {
    server.post(
      `/jobs/:id/${path}`,
      operation({
        id,
        tag: TAG,
        summary,
        description:
          'Pending and running jobs only. Fetching stops within two seconds on every worker; what was kept stays, and ' +
          'candidates in flight end as skipped (`job.cancelled`). Retrying the job goes on with them.',
        access: ingest,
        takes: { params: Params },
        gives: { 200: Cancelled },
        errors: [400, 404],
      }),
      async (request) => {
        const jobId = request.params.id;
        const { waiting, running } = await cancelJob(services, askerOf(request), jobId);
        return {
          job_id: jobId,
          status: 'cancelled' as const,
          revoked_tasks: waiting + running,
          message: `Job cancelled: ${waiting} waiting ${waiting === 1 ? 'task was' : 'tasks were'} taken out and ${running} running ${running === 1 ? 'one stops' : 'ones stop'}. What was kept stays.`,
        };
      },
    );
  }

  server.post(
    '/jobs/:id/retry',
    operation({
      id: 'retryJob',
      tag: TAG,
      summary: 'Retry a job',
      description:
        'A failed or cancelled job goes on where it stopped, and tries candidates again that failed for one of `reasons`. ' +
        'Of a completed one, the candidates that failed (all, or for one of `reasons`) are tried again, and sources that gave up.',
      access: ingest,
      takes: { params: Params, body: RetryBody },
      gives: { 200: JobView },
      errors: [400, 404],
      rateLimitName: 'job-retry',
    }),
    async (request) => {
      const reasons = request.body.reasons ?? [];
      return toJobView(await retryJob(services, askerOf(request), { id: request.params.id, reasons }));
    },
  );
};
