import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { FileAnswer } from '../../platform/http/file-schemas.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf, rowsOf, sortedPageQuery, toPage } from '../../platform/http/pages.ts';
import { SignedQuery } from '../../platform/http/signed-url.ts';
import { linkToArchive, sendArchive } from './archive-download.ts';
import {
  DatasetBody,
  DatasetChanges,
  DatasetStats,
  DatasetStatusView,
  DatasetView,
  DownloadLink,
  Status,
  toDatasetStatus,
  toDatasetView,
} from './dataset.schema.ts';
import type { Asker, DatasetServices } from './dataset-services.ts';
import { countDatasets, DATASET_SORTS, listDatasets, type DatasetSummary } from './datasets.repository.ts';
import {
  buildDataset,
  cancelDataset,
  changeDataset,
  createDataset,
  deleteDataset,
  requireDataset,
} from './datasets.service.ts';

const TAG = 'datasets';
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;
const ingest = { kind: 'user', scope: 'ingest' } as const;
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'The dataset.' }) });

const askerOf = (request: FastifyRequest): Asker => {
  const { userId, role } = principalOf(request);
  return { userId, role, address: request.ip, requestId: request.id };
};

/** Adds the operations of `/datasets`. */
export const addDatasetsRoutes = (server: HttpServer, services: DatasetServices): void => {
  addMakingRoutes(server, services);
  addReadingRoutes(server, services);
  addArchiveRoutes(server, services);
};

const addMakingRoutes = (server: HttpServer, services: DatasetServices): void => {
  server.post(
    '/datasets',
    operation({
      id: 'createDataset',
      tag: TAG,
      summary: 'Make a dataset',
      description:
        'Makes a dataset in a project of its own and starts its crawl; when that has ended, an archive is written. Give `keywords`, or `categories` whose keywords share a label.',
      access: ingest,
      takes: { body: DatasetBody },
      gives: { 201: DatasetView },
      rateLimitName: 'job-create',
    }),
    async (request, reply) => {
      const toView = (made: DatasetSummary) => toDatasetView(made, services);
      const keep = keepCreated(request, reply, toView);
      return reply.code(201).send(toView(await createDataset(services, askerOf(request), request.body, keep)));
    },
  );

  server.put(
    '/datasets/:id',
    operation({
      id: 'updateDataset',
      tag: TAG,
      summary: 'Change a dataset',
      description: 'Changes name or description; what is left out stays as it is.',
      access: write,
      takes: { params, body: DatasetChanges },
      gives: { 200: DatasetView },
      errors: [404],
    }),
    async (request) => {
      const { id } = request.params;
      return toDatasetView(await changeDataset(services, askerOf(request), { id, changes: request.body }), services);
    },
  );

  server.delete(
    '/datasets/:id',
    operation({
      id: 'deleteDataset',
      tag: TAG,
      summary: 'Delete a dataset',
      description:
        'Deletes it with its archive and its project; what runs for it is stopped. A project in which there are other jobs or uploads too stays.',
      access: write,
      takes: { params },
      gives: { 204: Type.Null() },
      errors: [404],
    }),
    async (request, reply) => {
      await deleteDataset(services, askerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  server.post(
    '/datasets/:id/cancel',
    operation({
      id: 'cancelDataset',
      tag: TAG,
      summary: 'Cancel a dataset',
      description: 'Stops its crawl, or its archive. What was kept stays, and it can be built again.',
      access: ingest,
      takes: { params },
      gives: { 200: DatasetView },
      errors: [400, 404],
    }),
    async (request) => toDatasetView(await cancelDataset(services, askerOf(request), request.params.id), services),
  );

  server.post(
    '/datasets/:id/build',
    operation({
      id: 'buildDataset',
      tag: TAG,
      summary: 'Build a dataset again',
      description:
        'A crawl brings what it lacks of `max_images`, and its archive is written anew. Not while it is pending or processing.',
      access: ingest,
      takes: { params },
      gives: { 200: DatasetView },
      errors: [400, 404],
      rateLimitName: 'job-start',
    }),
    async (request) => toDatasetView(await buildDataset(services, askerOf(request), request.params.id), services),
  );
};

const addReadingRoutes = (server: HttpServer, services: DatasetServices): void => {
  const { db } = services;

  server.get(
    '/datasets',
    operation({
      id: 'listDatasets',
      tag: TAG,
      summary: 'List your datasets',
      description: 'Your datasets, newest first unless sorted otherwise. Admins see those of everybody.',
      access: read,
      takes: {
        querystring: Type.Object({ ...sortedPageQuery(DATASET_SORTS, 'created_at'), status: Type.Optional(Status) }),
      },
      gives: { 200: pageOf(DatasetView) },
    }),
    async (request) => {
      const { rows, total, nextCursor } = await listDatasets(db, principalOf(request), request.query);
      const items = rows.map((row) => toDatasetView(row, services));
      return toPage(items, { total, ...rowsOf(request.query), nextCursor });
    },
  );

  server.get(
    '/datasets/stats',
    operation({
      id: 'getDatasetStats',
      tag: TAG,
      summary: 'Count your datasets',
      description: 'Your datasets by their state, and the images that they have. Admins see those of everybody.',
      access: read,
      gives: { 200: DatasetStats },
    }),
    async (request) => countDatasets(db, principalOf(request)),
  );

  server.get(
    '/datasets/:id',
    operation({
      id: 'getDataset',
      tag: TAG,
      summary: 'Show a dataset',
      description: 'One of your datasets.',
      access: read,
      takes: { params },
      gives: { 200: DatasetView },
      errors: [404],
    }),
    async (request) => toDatasetView(await requireDataset(db, principalOf(request), request.params.id), services),
  );

  server.get(
    '/datasets/:id/status',
    operation({
      id: 'getDatasetStatus',
      tag: TAG,
      summary: 'Show how far a dataset is',
      description: 'Its state alone, to be asked for again and again. For events, follow its job.',
      access: read,
      takes: { params },
      gives: { 200: DatasetStatusView },
      errors: [404],
    }),
    async (request) => toDatasetStatus(await requireDataset(db, principalOf(request), request.params.id), services),
  );
};

const ZIP = ['application/zip'];

const addArchiveRoutes = (server: HttpServer, services: DatasetServices): void => {
  server.post(
    '/datasets/:id/download',
    operation({
      id: 'linkDatasetArchive',
      tag: TAG,
      summary: 'Get a link to the archive',
      description:
        'A link that works without a header until it expires. The archive is a ZIP of an imagefolder: images by label, metadata.jsonl, a dataset card, a report, licences and attributions, and SHA256SUMS.',
      access: { kind: 'user', scope: 'export' },
      takes: { params },
      gives: { 200: DownloadLink },
      errors: [404],
    }),
    async (request) => linkToArchive(services, askerOf(request), request.params.id),
  );

  server.get(
    '/datasets/:id/archive',
    operation({
      id: 'getDatasetArchive',
      tag: TAG,
      summary: 'Download the archive',
      description:
        'The newest archive. Ranges work, so that a download can go on; `ETag` changes when it is built again.',
      access: { kind: 'signed', scope: 'export' },
      takes: { params, querystring: Type.Object(SignedQuery) },
      gives: {
        200: FileAnswer(ZIP, 'The archive.'),
        206: FileAnswer(ZIP, 'The part that `Range` asks for.'),
        304: Type.Null({ 'x-response-description': 'You have it: `If-None-Match` names its `ETag`.' }),
      },
      errors: [404, 416],
      uncounted: true,
    }),
    async (request, reply) => sendArchive(services, { request, reply, id: request.params.id }),
  );
};
