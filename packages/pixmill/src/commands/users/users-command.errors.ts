import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with how a password is given. */
export const passwordInputCodes = defineCodes('password_input', {
  missing: {
    status: 422,
    retry: false,
    message: 'No password was given: type it when asked, or pipe it in as one line.',
  },
  too_long: { status: 422, retry: false, message: 'What was piped in is too long for a password; pipe in one line.' },
  differs: { status: 422, retry: false, message: 'The two passwords differ; nothing was changed.' },
});

export const passwordInputError = errorsOf(passwordInputCodes);
