import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with a request about duplicates. */
export const duplicateCodes = defineCodes('duplicate', {
  no_project: { status: 404, retry: false, message: 'There is no such project, or it is not yours.' },
  no_group: {
    status: 404,
    retry: false,
    message:
      'There is no such group of duplicates, or it is not yours; groups change when images come or go: list them again.',
  },
  no_act: { status: 404, retry: false, message: 'There is no such decision, or it is not yours.' },
  changed: {
    status: 409,
    retry: false,
    message:
      'The group has changed meanwhile, and less than two of its images are still to be decided about; list the groups again.',
  },
  not_in_group: {
    status: 422,
    retry: false,
    loc: ['body', 'image_id'],
    message: 'The image to keep is not in the group any more; choose one of its images.',
  },
  no_choice: {
    status: 422,
    retry: false,
    loc: ['body', 'image_id'],
    message: 'Say which image to keep: `image_id` is needed with `keep`, and with nothing else.',
  },
  decided: {
    status: 409,
    retry: false,
    message: 'Somebody has decided otherwise about this group; undo decision {act} first.',
  },
  undo_later_first: {
    status: 409,
    retry: false,
    message: 'Later decisions speak of the same images; undo decision {act} first.',
  },
  failed: { status: 500, retry: false, message: 'The search for duplicates has failed ({detail}); start it again.' },
});

/** Makes an error of this area. */
export const duplicateError = errorsOf(duplicateCodes);
