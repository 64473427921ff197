import { defineCodes } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

/** Why a mail was not sent. */
export const mailCodes = defineCodes('mail', {
  bad_address: {
    status: 422,
    retry: false,
    message: 'Mail cannot be sent to this address: give one like name@example.org.',
  },
  refused: {
    status: 502,
    retry: false,
    message: 'The mail server refused this mail for good ({answer}), so that it is not tried again.',
  },
  not_taken: {
    status: 503,
    retry: true,
    message: 'The mail server did not take the mail ({reason}); it is tried again later.',
  },
  login_refused: {
    status: 503,
    retry: true,
    message: 'The mail server refused the login ({answer}); check SMTP_USER and SMTP_PASSWORD.',
  },
  no_encryption: {
    status: 503,
    retry: true,
    message:
      'The connection to the mail server could not be encrypted ({reason}); check SMTP_TLS, SMTP_HOST and SMTP_PORT.',
  },
});

/** Makes an error of this area. */
export const mailError = errorsOf(mailCodes);
