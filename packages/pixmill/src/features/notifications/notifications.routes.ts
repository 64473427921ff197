import { Type } from 'typebox';
import { AgePageQuery, toAgePage } from '../../library/id-pages.ts';
import type { Database } from '../../platform/database/database.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf } from '../../platform/http/pages.ts';
import { notificationError } from './notification.errors.ts';
import { Category, NotificationView, toNotificationView } from './notification.schema.ts';
import { listNotifications, markAllRead, markRead } from './notifications.repository.ts';
import { addPreferencesRoutes } from './preferences.routes.ts';

const TAG = 'notifications';

/** Adds what somebody was told, and how they want to be told. */
export const addNotificationsRoutes = (server: HttpServer, { db }: { readonly db: Database }): void => {
  server.get(
    '/notifications',
    operation({
      id: 'listNotifications',
      tag: TAG,
      summary: 'List your notifications',
      description: 'What you were told, newest first. `total` with `is_read=false` is the number of unread ones.',
      access: { kind: 'user', scope: 'read' },
      takes: {
        querystring: Type.Object({
          is_read: Type.Optional(Type.Boolean({ description: 'Only those that are read, or that are not.' })),
          category: Type.Optional(Category),
          ...AgePageQuery,
        }),
      },
      gives: { 200: pageOf(NotificationView) },
    }),
    async (request) => {
      const { is_read: isRead, category, ...query } = request.query;
      const found = await listNotifications(db, principalOf(request).userId, { isRead, category }, query);
      return toAgePage(found, query, toNotificationView);
    },
  );

  server.patch(
    '/notifications/read-all',
    operation({
      id: 'readAllNotifications',
      tag: TAG,
      summary: 'Mark all your notifications as read',
      description: 'All, or those of one category. Those that come meanwhile may stay unread.',
      access: { kind: 'user', scope: 'write' },
      takes: { querystring: Type.Object({ category: Type.Optional(Category) }) },
      gives: {
        200: Type.Object(
          { updated: Type.Integer({ minimum: 0, description: 'How many were unread.' }) },
          { examples: [{ updated: 3 }] },
        ),
      },
    }),
    async (request) => {
      const { userId } = principalOf(request);
      return { updated: await db.transaction((tx) => markAllRead(tx, userId, request.query.category)) };
    },
  );

  server.patch(
    '/notifications/:id/read',
    operation({
      id: 'readNotification',
      tag: TAG,
      summary: 'Mark a notification as read',
      description: 'Doing it again changes nothing: `read_at` stays the first time.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: Type.Object({ id: Type.String({ format: 'uuid', description: 'The notification.' }) }) },
      gives: { 200: NotificationView },
      errors: [404],
    }),
    async (request) => {
      const { userId } = principalOf(request);
      const row = await db.transaction((tx) => markRead(tx, userId, request.params.id));
      if (row === null) throw notificationError('notification.not_found');
      return toNotificationView(row);
    },
  );

  addPreferencesRoutes(server, { db, tag: TAG });
};
