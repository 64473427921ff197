import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with suggestions and with what is accepted of them. */
export const suggestionCodes = defineCodes('suggestions', {
  no_project: { status: 404, retry: false, message: 'There is no such project, or it is not yours.' },
  not_found: {
    status: 404,
    retry: false,
    message: 'There are no such suggestions, or they are not yours.',
  },
  no_acceptance: { status: 404, retry: false, message: 'There is no such acceptance, or it is not yours.' },
  no_image: {
    status: 404,
    retry: false,
    message: 'The project has no kept image {id}; GET /images lists what it has.',
  },
  not_suggested: {
    status: 404,
    retry: false,
    message: 'Nothing is suggested for the image {id} in this list; GET its pages for what is.',
  },
  example_twice: {
    status: 422,
    retry: false,
    loc: ['body', 'examples'],
    message: 'The image {id} is an example twice; give it one label.',
  },
  no_examples: {
    status: 422,
    retry: false,
    loc: ['body', 'examples'],
    message: 'No image of the project has a label to learn from; label at least two images each of two labels.',
  },
  one_label: {
    status: 422,
    retry: false,
    loc: ['body', 'examples'],
    message: 'All labelled images have the label "{label}"; label at least two images with another one.',
  },
  too_few_examples: {
    status: 422,
    retry: false,
    loc: ['body', 'examples'],
    message:
      'At least two labels need two examples each, so that one can be recognised by the other; only one image each has {labels}.',
  },
  too_many_labels: {
    status: 422,
    retry: false,
    loc: ['body', 'labels'],
    message: 'The project has {count} labels of two images or more; suggestions can tell {most} apart.',
  },
  no_vectors: {
    status: 422,
    retry: false,
    loc: ['path', 'id'],
    message:
      'Too few of the labelled images can be compared yet: at least two images each of two labels must be analysed first.',
  },
  running: {
    status: 409,
    retry: true,
    message: 'Suggestions of this project are being made already; wait for {id} to end.',
  },
  not_ready: {
    status: 409,
    retry: true,
    message: 'These suggestions are {status}; read their lists when they are completed.',
  },
  unexpected: {
    status: 500,
    retry: true,
    message: 'Learning met something that Pixmill did not expect; ask for suggestions again, or tell your admin.',
  },
});

export const suggestionError = errorsOf(suggestionCodes);
