import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { SignUrl } from '../../library/image-view.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { PageQuery, pageOf, rowsOf, toPage } from '../../platform/http/pages.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { listActs } from './acts.repository.ts';
import { applyRule, BULK_RULES, previewRule } from './bulk.service.ts';
import { decideGroup, undoAct, type Decider, type DecisionServices, type GroupDecision } from './decide.service.ts';
import {
  BulkView,
  COPY_KINDS,
  DecisionView,
  DuplicateActView,
  DuplicateFindingView,
  DuplicateGroupView,
  GROUP_STATES,
  toActView,
  toBulkView,
  toDecisionView,
  toFindingView,
  toGroupView,
} from './duplicate.schema.ts';
import { duplicateError } from './duplicates.errors.ts';
import { readFindingState, startFinding } from './duplicates.service.ts';
import { findGroup, hasProject, listGroups, readMembers } from './groups.repository.ts';

const TAG = 'duplicates';

/** What the operations of `/duplicates` work with. */
export type DuplicateServices = DecisionServices & {
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly signUrl: SignUrl;
};

const Id = Type.String({ format: 'uuid' });
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;
const EXAMPLE_PROJECT = '019c2f9b-1111-7c3e-9a51-2f6f0f6a8d11';
const EXAMPLE_IMAGE = '019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11';

const MinSureness = (usual: number) =>
  Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, default: usual, description: 'Only groups that are at least so sure.' }),
  );
const KindFilter = Type.Optional(Type.Enum([...COPY_KINDS], { description: 'Only groups of this likeness.' }));

/** Less sure groups are listed when they are asked for. */
const USUAL_SURENESS = 0.5;
/** Rules decide about what is nearly certain, unless they are told otherwise. */
const USUAL_BULK_SURENESS = 0.9;

const deciderOf = (request: FastifyRequest): Decider => ({
  principal: principalOf(request),
  address: request.ip,
  requestId: request.id,
});

const Decision = Type.Object(
  {
    decision: Type.Enum(['keep', 'same', 'different']),
    image_id: Type.Optional(Type.String({ format: 'uuid', description: 'With `keep`: the image that is kept.' })),
  },
  { additionalProperties: false, examples: [{ decision: 'keep', image_id: EXAMPLE_IMAGE }, { decision: 'different' }] },
);

const decisionOf = (body: { decision: 'keep' | 'same' | 'different'; image_id?: string }): GroupDecision => {
  const { decision, image_id: imageId } = body;
  if ((decision === 'keep') !== (imageId !== undefined)) throw duplicateError('duplicate.no_choice');
  return decision === 'keep' ? { decision, imageId: imageId ?? '' } : { decision };
};

