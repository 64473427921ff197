import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill export`, beside the errors of writing itself. */
export const exportCommandCodes = defineCodes('export_command', {
  unknown_dataset: {
    status: 404,
    retry: false,
    message:
      'There is no project and no build "{dataset}"{hint}: give the name of a project or the directory of a build.',
  },
  nothing_kept: {
    status: 422,
    retry: false,
    message: '"{dataset}" has no kept images, so there is nothing to write: import or build some first.',
  },
});

export const exportCommandError = errorsOf(exportCommandCodes);
