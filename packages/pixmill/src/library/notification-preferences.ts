/** What notifications are about. */
export const NOTIFICATION_CATEGORIES = ['job', 'dataset', 'validation', 'account'] as const;
export type NotificationCategory = (typeof NOTIFICATION_CATEGORIES)[number];

/** How somebody is told of things of a category. */
export type Channels = {
  /** Whether a notification is made. */
  readonly inApp: boolean;
  /** Whether a mail is sent. */
  readonly email: boolean;
};

/** How somebody is told of everything. */
export type NotificationPreferences = { readonly [category in NotificationCategory]: Channels };

/** For who has chosen nothing: a mail for the ends of what takes long. */
const DEFAULTS: NotificationPreferences = {
  job: { inApp: true, email: true },
  dataset: { inApp: true, email: true },
  validation: { inApp: true, email: false },
  account: { inApp: true, email: false },
};

/** What was chosen over the defaults; a category that is not known any more is left out. */
export const withDefaults = (
  chosen: { readonly [category: string]: Channels } | null | undefined,
): NotificationPreferences => ({
  job: chosen?.['job'] ?? DEFAULTS.job,
  dataset: chosen?.['dataset'] ?? DEFAULTS.dataset,
  validation: chosen?.['validation'] ?? DEFAULTS.validation,
  account: chosen?.['account'] ?? DEFAULTS.account,
});