/** Adds the operations of `/duplicates`. */
export const addDuplicatesRoutes = (server: HttpServer, services: DuplicateServices): void => {
  const { db, signUrl, compareCopies } = services;

  server.get(
    '/duplicates',
    operation({
      id: 'listDuplicates',
      tag: TAG,
      summary: 'List groups of likely duplicates',
      description:
        'Images of a project that are likely one picture, as groups that nobody has decided about, the surest first: crops, overlays, mirrored, turned and recoloured copies that hashes miss, and what hashes have settled already. They are found when the finding is started (`POST /duplicates`).',
      access: read,
      takes: {
        querystring: Type.Object({
          project_id: Id,
          ...PageQuery,
          state: Type.Optional(
            Type.Enum([...GROUP_STATES], {
              description: 'Only groups to decide about, or only those that hashes settled.',
            }),
          ),
          kind: KindFilter,
          min_sureness: MinSureness(USUAL_SURENESS),
          cursor: Type.Optional(
            Type.String({
              maxLength: 500,
              description: '`next_cursor` of the page before: reads on from there, whatever was decided meanwhile.',
            }),
          ),
        }),
      },
      gives: { 200: pageOf(DuplicateGroupView) },
      errors: [404],
    }),
    async (request) => {
      const {
        project_id: projectId,
        state,
        kind,
        min_sureness: minSureness = USUAL_SURENESS,
        ...query
      } = request.query;
      if (!(await hasProject(db, principalOf(request), projectId))) throw duplicateError('duplicate.no_project');
      const { rows, total, nextCursor } = await listGroups(db, { projectId, state, kind, minSureness }, query);
      const members = Map.groupBy(
        await readMembers(
          db,
          rows.map(({ id }) => id),
        ),
        ({ groupId }) => groupId,
      );
      const items = rows.flatMap(
        (row) => toGroupView(row, members.get(row.id) ?? [], { signUrl, compareCopies }) ?? [],
      );
      const { page, limit } = rowsOf(query);
      return toPage(items, { total, page, limit, nextCursor });
    },
  );

  server.post(
    '/duplicates',
    operation({
      id: 'findDuplicates',
      tag: TAG,
      summary: 'Find likely duplicates',
      description:
        'Compares the images of a project that are new, or were analysed anew, with all others in the background, and makes the groups anew. Decided pairs never come back.',
      access: write,
      takes: {
        body: Type.Object(
          { project_id: Id },
          { additionalProperties: false, examples: [{ project_id: EXAMPLE_PROJECT }] },
        ),
      },
      gives: { 202: DuplicateFindingView },
      errors: [404],
    }),
    async (request, reply) => {
      const projectId = request.body.project_id;
      const { row, waiting } = await startFinding(services, deciderOf(request), projectId);
      return reply.code(202).send(toFindingView(projectId, row, waiting));
    },
  );

  server.get(
    '/duplicates/finding',
    operation({
      id: 'getDuplicateFinding',
      tag: TAG,
      summary: 'See how far the finding is',
      description: 'Whether the finding of duplicates in a project waits, runs or is done, and for how many images.',
      access: read,
      takes: { querystring: Type.Object({ project_id: Id }) },
      gives: { 200: DuplicateFindingView },
      errors: [404],
    }),
    async (request) => {
      const projectId = request.query.project_id;
      if (!(await hasProject(db, principalOf(request), projectId))) throw duplicateError('duplicate.no_project');
      const { row, waiting } = await readFindingState(db, projectId);
      return toFindingView(projectId, row, waiting);
    },
  );

  server.get(
    '/duplicates/acts',
    operation({
      id: 'listDuplicateActs',
      tag: TAG,
      summary: 'List what was decided',
      description: 'Decisions about the duplicates of a project, the newest first, each with what it is undone by.',
      access: read,
      takes: { querystring: Type.Object({ project_id: Id, ...PageQuery }) },
      gives: { 200: pageOf(DuplicateActView) },
      errors: [404],
    }),
    async (request) => {
      const { project_id: projectId, ...query } = request.query;
      if (!(await hasProject(db, principalOf(request), projectId))) throw duplicateError('duplicate.no_project');
      const { rows, total } = await listActs(db, projectId, query);
      const { page, limit } = rowsOf(query);
      return toPage(rows.map(toActView), { total, page, limit });
    },
  );

  server.post(
    '/duplicates/bulk',
    operation({
      id: 'decideDuplicatesByRule',
      tag: TAG,
      summary: 'Decide about many groups by a rule',
      description:
        'Keeps one image of each open group that is sure enough, chosen by a rule; the others become its duplicates. Without `preview: false` nothing is changed, and you see what would be. All of it is undone at once (`POST /duplicates/undo/{act}`). One decision takes the 500 surest groups.',
      access: write,
      takes: {
        body: Type.Object(
          {
            project_id: Id,
            rule: Type.Enum([...BULK_RULES], {
              description:
                'keep_best: as the mill chooses; the others prefer the largest, the best licence, the first or the last that came, and then the best.',
            }),
            min_sureness: MinSureness(USUAL_BULK_SURENESS),
            kind: KindFilter,
            preview: Type.Optional(Type.Boolean({ default: true, description: 'Whether to change nothing yet.' })),
          },
          {
            additionalProperties: false,
            examples: [{ project_id: EXAMPLE_PROJECT, rule: 'keep_largest', min_sureness: 0.95, preview: true }],
          },
        ),
      },
      gives: { 200: BulkView },
      errors: [404],
    }),
    async (request) => {
      const { project_id: projectId, rule, kind, preview = true } = request.body;
      const minSureness = request.body.min_sureness ?? USUAL_BULK_SURENESS;
      const wish = { projectId, rule, kind, minSureness };
      if (preview) {
        const plan = await previewRule(services, deciderOf(request), wish);
        return toBulkView(plan, { actId: null, signUrl, isPreview: true });
      }
      const { actId, ...plan } = await applyRule(services, deciderOf(request), wish);
      return toBulkView(plan, { actId, signUrl, isPreview: false });
    },
  );

  server.get(
    '/duplicates/:id',
    operation({
      id: 'getDuplicateGroup',
      tag: TAG,
      summary: 'Get a group of likely duplicates',
      description: 'One group with its images, as in the list.',
      access: read,
      takes: { params: Type.Object({ id: Id }) },
      gives: { 200: DuplicateGroupView },
      errors: [404],
    }),
    async (request) => {
      const row = await findGroup(db, principalOf(request), request.params.id);
      const view = row === null ? null : toGroupView(row, await readMembers(db, [row.id]), { signUrl, compareCopies });
      if (view === null) throw duplicateError('duplicate.no_group');
      return view;
    },
  );

  server.post(
    '/duplicates/:id/decision',
    operation({
      id: 'decideDuplicates',
      tag: TAG,
      summary: 'Decide about a group',
      description:
        '`keep`: the image that you name is kept, and the others become its duplicates; `same`: they are one picture, of which the best copy is kept by the rule; `different`: they are none of each other, and are never shown together again. It is remembered by pairs of images, for ever, and stands above what hashes say.',
      access: write,
      takes: { params: Type.Object({ id: Id }), body: Decision },
      gives: { 200: DecisionView },
      errors: [404, 409],
    }),
    async (request) => {
      const { body, params } = request;
      return toDecisionView(
        await decideGroup(services, deciderOf(request), { groupId: params.id, ...decisionOf(body) }),
      );
    },
  );

  server.post(
    '/duplicates/undo/:act',
    operation({
      id: 'undoDuplicateAct',
      tag: TAG,
      summary: 'Undo a decision',
      description:
        'Takes back all that a decision did, about one group or many: images stand as they did, and what was said of them before counts again. A second time it changes nothing.',
      access: write,
      takes: { params: Type.Object({ act: Id }) },
      gives: { 200: DuplicateActView },
      errors: [404, 409],
    }),
    async (request) => toActView((await undoAct(services, deciderOf(request), request.params.act)).act),
  );
};
