import type { Database } from '../../platform/database/database.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { PreferenceChanges, PreferencesView, toPreferencesView } from './notification.schema.ts';
import { readPreferences } from './preferences.repository.ts';
import { changePreferences } from './preferences.service.ts';

/** Adds how somebody wants to be told. */
export const addPreferencesRoutes = (
  server: HttpServer,
  { db, tag }: { readonly db: Database; readonly tag: string },
): void => {
  server.get(
    '/notifications/preferences',
    operation({
      id: 'getNotificationPreferences',
      tag,
      summary: 'Get your notification preferences',
      description: 'By category: whether a notification is made, and whether a mail is sent.',
      access: { kind: 'user', scope: 'read' },
      gives: { 200: PreferencesView },
    }),
    async (request) => toPreferencesView(await readPreferences(db, principalOf(request).userId)),
  );

  server.patch(
    '/notifications/preferences',
    operation({
      id: 'updateNotificationPreferences',
      tag,
      summary: 'Change your notification preferences',
      description: 'What is left out stays as it is. Mails about logins and passwords are always sent.',
      access: { kind: 'user', scope: 'write' },
      takes: { body: PreferenceChanges },
      gives: { 200: PreferencesView },
    }),
    async (request) => toPreferencesView(await changePreferences(db, principalOf(request).userId, request.body)),
  );
};
