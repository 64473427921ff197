import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** Codes of exports: what stops one before, while and after it is written. */
export const exportCodes = defineCodes('export', {
  unknown_format: {
    status: 422,
    message: 'The export format "{value}" is not known: use one or more of {known}, separated by commas.',
    retry: false,
  },
  unknown_labels: {
    status: 422,
    message: 'The label file type "{value}" is not known: use one or more of {known}, separated by commas.',
    retry: false,
  },
  bad_resize: {
    status: 422,
    message:
      'The size "{value}" cannot be read: write it as WIDTHxHEIGHT:inside, :cover or :fill, such as 512x512:inside.',
    retry: false,
  },
  bad_encode: {
    status: 422,
    message: 'The encoding "{value}" cannot be read: write jpeg:90, webp:85 or png, or keep for the original bytes.',
    retry: false,
  },
  empty: {
    status: 409,
    message: 'There is no image to export, so nothing was written to {path}.',
    retry: false,
  },
  directory_exists: {
    status: 409,
    message: '{path} exists already and is not an earlier output of this build: choose another --out, or move it away.',
    retry: false,
  },
  foreign_files: {
    status: 409,
    message: '{path} holds {name}, which Pixmill did not write and will not delete: move it away and try again.',
    retry: false,
  },
  disk_full: {
    status: 507,
    message:
      'The disk is full: {path} could not be written, and what was begun has been removed; free some space and try again.',
    retry: true,
  },
  no_permission: {
    status: 403,
    message: 'Writing to {path} is not allowed: choose another --out, or change its permissions.',
    retry: false,
  },
  write_failed: {
    status: 500,
    message: 'Writing {path} failed ({reason}): check the disk and try again.',
    retry: true,
  },
  image_changed: {
    status: 500,
    message:
      'The stored bytes of image {name} are no longer what was kept (their SHA-256 differs): the storage is damaged.',
    retry: false,
  },
  not_transformed: {
    status: 422,
    message:
      'The image {image} could not be resized or encoded ({reason}): leave --resize and --encode out to keep its bytes.',
    retry: false,
  },
  images_changed: {
    status: 409,
    message: 'The images changed while they were exported: try again.',
    retry: true,
  },
  check_failed: {
    status: 500,
    message: 'The export broke the rule "{rule}" ({detail}), so it was not put in place: please report this.',
    retry: false,
  },
});

export const exportError = errorsOf(exportCodes);
