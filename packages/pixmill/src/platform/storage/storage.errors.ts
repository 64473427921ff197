import { defineCodes } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

export const storageCodes = defineCodes('storage', {
  too_large: {
    status: 413,
    message: 'The data is larger than the {maxBytes} bytes that are allowed here; raise the limit or leave it out.',
    retry: false,
  },
  full: {
    status: 507,
    message: 'The disk that holds {path} is full; free some space or choose another data directory, then go on.',
    overHttp: 'There is no room left in storage: tell your admin, then try again.',
    retry: true,
  },
  not_permitted: {
    status: 500,
    message: 'Pixmill may not read or write {path} ({reason}); correct its permissions, or the keys of the bucket.',
    overHttp: 'Pixmill may not use its storage: tell your admin.',
    retry: false,
  },
  not_found: {
    status: 404,
    message: 'Nothing is stored under {key}.',
    overHttp: 'The file is not stored any more.',
    retry: false,
  },
  bad_key: {
    status: 400,
    message: 'The storage key {key} is not one that Pixmill makes.',
    overHttp: 'There is no file of that name.',
    retry: false,
  },
  bad_range: {
    status: 416,
    message: 'The bytes {start} to {end} of {key} do not exist.',
    overHttp: 'The file does not have these bytes.',
    retry: false,
  },
  bad_url: {
    status: 500,
    message: 'STORAGE_URL cannot be used ({reason}); write file:///absolute/path or s3://bucket/prefix.',
    overHttp: 'Pixmill may not use its storage: tell your admin.',
    retry: false,
  },
  no_bucket: {
    status: 500,
    message: 'The bucket {bucket} does not exist; create it, or correct STORAGE_URL.',
    overHttp: 'Pixmill may not use its storage: tell your admin.',
    retry: false,
  },
  unreachable: {
    status: 503,
    message: 'Storage at {path} does not answer as it should ({reason}); check STORAGE_URL, then try again.',
    overHttp: 'Storage does not answer right now: try again in a moment.',
    retry: true,
  },
});

/** Makes an error of the area `storage`. */
export const storageError = errorsOf(storageCodes);
