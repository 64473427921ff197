import { Type } from 'typebox';
import { toImageView } from '../../library/image-view.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { optionalBody } from '../../platform/http/optional-body.ts';
import { PageQuery, rowsOf, toPage } from '../../platform/http/pages.ts';
import { askerOf, placeOf, read, RunParams, TAG, write } from './cluster-requests.ts';
import type { ClusterServices, MadeDataset } from './cluster-services.ts';
import { ClusterDataset, ClusterDatasetBody, LabelBody, Labelling, Unlabelling } from './cluster-actions.view.ts';
import { GroupImages } from './cluster.view.ts';
import { pageOfGroup } from './cluster-members.repository.ts';
import { createClusterDataset, labelGroup, requireCompleted, requireGroup, unlabelGroup } from './clusters.service.ts';

const MOST_GROUPS = 1_000_000;

const GroupParams = Type.Object({
  ...RunParams,
  group: Type.Integer({ minimum: 1, maximum: MOST_GROUPS, description: 'Number of the group.' }),
});
const AnyGroupParams = Type.Object({
  ...RunParams,
  group: Type.Integer({ minimum: 0, maximum: MOST_GROUPS, description: 'Number of the group; 0 for the outliers.' }),
});

/** Adds the operations on the groups of a run. */
export const addClusterGroupRoutes = (server: HttpServer, services: ClusterServices): void => {
  const { db, signUrl } = services;

  server.get(
    '/projects/:id/clusters/:run/groups/:group/images',
    operation({
      id: 'listClusterImages',
      tag: TAG,
      summary: 'List the images of a group',
      description: 'The images of a group, those that belong to it most surely first; group 0 are the outliers.',
      access: read,
      takes: { params: AnyGroupParams, querystring: Type.Object(PageQuery) },
      gives: { 200: GroupImages },
      errors: [400, 404],
    }),
    async (request) => {
      const { group } = request.params;
      const place = placeOf(request.params);
      const viewer = principalOf(request);
      const { id: runId } =
        group === 0
          ? await requireCompleted(db, viewer, place)
          : (await requireGroup(db, viewer, { ...place, group })).run;
      const { page, limit, offset } = rowsOf(request.query);
      const { rows, total } = await pageOfGroup(db, { runId, group: group === 0 ? null : group, limit, offset });
      const items = rows.map(({ image, strength }) => ({ ...toImageView(image, { signUrl }), strength }));
      return toPage(items, { total, page, limit });
    },
  );

  server.post(
    '/projects/:id/clusters/:run/groups/:group/label',
    operation({
      id: 'labelCluster',
      tag: TAG,
      summary: 'Make a group a label',
      description:
        'Gives all images of a group a label that counts as written by you, so that no source overwrites it. Labels that people ' +
        'wrote stay unless `overwrite_edited`. `DELETE` takes it back.',
      access: write,
      takes: { params: GroupParams, body: optionalBody(LabelBody) },
      gives: { 200: Labelling },
      errors: [400, 404],
    }),
    async (request) => {
      const { label, overwrite_edited: overwritesEdits = false } = request.body;
      const given = { ...placeOf(request.params), group: request.params.group, label, overwritesEdits };
      const done = await labelGroup(services, askerOf(request), given);
      const own = done.keptEdited === 0 ? '' : ` ${done.keptEdited} keep the label that somebody wrote.`;
      return {
        label: done.label,
        images: done.images,
        labelled: done.labelled,
        kept_edited: done.keptEdited,
        message: `${done.labelled} of ${done.images} images are labelled ${done.label} now; DELETE takes it back.${own}`,
      };
    },
  );

  server.delete(
    '/projects/:id/clusters/:run/groups/:group/label',
    operation({
      id: 'unlabelCluster',
      tag: TAG,
      summary: 'Take the label of a group back',
      description: 'Images get back the label that they had, unless theirs was changed since.',
      access: write,
      takes: { params: GroupParams },
      gives: { 200: Unlabelling },
      errors: [400, 404],
    }),
    async (request) => {
      const given = { ...placeOf(request.params), group: request.params.group };
      const { restored, changedSince } = await unlabelGroup(services, askerOf(request), given);
      return { restored, changed_since: changedSince };
    },
  );

  server.post(
    '/projects/:id/clusters/:run/dataset',
    operation({
      id: 'makeClusterDataset',
      tag: TAG,
      summary: 'Make a dataset of groups',
      description:
        'Makes a dataset, in a project of its own, of the images of these groups, whose names become labels; it is filled in the ' +
        'background, and then its archive is written (`GET /datasets/{id}/status`). At most 20,000 images at once.',
      access: { kind: 'user', scope: 'ingest' },
      takes: { params: Type.Object(RunParams), body: ClusterDatasetBody },
      gives: { 201: ClusterDataset },
      errors: [400, 404],
      rateLimitName: 'job-create',
    }),
    async (request, reply) => {
      const { name, description = null, groups = null, outliers = false, labels = 'groups' } = request.body;
      const given = {
        ...placeOf(request.params),
        name: name.trim(),
        description,
        groups,
        takesOutliers: outliers,
        keepsLabels: labels === 'own',
      };
      const keep = keepCreated(request, reply, (made: MadeDataset) => made);
      return reply.code(201).send(await createClusterDataset(services, askerOf(request), given, keep));
    },
  );
};
