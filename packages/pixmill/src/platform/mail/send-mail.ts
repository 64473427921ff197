import type { Logger } from '../logging/logger.ts';
import { knownError } from '../queue/final-errors.ts';
import type { Handler } from '../queue/queue.ts';
import { runOrGiveUp } from '../queue/run-or-give-up.ts';
import { isEmailAddress } from './email-address.ts';
import { mailError } from './mail.errors.ts';
import type { mailJob } from './mail.jobs.ts';
import type { Mailer } from './mailer.ts';
import { renderMail } from './render-mail.ts';

/**
 * The handler of `mailJob`. What trying again cannot help (an address that is none, a refusal for good, a link that has
 * expired meanwhile) ends with a line in the log, as does the last try; everything else is thrown, so that the queue
 * tries again.
 */
export const createMailHandler =
  ({
    mailer,
    baseUrl,
    logger,
    now = () => new Date(),
  }: {
    readonly mailer: Mailer;
    readonly baseUrl: string;
    readonly logger: Logger;
    readonly now?: () => Date;
  }): Handler<typeof mailJob> =>
  async ({ payload, signal, id, comesBack }) => {
    const { template, to } = payload;
    if (payload.template === 'reset-password' && new Date(payload.values.expiresAt) <= now()) {
      logger.warn({ template, id }, 'a mail was not sent: its link has expired');
      return;
    }
    const send = async (): Promise<void> => {
      if (!isEmailAddress(to)) throw mailError('mail.bad_address');
      await mailer.send({ ...(await renderMail(payload, { baseUrl })), template, to, id, signal });
    };
    await runOrGiveUp(send, {
      signal,
      comesBack,
      logger,
      giveUp: async (error) => {
        const known = knownError(error);
        logger.error({ template, id, code: known?.code }, known?.message ?? 'a mail was not sent');
      },
    });
  };
