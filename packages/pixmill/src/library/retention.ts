/** How long things are kept that nobody asks to be removed, in days: the one place where that is said. */
export const KEPT_DAYS = {
  /** Of notifications, read or not; the newest are what people look for. */
  notifications: 180,
  /** Of what was there before suggestions were accepted: so long it can be undone. */
  acceptances: 90,
  /** Of who did what: long enough for a yearly look back. */
  activity: 400,
  /** After a login has ended or expired; until then a stolen refresh token is recognised. */
  sessions: 1,
  /** After the link in the mail has expired. */
  passwordResets: 1,
  /** Of failed logins; the longest memory of the slow-down is a day. */
  loginFailures: 2,
  /** Of the daily numbers of API keys. */
  apiKeyUsage: 400,
  /** Of the requests that services were asked on a day; only today's count. */
  sourceRequests: 7,
  /** Of mails that were written into files, since links to a new password stand in them. */
  mailFiles: 30,
} as const;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The moment before which things of a kind go. */
export const goesBefore = (kind: keyof typeof KEPT_DAYS, now: Date): Date =>
  new Date(now.getTime() - KEPT_DAYS[kind] * DAY_MS);
