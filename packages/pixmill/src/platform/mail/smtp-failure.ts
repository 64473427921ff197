import { PixmillError } from '../errors/pixmill-error.ts';
import { shorten } from './mail-content.ts';
import { mailError } from './mail.errors.ts';

/** A text of an error, or nothing. */
const textIn = (error: object, key: string): string => {
  const value: unknown = Object.entries(error).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : '';
};

const LONGEST_ANSWER = 200;

/**
 * What a failed delivery means. A refusal of the mail (5xx) is final; a server that is busy (4xx), away, or set up wrongly
 * (login, encryption) is asked again, since that is no fault of the mail.
 */
export const readSmtpFailure = (error: unknown): PixmillError => {
  if (error instanceof PixmillError) return error;
  if (!(error instanceof Error)) return mailError('mail.not_taken', { reason: 'for an unknown reason' });
  const code = textIn(error, 'code');
  const response = textIn(error, 'response');
  const answer = shorten(response === '' ? error.message : response, LONGEST_ANSWER);
  if (code === 'EAUTH' || code === 'ENOAUTH') return mailError('mail.login_refused', { answer }, { cause: error });
  if (code === 'ETLS') return mailError('mail.no_encryption', { reason: answer }, { cause: error });
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;
  // Without an answer it was refused here, e.g. as larger than the server says it takes.
  const isFinal = status >= 500 || (status === 0 && (code === 'EMESSAGE' || code === 'EENVELOPE'));
  return isFinal
    ? mailError('mail.refused', { answer }, { cause: error })
    : mailError('mail.not_taken', { reason: answer }, { cause: error });
};
