import { defineCodes } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

/** Codes of the settings. */
export const configCodes = defineCodes('config', {
  invalid: {
    status: 500,
    message: 'Some settings cannot be used: {problems}; correct them in the environment or in {file}.',
    retry: false,
  },
  unreadable: {
    status: 500,
    message: 'The settings file {file} cannot be read ({reason}); correct its mode, or move it away.',
    retry: false,
  },
  secret_key: {
    status: 500,
    message:
      'The key that signs tokens cannot be read from or written to {file} ({reason}); set SECRET_KEY, or correct the file.',
    retry: false,
  },
  unfit: {
    status: 500,
    message: 'The service does not start with these settings: {problems}.',
    retry: false,
  },
});

/** Makes an error of this area. */
export const configError = errorsOf(configCodes);
