import { Type } from 'typebox';
import type { Settings } from '../../platform/config/settings.ts';
import type { Database } from '../../platform/database/database.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { EmailAddress } from '../../platform/mail/email-address.ts';
import { mailJob } from '../../platform/mail/mail.jobs.ts';
import type { Queue } from '../../platform/queue/queue.ts';

const TAG = 'utils';

type MailTarget = Pick<Settings, 'smtpHost' | 'environment'>;

/** What becomes of a mail, in one sentence. */
const messageOf = ({ smtpHost, environment }: MailTarget): string => {
  if (smtpHost !== undefined) return 'A test mail is on its way.';
  return environment === 'local'
    ? 'SMTP_HOST is not set: the mail is written into the folder `mails` of the data directory instead.'
    : 'SMTP_HOST is not set, so that no mail is sent; set it, and try again.';
};

/** Adds what tells whether Pixmill answers, and whether its mails arrive. */
export const addMailCheckRoutes = (
  server: HttpServer,
  {
    db,
    queue,
    settings,
  }: {
    readonly db: Database;
    readonly queue: Pick<Queue, 'enqueue'>;
    readonly settings: MailTarget;
  },
): void => {
  server.get(
    '/utils/health-check',
    operation({
      id: 'healthCheck',
      tag: TAG,
      summary: 'Ask whether the API answers',
      description: 'Always `true`; `GET /health` tells how the parts are.',
      access: { kind: 'public' },
      uncounted: true,
      gives: { 200: Type.Boolean({ examples: [true] }) },
    }),
    async (_, reply) => reply.send(true),
  );

  server.post(
    '/utils/test-email',
    operation({
      id: 'sendTestEmail',
      tag: TAG,
      summary: 'Send a test mail',
      description: 'Puts a mail into the queue, as all mails are sent; whether the mail server takes it is in the log.',
      access: { kind: 'admin' },
      takes: { querystring: Type.Object({ email_to: EmailAddress }) },
      gives: {
        201: Type.Object({ message: Type.String() }, { examples: [{ message: 'A test mail is on its way.' }] }),
      },
    }),
    async (request, reply) => {
      const requestedBy = principalOf(request).email;
      const message = messageOf(settings);
      const payload = { template: 'test', to: request.query.email_to, values: { requestedBy } } as const;
      await db.transaction(async (tx) => {
        await queue.enqueue(tx, mailJob, [{ payload }]);
        await keepCreated(request, reply, () => ({ message }))(tx, null);
      });
      return reply.code(201).send({ message });
    },
  );
};
