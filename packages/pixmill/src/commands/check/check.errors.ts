import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill check`. */
export const checkCodes = defineCodes('check', {
  nothing_found: {
    status: 422,
    retry: false,
    message: 'There are no images in {path}{others}: check the path.',
  },
});

export const checkError = errorsOf(checkCodes);
