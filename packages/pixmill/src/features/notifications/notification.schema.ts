import { Type, type Static } from 'typebox';
import { NOTIFICATION_CATEGORIES, type NotificationPreferences } from '../../library/notification-preferences.ts';
import type { NotificationRow } from '../../library/service.schema.ts';

export const Category = Type.Enum([...NOTIFICATION_CATEGORIES], { description: 'What it is about.' });

/** A notification as the API shows it. */
export const NotificationView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    category: Type.String({ description: `One of ${NOTIFICATION_CATEGORIES.join(', ')}.` }),
    title: Type.String(),
    message: Type.String(),
    resource_type: Type.Union([Type.String(), Type.Null()], { description: 'Kind of thing that it is about.' }),
    resource_id: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], { description: 'That thing.' }),
    is_read: Type.Boolean(),
    read_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    created_at: Type.String({ format: 'date-time' }),
  },
  {
    examples: [
      {
        id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11',
        category: 'job',
        title: 'Job “Red foxes” is completed',
        message: '100 images were kept.',
        resource_type: 'job',
        resource_id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c12',
        is_read: false,
        read_at: null,
        created_at: '2026-11-20T08:00:00.000Z',
      },
    ],
  },
);

/** Shows a notification. */
export const toNotificationView = (row: NotificationRow): Static<typeof NotificationView> => ({
  id: row.id,
  category: row.category,
  title: row.title,
  message: row.message,
  resource_type: row.resourceType,
  resource_id: row.resourceId,
  is_read: row.readAt !== null,
  read_at: row.readAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});

const inApp = Type.Boolean({ description: 'Whether a notification is made.' });
const email = Type.Boolean({ description: 'Whether a mail is sent.' });
const Channels = Type.Object({ in_app: inApp, email });
const ChannelChanges = Type.Object(
  { in_app: Type.Optional(inApp), email: Type.Optional(email) },
  { additionalProperties: false },
);

const EXAMPLE = {
  job: { in_app: true, email: true },
  dataset: { in_app: true, email: true },
  validation: { in_app: true, email: false },
  account: { in_app: true, email: false },
};

/** How somebody is told of things, by category. */
export const PreferencesView = Type.Object(
  { job: Channels, dataset: Channels, validation: Channels, account: Channels },
  { examples: [EXAMPLE] },
);

/** Changes to it; what is left out stays. */
export const PreferenceChanges = Type.Object(
  {
    job: Type.Optional(ChannelChanges),
    dataset: Type.Optional(ChannelChanges),
    validation: Type.Optional(ChannelChanges),
    account: Type.Optional(ChannelChanges),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ job: { email: false } }] },
);
export type PreferenceChanges = Static<typeof PreferenceChanges>;

/** Shows preferences. */
export const toPreferencesView = (preferences: NotificationPreferences): Static<typeof PreferencesView> => {
  const channels = ({ inApp, email }: NotificationPreferences['job']) => ({ in_app: inApp, email });
  return {
    job: channels(preferences.job),
    dataset: channels(preferences.dataset),
    validation: channels(preferences.validation),
    account: channels(preferences.account),
  };
};
