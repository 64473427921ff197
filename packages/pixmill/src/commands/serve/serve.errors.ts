import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** Why the service could not start. */
export const serveCodes = defineCodes('serve', {
  port_in_use: {
    status: 500,
    retry: true,
    message: 'Port {port} of {host} is in use: stop what listens there, or choose another with PORT.',
  },
  port_forbidden: {
    status: 500,
    retry: false,
    message: 'Port {port} of {host} may not be used by this account: choose one above 1023 with PORT.',
  },
  host_unknown: {
    status: 500,
    retry: false,
    message: 'Pixmill cannot listen on {host} ({reason}): HOST must be an address or a name of this machine.',
  },
});

export const serveError = errorsOf(serveCodes);
