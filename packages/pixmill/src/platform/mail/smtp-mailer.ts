import { readSmtpFailure } from './smtp-failure.ts';
import type { Mailer, MailSettings } from './mailer.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** Sends mails by SMTP, each over a connection of its own. */
export const openSmtpMailer = (settings: MailSettings & { readonly smtpHost: string }): Mailer => {
  const { smtpHost, smtpPort, smtpUser, smtpPassword, smtpTls, emailsFrom } = settings;
  return {
    send: async ({ to, subject, html, text, id, signal }) => {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host: smtpHost,
        port: smtpPort,
        secure: smtpTls === 'tls',
        // A server that does not offer it, or somebody in between, gets neither the login nor the mail.
        requireTLS: smtpTls === 'starttls',
        ignoreTLS: smtpTls === 'off',
        ...(smtpUser === undefined ? {} : { auth: { user: smtpUser, pass: smtpPassword ?? '' } }),
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        socketCloseTimeout: 0,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({
          from: emailsFrom,
          // As an object it is one address, whatever stands in it.
          to: { name: '', address: to },
          subject,
          html,
          text,
          messageId: `<${id}@pixmill>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal,
        });
      } catch (error) {
        throw readSmtpFailure(error);
      } finally {
        transport.close();
      }
    },
  };
};
