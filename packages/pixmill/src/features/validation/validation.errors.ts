import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** Why something cannot be validated, or has not been. */
export const validationCodes = defineCodes('validation', {
  no_job: { status: 404, retry: false, message: 'There is no job {id}, or it is not yours; GET /jobs lists yours.' },
  no_dataset: {
    status: 404,
    retry: false,
    message: 'There is no dataset {id}, or it is not yours; GET /datasets lists yours.',
  },
  no_image: {
    status: 404,
    retry: false,
    message: 'There is no image {id}, or it is not yours; GET /images lists yours.',
  },
  no_images_of_job: {
    status: 404,
    retry: false,
    message: 'No images found for job {id}; validate it when it has kept some.',
  },
  no_images_of_dataset: {
    status: 404,
    retry: false,
    message: 'No images found for dataset {id}; validate it when it has kept some.',
  },
  no_results: {
    status: 404,
    retry: false,
    message:
      'There is no validation of {id}, or it is not yours; start one with POST /validation/job or /validation/batch.',
  },
  unexpected: {
    status: 500,
    retry: true,
    message: 'The validation met something that Pixmill did not expect; start it again, or tell your admin.',
  },
});

export const validationError = errorsOf(validationCodes);
