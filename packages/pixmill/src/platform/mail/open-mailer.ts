import type { Settings } from '../config/settings.ts';
import type { Logger } from '../logging/logger.ts';
import { mailFolderOf, openMailFolder } from './mail-folder.ts';
import type { Mailer, MailSettings } from './mailer.ts';
import { openSmtpMailer } from './smtp-mailer.ts';

/** The first letter and the domain: enough to recognise an address in a log, too little to use it. */
const masked = (address: string): string => address.replace(/^(.).*@/su, '$1…@');

/** How mails leave this installation: by SMTP; without a server into a folder (local), or not at all. */
export const openMailer = ({
  settings,
  logger,
}: {
  readonly settings: MailSettings & Pick<Settings, 'environment' | 'dataDirectory'>;
  readonly logger: Logger;
}): Mailer => {
  const { smtpHost } = settings;
  if (smtpHost !== undefined) return openSmtpMailer({ ...settings, smtpHost });
  if (settings.environment === 'local') return openMailFolder({ folder: mailFolderOf(settings), logger });
  // The first one shows in a log of the usual level; the others would be noise.
  let level: 'warn' | 'info' = 'warn';
  return {
    send: async ({ template, to }) => {
      logger[level]({ template, to: masked(to) }, 'SMTP_HOST is not set: a mail was not sent');
      level = 'info';
    },
  };
};
