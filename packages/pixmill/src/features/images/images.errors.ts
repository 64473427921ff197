import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with a request about images and uploads. */
export const imageCodes = defineCodes('image', {
  not_found: { status: 404, retry: false, message: 'There is no such image, or it is not yours.' },
  no_project: { status: 404, retry: false, message: 'There is no such project, or it is not yours.' },
  nothing_sent: {
    status: 406,
    retry: false,
    message: 'Nothing was sent: put at least one file into the field {field} of a multipart/form-data form.',
  },
  type_not_allowed: {
    status: 415,
    retry: false,
    message: 'The type of the file is {type}, whatever its name says; allowed here are {allowed}.',
  },
  not_taken: {
    status: 409,
    retry: true,
    message: 'The upload was cancelled before the file was looked at; send it again.',
  },
  gone: { status: 404, retry: false, message: 'The bytes of this image are not in storage any more.' },
  no_thumbnail: {
    status: 422,
    retry: false,
    loc: ['path', 'id'],
    message: 'No thumbnail can be made of this image ({detail}); its file can still be downloaded.',
  },
});

/** Makes an error of this area. */
export const imageError = errorsOf(imageCodes);
