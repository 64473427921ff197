import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { optionalBody } from '../../platform/http/optional-body.ts';
import { pageOf, PageQuery, rowsOf, toPage } from '../../platform/http/pages.ts';
import { addClusterGroupRoutes } from './cluster-groups.routes.ts';
import { mapAsBytes, mapAsJson, ClusterMap } from './cluster-map.ts';
import { askerOf, placeOf, ProjectParams, read, RunParams, TAG, write } from './cluster-requests.ts';
import type { ClusterServices } from './cluster-services.ts';
import { ClusterBody, ClusterRunView, ClustersView, toClustersView, toOptions, toRunView } from './cluster.view.ts';
import { countMembers, existingImages, listRuns, readGroups } from './clusters.repository.ts';
import { cancelClusters, requireCompleted, requireProject, requireRun, startClusters } from './clusters.service.ts';

const Params = Type.Object(RunParams);

/** Adds the operations of `/projects/{id}/clusters`. */
export const addClustersRoutes = (server: HttpServer, services: ClusterServices): void => {
  addRunRoutes(server, services);
  addMapRoute(server, services);
  addClusterGroupRoutes(server, services);
};

const addRunRoutes = (server: HttpServer, services: ClusterServices): void => {
  const { db, signUrl } = services;

  server.post(
    '/projects/:id/clusters',
    operation({
      id: 'makeClusters',
      tag: TAG,
      summary: 'Put the images of a project into clusters',
      description:
        'Groups the kept images by likeness in the background, names each group, and draws a map of them. Images are compared by ' +
        'the embeddings of the model that has seen most of them, or by how they look where none has. One run at a time a project; ' +
        'the newest 5 are kept. The same images give the same groups and the same map.',
      access: write,
      takes: { params: ProjectParams, body: optionalBody(ClusterBody) },
      gives: { 202: ClusterRunView },
      errors: [404, 409],
    }),
    async (request, reply) => {
      const given = { projectId: request.params.id, options: toOptions(request.body) };
      return reply.code(202).send(toRunView(await startClusters(services, askerOf(request), given)));
    },
  );

  server.get(
    '/projects/:id/clusters',
    operation({
      id: 'listClusterRuns',
      tag: TAG,
      summary: 'List the runs of a project',
      description: 'Runs that made, or are making, clusters of the project, newest first.',
      access: read,
      takes: { params: ProjectParams, querystring: Type.Object(PageQuery) },
      gives: { 200: pageOf(ClusterRunView) },
      errors: [404],
    }),
    async (request) => {
      const { limit, offset, page } = rowsOf(request.query);
      const { id } = request.params;
      await requireProject(db, principalOf(request), id);
      const { rows, total } = await listRuns(db, id, { limit, offset });
      return toPage(rows.map(toRunView), { total, page, limit });
    },
  );

  server.get(
    '/projects/:id/clusters/:run',
    operation({
      id: 'getClusters',
      tag: TAG,
      summary: 'Get clusters',
      description: 'A run with its groups, the largest first: their names, sizes, and images that stand for them.',
      access: read,
      takes: { params: Params },
      gives: { 200: ClustersView },
      errors: [404],
    }),
    async (request) => {
      const run = await requireRun(db, principalOf(request), placeOf(request.params));
      const groups = await readGroups(db, run.id);
      const [sizes, there] = await Promise.all([
        countMembers(db, run.id),
        existingImages(
          db,
          groups.flatMap(({ representatives }) => representatives),
        ),
      ]);
      // While it runs, rows of groups are half there.
      const shown = run.status === 'completed' ? { groups, sizes } : { groups: [], sizes: new Map() };
      return toClustersView(run, { ...shown, there, signUrl });
    },
  );

  server.post(
    '/projects/:id/clusters/:run/cancel',
    operation({
      id: 'cancelClusters',
      tag: TAG,
      summary: 'Cancel clusters',
      description: 'Stops a run that is pending or running; nothing of it stays.',
      access: write,
      takes: { params: Params },
      gives: { 200: ClusterRunView },
      errors: [400, 404],
    }),
    async (request) => toRunView(await cancelClusters(services, askerOf(request), placeOf(request.params))),
  );
};

const addMapRoute = (server: HttpServer, { db }: ClusterServices): void => {
  server.get(
    '/projects/:id/clusters/:run/map',
    operation({
      id: 'getClusterMap',
      tag: TAG,
      summary: 'Get the map of clusters',
      description:
        'Where each image lies: what is alike lies together. As JSON with parallel lists, or with `format=binary` as bytes: ' +
        '`PXM1`, the count of points (uint32), 16 bytes of each id, then all x (float32), all y (float32), and all numbers of ' +
        'groups (uint32, 0 for outliers), little end first. `If-None-Match` with its `ETag` saves sending it again.',
      access: read,
      takes: {
        params: Params,
        querystring: Type.Object({
          format: Type.Optional(Type.Enum(['json', 'binary'], { default: 'json', description: 'How it is written.' })),
        }),
      },
      gives: {
        200: Type.Unsafe<unknown>({
          'x-response-description': 'The map.',
          content: {
            'application/json': { schema: ClusterMap },
            'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
          },
        }),
        304: Type.Null({ 'x-response-description': 'You have it: `If-None-Match` names its `ETag`.' }),
      },
      errors: [400, 404],
    }),
    async (request, reply) => {
      const run = await requireCompleted(db, principalOf(request), placeOf(request.params));
      const { format = 'json' } = request.query;
      // Points only ever go: with their images.
      const sizes = await countMembers(db, run.id);
      const count = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      const etag = `"${run.id}-${count}-${format}"`;
      reply
        .header('etag', etag)
        .header('cache-control', 'private, no-cache')
        .header('vary', 'authorization, x-api-key');
      if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag) === true) return reply.code(304).send(null);
      return format === 'binary'
        ? reply.type('application/octet-stream').send(await mapAsBytes(db, run.id))
        : reply.type('application/json; charset=utf-8').send(Buffer.from(await mapAsJson(db, run.id)));
    },
  );
};
