import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill search`. */
export const searchCommandCodes = defineCodes('search_command', {
  nothing_asked: {
    status: 422,
    retry: false,
    message: 'Nothing to look for: give words, --color "#rrggbb", or --like and an image file.',
  },
  like_alone: {
    status: 422,
    retry: false,
    message: '--like stands alone: leave out the words and --color, or look for these instead.',
  },
  one_place: { status: 422, retry: false, message: '--in and --project name two places: leave out one of them.' },
  no_file: { status: 404, retry: false, message: 'The file {path} cannot be read ({reason}): check its path.' },
  not_an_image: {
    status: 415,
    retry: false,
    message:
      'The file {path} is not an image that can be read ({found}): name a JPEG, PNG, WebP, GIF, AVIF, TIFF or BMP.',
  },
  unknown_project: {
    status: 404,
    retry: false,
    message: 'There is no project "{project}"{hint}: give the name of a project, or the directory of a build.',
  },
  same_name: {
    status: 409,
    retry: false,
    message: 'Several people have a project "{project}": give the id of the one that is meant.',
  },
});

/** Makes an error of this area. */
export const searchCommandError = errorsOf(searchCommandCodes);
