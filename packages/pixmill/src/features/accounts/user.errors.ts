import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What making, changing and deleting users ends with. */
export const userCodes = defineCodes('user', {
  not_found: { status: 404, retry: false, message: 'There is no such user.' },
  exists: { status: 409, retry: false, message: 'There is an account with this e-mail address already; log in to it.' },
  bad_email: {
    status: 422,
    retry: false,
    loc: ['body', 'email'],
    message: 'This is no e-mail address that can be used: give one of at most 254 characters, such as ada@example.com.',
  },
  bad_password: {
    status: 422,
    retry: false,
    loc: ['body', 'password'],
    message: 'A password has 8 to 128 characters.',
  },
  signup_closed: {
    status: 403,
    retry: false,
    message: 'Nobody can sign up here by themselves; ask an admin for an account.',
  },
  no_admin_yet: {
    status: 403,
    retry: false,
    message:
      'Nobody can sign up here by themselves, and there is no account yet: make the first one with `pixmill users create EMAIL --admin`, or set FIRST_SUPERUSER and FIRST_SUPERUSER_PASSWORD and start again.',
  },
  wrong_password: { status: 400, retry: false, message: 'The current password is wrong.' },
  same_password: { status: 400, retry: false, message: 'The new password must differ from the current one.' },
  no_password: {
    status: 400,
    retry: false,
    message: 'This account has no password: its logins come from elsewhere.',
  },
  needs_login: { status: 403, retry: false, message: 'An API key cannot do this; log in.' },
  admin_only: { status: 403, retry: false, message: 'Only an admin may change the role, state or password this way.' },
  own_password: {
    status: 403,
    retry: false,
    message: 'Change your own password with PATCH /api/v1/users/me/password, which asks for the current one.',
  },
  own_deletion: { status: 403, retry: false, message: 'An admin cannot delete itself; another admin can.' },
  last_admin: {
    status: 400,
    retry: false,
    message: 'This is the last active admin, and an installation needs one; make another user an admin first.',
  },
  contradicting_role: {
    status: 422,
    retry: false,
    loc: ['body', 'role'],
    message: 'The fields `role` and `is_superuser` say different things; send one of them.',
  },
  local_admin: { status: 400, retry: false, message: 'The local admin of AUTH=off cannot be changed or deleted.' },
});

export const userError = errorsOf(userCodes);
