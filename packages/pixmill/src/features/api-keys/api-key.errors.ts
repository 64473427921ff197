import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** Codes of API keys. */
export const apiKeyCodes = defineCodes('api_key', {
  not_found: { status: 404, retry: false, message: 'You have no such API key; GET /api-keys lists yours.' },
  admin_only: {
    status: 403,
    retry: false,
    message: 'Only admins may make keys with the scope `admin`; leave it out, or ask one.',
  },
  rate_limit_too_high: {
    status: 403,
    retry: false,
    message: 'Keys may make at most {limit} requests a minute here; choose less, or ask an admin.',
  },
  wider_than_maker: {
    status: 403,
    retry: false,
    message:
      'A key cannot make or change a key into one that lasts longer or may ask more often than itself; log in for that.',
  },
  in_the_past: {
    status: 422,
    retry: false,
    loc: ['body', 'expires_at'],
    message: 'The time in `expires_at` has passed; choose a later one.',
  },
  too_many: {
    status: 400,
    retry: false,
    message: 'You have {limit} API keys, which is the most; delete one that you do not use.',
  },
});

/** Makes an error of this area. */
export const apiKeyError = errorsOf(apiKeyCodes);
