import { Type } from 'typebox';
import { AgePageQuery, toAgePage } from '../../library/id-pages.ts';
import { ImageView, toImageView } from '../../library/image-view.ts';
import { OUTCOMES } from '../../library/outcome.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf, rowsOf, sortedPageQuery, toPage } from '../../platform/http/pages.ts';
import { Text } from '../../platform/http/text.ts';
import { listJobImages } from './job-images.repository.ts';
import { ProgressView } from './job-progress.schema.ts';
import { readProgress } from './job-progress.service.ts';
import type { JobServices } from './job-services.ts';
import { requireJob } from './jobs.service.ts';
import { OutcomeView, toOutcomeView } from './outcome.schema.ts';
import { countOutcomes, readOutcomes } from './outcomes.repository.ts';

const TAG = 'jobs';
const read = { kind: 'user', scope: 'read' } as const;
const Params = Type.Object({ id: Type.String({ format: 'uuid', description: 'The job.' }) });

/** Where a list of ends is read on from. */
const Place = Type.Object({
  after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  order: Type.Enum(['asc', 'desc']),
});

/** Adds what a job has come to. */
export const addJobResultRoutes = (server: HttpServer, services: JobServices): void => {
  const { db, signUrl, rejectingIssues } = services;

  server.get(
    '/jobs/:id/progress',
    operation({
      id: 'getJobProgress',
      tag: TAG,
      summary: 'Show how far a job is',
      description: 'Counted from the rows and the queue at this moment; `/events` tells it without being asked.',
      access: read,
      takes: { params: Params },
      gives: { 200: ProgressView },
      errors: [404],
    }),
    async (request) => readProgress(services, await requireJob(db, principalOf(request), request.params.id)),
  );

  server.get(
    '/jobs/:id/images',
    operation({
      id: 'listJobImages',
      tag: TAG,
      summary: 'List the images of a job',
      description: 'Images that it found, newest first: kept ones, and duplicates that a better copy stands for.',
      access: read,
      takes: {
        params: Params,
        querystring: Type.Object({
          is_valid: Type.Optional(
            Type.Boolean({ description: 'Those that pass every check, or those that a stricter mode would reject.' }),
          ),
          is_duplicate: Type.Optional(
            Type.Boolean({ description: 'Those that a better copy stands for, or those that were kept.' }),
          ),
          ...AgePageQuery,
        }),
      },
      gives: { 200: pageOf(ImageView) },
      errors: [404],
    }),
    async (request) => {
      const { is_valid: isValid, is_duplicate: isDuplicate, ...query } = request.query;
      const { job } = await requireJob(db, principalOf(request), request.params.id);
      const found = await listJobImages(db, { jobId: job.id, isValid, isDuplicate, rejectingIssues }, query);
      return toAgePage(found, query, (row) => toImageView(row, { signUrl }));
    },
  );

  server.get(
    '/jobs/:id/outcomes',
    operation({
      id: 'listJobOutcomes',
      tag: TAG,
      summary: 'List how the candidates of a job ended',
      description: 'Every candidate that has ended, with its outcome and the reason, newest end first.',
      access: read,
      takes: {
        params: Params,
        querystring: Type.Object({
          outcome: Type.Optional(Type.Enum([...OUTCOMES])),
          reason: Type.Optional(
            Text({ minLength: 1, maxLength: 100, description: 'A code such as fetch.timeout, or one half of one.' }),
          ),
          ...sortedPageQuery(['at'], 'at'),
        }),
      },
      gives: { 200: pageOf(OutcomeView) },
      errors: [404],
    }),
    async (request) => {
      const { outcome, reason, ...query } = request.query;
      const place = decodeCursor(query.cursor, Place);
      const { job } = await requireJob(db, principalOf(request), request.params.id);
      const { page, limit, offset } = rowsOf(query);
      const order = (place?.order ?? query.order) === 'asc' ? 'asc' : 'desc';
      const filter = { jobId: job.id, outcome, reason };
      const rows = await readOutcomes(db, filter, {
        order,
        after: place?.after,
        limit: limit + 1,
        offset: place === null ? offset : 0,
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor =
        rows.length > limit && last !== undefined ? encodeCursor({ after: last.row.eventSeq, order }) : null;
      return toPage(shown.map(toOutcomeView), { total: await countOutcomes(db, filter), page, limit, nextCursor });
    },
  );
};
