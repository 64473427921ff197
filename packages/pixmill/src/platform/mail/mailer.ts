import type { Settings } from '../config/settings.ts';
import type { RenderedMail } from './render-mail.ts';

/** One mail to one address. */
export type OutgoingMail = RenderedMail & {
  readonly template: string;
  readonly to: string;
  /** The same at every try, so that a mail that was sent twice is shown once. */
  readonly id: string;
  readonly signal: AbortSignal;
};

/** What becomes of mails: sent, kept in a folder, or nothing. */
export type Mailer = {
  /** Throws `mail.*`; whether trying again may help stands in the error. */
  readonly send: (mail: OutgoingMail) => Promise<void>;
};

/** The settings that mails are sent by. */
export type MailSettings = Pick<
  Settings,
  'smtpHost' | 'smtpPort' | 'smtpUser' | 'smtpPassword' | 'smtpTls' | 'emailsFrom'
>;
