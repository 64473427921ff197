import { defineCodes } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** What can be wrong with what was typed. `usage` codes end with exit status 2. */
export const commandCodes = defineCodes('usage', {
  nothing_asked: {
    status: 422,
    retry: false,
    message: 'Nothing to build: give keywords, --from a list, folder or archive, or --config a file.',
  },
  short_keyword: {
    status: 422,
    retry: false,
    message: 'The keyword "{keyword}" is {reason}: use one of 2 to 100 characters.',
  },
  bad_value: { status: 422, retry: false, message: '{flag} cannot be "{value}": expected {expected}.' },
  config_unreadable: {
    status: 422,
    retry: false,
    message: 'The config file {file} cannot be read ({reason}): check its path.',
  },
  config_syntax: { status: 422, retry: false, message: 'The config file {file} is not valid {format}: {reason}.' },
  config_invalid: { status: 422, retry: false, message: 'The config file {file} is not understood: {problems}.' },
});

export const usageError = errorsOf(commandCodes);
