import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with a search. */
export const searchCodes = defineCodes('search', {
  no_image: { status: 404, retry: false, message: 'There is no such image, or it is not yours.' },
  nothing_sent: {
    status: 406,
    retry: false,
    message: 'Nothing was sent: put one image into the field `file` of a multipart/form-data form.',
  },
});

/** Makes an error of this area. */
export const searchError = errorsOf(searchCodes);
