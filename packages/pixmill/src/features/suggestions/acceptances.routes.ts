import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { PageQuery, pageOf, rowsOf, toPage } from '../../platform/http/pages.ts';
import { listAcceptances } from './acceptances.repository.ts';
import { acceptSuggestions, requireAcceptance, undoAcceptance } from './acceptances.service.ts';
import { askerOf } from './asker.ts';
import { RunParams } from './suggestions.schema.ts';
import {
  AcceptanceParams,
  Acceptance,
  AcceptBody,
  AcceptedSuggestions,
  toAcceptance,
  toAcceptedSuggestions,
} from './acceptances.schema.ts';
import type { SuggestionServices } from './suggestions.service.ts';

const TAG = 'suggestions';
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;

/** Adds the accepting of suggestions, and its undoing. */
export const addAcceptanceRoutes = (server: HttpServer, services: SuggestionServices): void => {
  server.post(
    '/suggestions/:id/accept',
    operation({
      id: 'acceptSuggestions',
      tag: TAG,
      summary: 'Accept suggestions',
      description:
        'Writes suggested labels to images: to those of `image_ids`, or to all that are at least as sure as ' +
        '`min_confidence`. They count as written by you: no source writes over them. An image whose label somebody has ' +
        'changed since is left out. With `preview` it is only counted. More than 1,000 are written in the background; ' +
        '`acceptance.status` says how far it is.',
      access: write,
      takes: { params: RunParams, body: AcceptBody },
      gives: { 200: AcceptedSuggestions, 201: AcceptedSuggestions },
      errors: [404, 409],
    }),
    async (request, reply) => {
      const {
        list = 'suggested',
        image_ids: imageIds,
        min_confidence: minConfidence,
        label,
        preview = false,
      } = request.body;
      const filters = {
        ...(minConfidence === undefined ? {} : { minConfidence }),
        ...(label === undefined ? {} : { label }),
      };
      const selection = { runId: request.params.id, list, filters, imageIds };
      const keep = keepCreated(request, reply, toAcceptedSuggestions);
      const accepted = await acceptSuggestions(services, askerOf(request), { selection, isPreview: preview }, keep);
      return reply.code(accepted.acceptance === null ? 200 : 201).send(toAcceptedSuggestions(accepted));
    },
  );

  server.get(
    '/acceptances',
    operation({
      id: 'listAcceptances',
      tag: TAG,
      summary: 'List what was accepted',
      description: 'Acts in which suggestions were accepted, newest first. Admins see those of everybody.',
      access: read,
      takes: {
        querystring: Type.Object({
          ...PageQuery,
          project_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only those of a project.' })),
        }),
      },
      gives: { 200: pageOf(Acceptance) },
    }),
    async (request) => {
      const place = rowsOf(request.query);
      const asked = { projectId: request.query.project_id, ...place };
      const { rows, total } = await listAcceptances(services.db, askerOf(request), asked);
      return toPage(rows.map(toAcceptance), { total, ...place });
    },
  );

  server.get(
    '/acceptances/:id',
    operation({
      id: 'getAcceptance',
      tag: TAG,
      summary: 'Show what was accepted',
      description: 'One act: how far it is, and how many images it labelled.',
      access: read,
      takes: { params: AcceptanceParams },
      gives: { 200: Acceptance },
      errors: [404],
    }),
    async (request) => toAcceptance(await requireAcceptance(services, askerOf(request), request.params.id)),
  );

  server.post(
    '/acceptances/:id/undo',
    operation({
      id: 'undoAcceptance',
      tag: TAG,
      summary: 'Undo what was accepted',
      description:
        'Gives the images of an act back exactly what they had: their label, and whether a person had written it. Images ' +
        'whose label somebody has changed since stay as they are. Undoing twice changes nothing.',
      access: write,
      takes: { params: AcceptanceParams },
      gives: { 200: Acceptance },
      errors: [404],
    }),
    async (request) => toAcceptance(await undoAcceptance(services, askerOf(request), request.params.id)),
  );
};
