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
});

/** Makes an error of this area. */
export const configError = errorsOf(configCodes);
