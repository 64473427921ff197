import { defineCodes, type CodeOf } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** Why an input that a person named cannot be read, or why one row, file or member of it ends before it is fetched. */
export const inputCodes = defineCodes('input', {
  // The input as a whole
  not_found: { status: 422, message: '{path} does not exist; check the path.', retry: false },
  not_readable: {
    status: 422,
    message: '{path} cannot be read ({reason}); correct its permissions, or name another input.',
    retry: false,
  },
  planned: {
    status: 422,
    message:
      '{path} looks like {what}, which this version cannot read yet; give it a URL list, a folder or an archive.',
    retry: false,
  },
  unknown_format: {
    status: 422,
    message:
      '{path} is no list, folder or archive that Pixmill knows; it reads txt, csv, tsv, json, jsonl, parquet, zip and tar.',
    retry: false,
  },
  empty: {
    status: 422,
    message: '{path} holds nothing that could become an image; check the path, and that it is not empty.',
    retry: false,
  },
  no_url_column: {
    status: 422,
    message: '{path} has no column that looks like image addresses; name one of {columns} with --url-column.',
    retry: false,
  },
  no_such_column: {
    status: 422,
    message: '{path} has no column {column}; it has {columns}.',
    retry: false,
  },
  damaged: {
    status: 422,
    message: '{path} is damaged or cut short ({reason}); what could be read before that was taken; get the file again.',
    retry: false,
  },
  too_large: {
    status: 422,
    message: '{path} is larger than Pixmill reads ({reason}); split it into smaller files.',
    retry: false,
  },
  bomb: {
    status: 422,
    message:
      '{path} unpacks to far more than any real file does ({reason}), so reading it was stopped; check the file.',
    retry: false,
  },
  bad_cursor: {
    status: 409,
    message: 'The place to go on in {path} is not one that this version wrote; start a new build.',
    retry: false,
  },

  // One row of a list
  no_url: { status: 422, message: 'The row has no address.', retry: false },
  url_too_long: { status: 422, message: 'The address is longer than 2,048 characters.', retry: false },
  data_url: {
    status: 422,
    message: 'The row holds the image itself (a data: URL) instead of an address.',
    retry: false,
  },
  row_unreadable: { status: 422, message: 'The row cannot be read.', retry: false },
  row_too_long: { status: 422, message: 'The row is longer than 1 MiB.', retry: false },

  // One file of a folder, one member of an archive
  not_an_image: { status: 422, message: 'Neither its name nor its first bytes are those of an image.', retry: false },
  file_unreadable: { status: 422, message: 'The file cannot be read.', retry: false },
  link_outside: { status: 422, message: 'It is a link that leads out of the folder, or nowhere.', retry: false },
  special_file: { status: 422, message: 'It is a link, a device, a socket or a pipe instead of a file.', retry: false },
  unsafe_name: { status: 422, message: 'Its name leads out of the archive, or is not a name at all.', retry: false },
  duplicate_name: { status: 422, message: 'The archive holds a member of this name already.', retry: false },
  encrypted: { status: 422, message: 'It is encrypted; Pixmill knows no passwords.', retry: false },
  member_too_large: { status: 422, message: 'It is larger than one image may be.', retry: false },
  member_bomb: { status: 422, message: 'It unpacks to far more than any real image does.', retry: false },
  member_damaged: {
    status: 422,
    message: 'It is damaged or packed in a way that Pixmill does not know.',
    retry: false,
  },
  nested_archive: { status: 422, message: 'It is an archive within the archive; unpack it first.', retry: false },
});

/** A code of the area `input`. */
export type InputCode = CodeOf<typeof inputCodes>;

/** Makes the error of an `input.*` code. */
export const inputError = errorsOf(inputCodes);
