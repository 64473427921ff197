import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill dedupe`. */
export const dedupeCommandCodes = defineCodes('dedupe_command', {
  move_or_delete: { status: 422, retry: false, message: 'Choose one of --move-to and --delete.' },
  target_in_folder: {
    status: 422,
    retry: false,
    message: '{path} is in the folder itself, where its pictures would be found again: name a folder elsewhere.',
  },
  nobody_to_ask: {
    status: 422,
    retry: false,
    message:
      'Nobody can be asked whether {count} files may be deleted: add --yes when you are sure, or --dry-run to see which.',
  },
});

export const dedupeCommandError = errorsOf(dedupeCommandCodes);
