import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AgePageQuery, toAgePage } from '../../library/id-pages.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf } from '../../platform/http/pages.ts';
import { apiKeyError } from './api-key.errors.ts';
import {
  ApiKeyChanges,
  ApiKeyView,
  CreatedApiKeyView,
  KeyUsageView,
  NewApiKey,
  toApiKeyView,
  toKeyChanges,
  toKeyUsageView,
} from './api-key.schema.ts';
import { findKey, listKeys, readUsage } from './api-keys.repository.ts';
import { changeApiKey, createApiKey, deleteApiKey, type ApiKeys, type Asker, type NewKey } from './api-keys.service.ts';
import type { KeyUsage } from './key-usage.ts';

const TAG = 'api-keys';
const DAY_MS = 86_400_000;
const Id = Type.Object({ id: Type.String({ format: 'uuid', description: 'The key.' }) });

const askerOf = (request: FastifyRequest): Asker => ({
  principal: principalOf(request),
  origin: { address: request.ip, requestId: request.id },
});

/** Adds API keys and what they were used for. */
export const addApiKeysRoutes = (server: HttpServer, services: ApiKeys & { readonly usage: KeyUsage }): void => {
  const { db, usage } = services;

  server.post(
    '/api-keys',
    operation({
      id: 'createApiKey',
      tag: TAG,
      summary: 'Make an API key',
      description:
        'For programs: send it as `X-API-Key`. The key is in this answer only. A key can make keys, too, but none that may do more, last longer or ask more often than itself.',
      access: { kind: 'user', scope: 'write' },
      takes: { body: NewApiKey },
      gives: { 201: CreatedApiKeyView },
    }),
    async (request, reply) => {
      const { name, scopes } = request.body;
      const toView = ({ row, key }: NewKey) => ({ ...toApiKeyView(row), key });
      const given = { ...toKeyChanges(request.body), name, scopes };
      const keep = keepCreated(request, reply, toView);
      const made = await createApiKey(services, askerOf(request), given, keep);
      return reply.code(201).header('cache-control', 'no-store').send(toView(made));
    },
  );

  server.get(
    '/api-keys',
    operation({
      id: 'listApiKeys',
      tag: TAG,
      summary: 'List API keys',
      description: 'Yours, newest first; admins may ask for those of another user.',
      access: { kind: 'user', scope: 'read' },
      takes: {
        querystring: Type.Object({
          user_id: Type.Optional(Type.String({ format: 'uuid', description: 'Of this user instead of yours.' })),
          ...AgePageQuery,
        }),
      },
      gives: { 200: pageOf(ApiKeyView) },
    }),
    async (request) => {
      const principal = principalOf(request);
      const { user_id: ofUser = principal.userId, ...query } = request.query;
      return toAgePage(await listKeys(db, principal, ofUser, query), query, toApiKeyView);
    },
  );

  server.get(
    '/api-keys/:id',
    operation({
      id: 'getApiKey',
      tag: TAG,
      summary: 'Get an API key',
      description: 'What it may do and when it was used last, without the key.',
      access: { kind: 'user', scope: 'read' },
      takes: { params: Id },
      gives: { 200: ApiKeyView },
      errors: [404],
    }),
    async (request) => {
      const row = await findKey(db, principalOf(request), request.params.id);
      if (row === null) throw apiKeyError('api_key.not_found');
      return toApiKeyView(row);
    },
  );

  server.patch(
    '/api-keys/:id',
    operation({
      id: 'updateApiKey',
      tag: TAG,
      summary: 'Change an API key',
      description: 'Name, scopes, limit and end; the key stays the same. What is left out stays.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: Id, body: ApiKeyChanges },
      gives: { 200: ApiKeyView },
      errors: [404],
    }),
    async (request) => {
      const changes = toKeyChanges(request.body);
      return toApiKeyView(await changeApiKey(services, askerOf(request), request.params.id, changes));
    },
  );

  server.delete(
    '/api-keys/:id',
    operation({
      id: 'deleteApiKey',
      tag: TAG,
      summary: 'Delete an API key',
      description: 'It stops working with the next request.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: Id },
      gives: { 204: Type.Null({ description: 'Deleted.' }) },
      errors: [404],
    }),
    async (request, reply) => {
      await deleteApiKey(services, askerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  server.get(
    '/api-keys/:id/usage',
    operation({
      id: 'getApiKeyUsage',
      tag: TAG,
      summary: 'See what an API key was used for',
      description: 'Requests a day (UTC). Those of the last seconds may be missing where several processes answer.',
      access: { kind: 'user', scope: 'read' },
      takes: {
        params: Id,
        querystring: Type.Object({
          days: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'How many days, today included.' }),
          ),
        }),
      },
      gives: { 200: KeyUsageView },
      errors: [404],
    }),
    async (request) => {
      await usage.flush();
      const row = await findKey(db, principalOf(request), request.params.id);
      if (row === null) throw apiKeyError('api_key.not_found');
      const since = new Date(Date.now() - ((request.query.days ?? 30) - 1) * DAY_MS).toISOString().slice(0, 10);
      return toKeyUsageView(row, await readUsage(db, row.id, since));
    },
  );
};
