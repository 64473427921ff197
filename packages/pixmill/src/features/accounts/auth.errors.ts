import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What logins and tokens end with. */
export const authCodes = defineCodes('auth', {
  wrong_credentials: {
    status: 401,
    retry: false,
    message: 'The e-mail address or the password is wrong; try again, or ask for a new password.',
  },
  slow_down: {
    status: 429,
    retry: true,
    message: 'Too many failed logins; try again in {seconds} s, or ask for a new password.',
  },
  busy: { status: 429, retry: true, message: 'Too many logins at once; try again in {seconds} s.' },
  disabled: { status: 403, retry: false, message: 'This account is disabled; ask an admin.' },
  bad_token: { status: 401, retry: false, message: 'The access token is not valid; log in again.' },
  expired: { status: 401, retry: false, message: 'The access token has expired; refresh it, or log in again.' },
  revoked: {
    status: 401,
    retry: false,
    message: 'This login has ended, or its account is disabled; log in again, or ask an admin.',
  },
  bad_scheme: { status: 401, retry: false, message: 'The Authorization header must be `Bearer <access token>`.' },
  bad_key: { status: 401, retry: false, message: 'The API key is not valid or has expired; make a new one.' },
  bad_refresh_token: {
    status: 401,
    retry: false,
    message: 'The refresh token is not valid, has expired or was used before; log in again.',
  },
  bad_reset_token: {
    status: 400,
    retry: false,
    message: 'This link to set a new password is not valid, has expired or was used before; ask for a new one.',
  },
  issuer_unreachable: {
    status: 503,
    retry: true,
    message: 'The keys of the outside issuer could not be read; try again in a moment.',
  },
  address_taken: {
    status: 403,
    retry: false,
    message: 'An account with the e-mail address of this token exists already; log in to that one with its password.',
  },
});

export const authError = errorsOf(authCodes);
