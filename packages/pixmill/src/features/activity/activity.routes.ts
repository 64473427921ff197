import { Type, type Static } from 'typebox';
import { ACTIVITY_ACTIONS, ACTIVITY_RESOURCES } from '../../library/activity.repository.ts';
import { AgePageQuery, toAgePage } from '../../library/id-pages.ts';
import type { Database } from '../../platform/database/database.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf } from '../../platform/http/pages.ts';
import { Moment } from '../../platform/http/text.ts';
import { listActivity, type ActivityEntry } from './activity.repository.ts';

const Nullable = Type.Union([Type.String(), Type.Null()]);

/** One thing that somebody did, as the API shows it. */
const ActivityView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    user_id: Type.String({ format: 'uuid', description: 'Who did it.' }),
    user_email: Type.Union([Type.String(), Type.Null()], { description: 'null when the account is gone.' }),
    action: Type.String({ description: `One of ${ACTIVITY_ACTIONS.join(', ')}.` }),
    resource_type: Type.String({ description: `One of ${ACTIVITY_RESOURCES.join(', ')}.` }),
    resource_id: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
    detail: Type.Object({}, { additionalProperties: true, description: 'A few facts, e.g. the name of the thing.' }),
    address: Type.Union([Type.String(), Type.Null()], { description: 'From where; null for Pixmill itself.' }),
    request_id: Nullable,
    created_at: Type.String({ format: 'date-time' }),
  },
  {
    examples: [
      {
        id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11',
        user_id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10',
        user_email: 'ada@example.org',
        action: 'start',
        resource_type: 'job',
        resource_id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c12',
        detail: { name: 'Red foxes' },
        address: '203.0.113.7',
        request_id: '5f0c8f0e-0c43-4a0e-9d0b-7f6f5a7c2a11',
        created_at: '2026-11-20T08:00:00.000Z',
      },
    ],
  },
);

const toView = (row: ActivityEntry): Static<typeof ActivityView> => ({
  id: row.id,
  user_id: row.userId,
  user_email: row.email,
  action: row.action,
  resource_type: row.resourceType,
  resource_id: row.resourceId,
  detail: row.detail,
  address: row.address,
  request_id: row.requestId,
  created_at: row.createdAt.toISOString(),
});

const momentOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

/** Adds the record of who did what, when, from where. */
export const addActivityRoutes = (server: HttpServer, { db }: { readonly db: Database }): void => {
  server.get(
    '/activity',
    operation({
      id: 'listActivity',
      tag: 'activity',
      summary: 'List who did what',
      description: 'What you did, newest first; admins see what everybody did. All filters that are given must hold.',
      access: { kind: 'user', scope: 'read' },
      takes: {
        querystring: Type.Object({
          action: Type.Optional(Type.Enum([...ACTIVITY_ACTIONS], { description: 'What was done.' })),
          resource_type: Type.Optional(Type.Enum([...ACTIVITY_RESOURCES], { description: 'To what kind of thing.' })),
          resource_id: Type.Optional(Type.String({ format: 'uuid', description: 'To this thing.' })),
          user_id: Type.Optional(Type.String({ format: 'uuid', description: 'By this user.' })),
          from: Type.Optional(Moment({ description: 'At this time or later (RFC 3339).' })),
          to: Type.Optional(Moment({ description: 'Before this time (RFC 3339).' })),
          ...AgePageQuery,
        }),
      },
      gives: { 200: pageOf(ActivityView) },
    }),
    async (request) => {
      const { action, resource_type, resource_id, user_id, from, to, ...query } = request.query;
      const filter = {
        action,
        resourceType: resource_type,
        resourceId: resource_id,
        userId: user_id,
        from: momentOf(from),
        to: momentOf(to),
      };
      return toAgePage(await listActivity(db, principalOf(request), filter, query), query, toView);
    },
  );
};
