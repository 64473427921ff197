import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with a project. */
export const projectCodes = defineCodes('project', {
  not_found: { status: 404, retry: false, message: 'There is no such project, or it is not yours.' },
  analyser_off: {
    status: 400,
    retry: false,
    message: 'The analyser {analyser} is not set up here ({settings}): choose others, or ask an admin.',
  },
  name_taken: {
    status: 409,
    retry: false,
    message: 'The command line has another project of this name, and knows its projects by name; choose another one.',
  },
});

/** Makes an error of this area. */
export const projectError = errorsOf(projectCodes);
