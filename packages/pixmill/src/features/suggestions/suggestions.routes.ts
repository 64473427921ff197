import { Type } from 'typebox';
import type { SuggestionList } from '../../library/suggestions.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { optionalBody } from '../../platform/http/optional-body.ts';
import { PageQuery, pageOf, rowsOf, toPage } from '../../platform/http/pages.ts';
import { addAcceptanceRoutes } from './acceptances.routes.ts';
import { askerOf } from './asker.ts';
import { listRuns } from './suggestions.repository.ts';
import {
  ListQuery,
  ProjectParams,
  RunParams,
  SuggestedImage,
  SuggestionBody,
  SuggestionRun,
  toSuggestedImage,
  toSuggestionRun,
} from './suggestions.schema.ts';
import { readSuggestions, requireProject, requireRun, startSuggestions } from './suggestions.service.ts';
import type { SuggestionServices } from './suggestions.service.ts';

const TAG = 'suggestions';
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;

const Place = Type.Object({ after: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }) });

const LISTS: readonly {
  readonly list: SuggestionList;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
}[] = [
  {
    list: 'suggested',
    id: 'listSuggestedLabels',
    summary: 'List suggested labels',
    description: 'Images that were no examples, each with the label that it most likely has, the surest first.',
  },
  {
    list: 'doubtful',
    id: 'listDoubtfulLabels',
    summary: 'List doubtful labels',
    description:
      'Images whose label looks wrong, by what was learned from the others: another label is likelier. The most doubtful first.',
  },
  {
    list: 'next',
    id: 'listNextToLabel',
    summary: 'List what to label next',
    description: 'The images whose labels would teach most: little sure, and little alike. The most useful first.',
  },
];

/** Adds what labelled images teach about others. */
export const addSuggestionsRoutes = (server: HttpServer, services: SuggestionServices): void => {
  const { db } = services;

  server.post(
    '/projects/:id/suggestions',
    operation({
      id: 'createSuggestions',
      tag: TAG,
      summary: 'Suggest labels from examples',
      description:
        'Learns from labelled images of a project: suggests labels for the rest with a confidence, lists images whose label ' +
        'looks wrong, and picks those to label next. Small projects are answered at once, `status` being `completed`; of ' +
        'large ones (more than 2,000 images or 600 examples) it is `pending`: ask for the run until it has ended. The same ' +
        'images and labels give the same answer. The newest three runs of a project are kept.',
      access: write,
      takes: { params: ProjectParams, body: optionalBody(SuggestionBody) },
      gives: { 201: SuggestionRun },
      errors: [404, 409],
    }),
    async (request, reply) => {
      const { labels = 'all', examples = [], next = 20 } = request.body;
      const asked = {
        projectId: request.params.id,
        request: { labels, next, examples: examples.map(({ image_id: imageId, label }) => ({ imageId, label })) },
      };
      const keep = keepCreated(request, reply, toSuggestionRun);
      return reply.code(201).send(toSuggestionRun(await startSuggestions(services, askerOf(request), asked, keep)));
    },
  );

  server.get(
    '/projects/:id/suggestions',
    operation({
      id: 'listSuggestions',
      tag: TAG,
      summary: 'List the suggestions of a project',
      description: 'What was learned from its labels, newest first.',
      access: read,
      takes: { params: ProjectParams, querystring: Type.Object(PageQuery) },
      gives: { 200: pageOf(SuggestionRun) },
      errors: [404],
    }),
    async (request) => {
      const place = rowsOf(request.query);
      await db.transaction((tx) => requireProject(tx, askerOf(request), request.params.id));
      const { rows, total } = await listRuns(db, request.params.id, place);
      return toPage(rows.map(toSuggestionRun), { total, ...place });
    },
  );

  server.get(
    '/suggestions/:id',
    operation({
      id: 'getSuggestions',
      tag: TAG,
      summary: 'Show suggestions',
      description: 'How far they are, and what was learned how well.',
      access: read,
      takes: { params: RunParams },
      gives: { 200: SuggestionRun },
      errors: [404],
    }),
    async (request) => toSuggestionRun(await requireRun(services, askerOf(request), request.params.id)),
  );

  for (const { list, ...texts } of LISTS) {
    server.get(
      `/suggestions/:id/${list}`,
      operation({
        ...texts,
        tag: TAG,
        access: read,
        takes: { params: RunParams, querystring: ListQuery },
        gives: { 200: pageOf(SuggestedImage) },
        errors: [404, 409],
      }),
      async (request) => {
        const { label, min_confidence: minConfidence, certain, open = true, cursor } = request.query;
        const filters = {
          open,
          ...(label === undefined ? {} : { label }),
          ...(minConfidence === undefined ? {} : { minConfidence }),
          ...(certain === undefined ? {} : { certain }),
        };
        const place = decodeCursor(cursor, Place);
        const { limit, offset, page } = rowsOf(request.query);
        const { rows, total, nextPosition } = await readSuggestions(
          services,
          askerOf(request),
          { runId: request.params.id, list, filters },
          { after: place?.after ?? null, limit, offset: place === null ? offset : 0 },
        );
        const nextCursor = nextPosition === null ? null : encodeCursor({ after: nextPosition });
        return toPage(
          rows.map((row) => toSuggestedImage(row, services)),
          { total, page, limit, nextCursor },
        );
      },
    );
  }

  addAcceptanceRoutes(server, services);
};
