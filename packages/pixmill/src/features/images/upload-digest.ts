import { createHash } from 'node:crypto';
import type { FormFields } from '../../platform/http/multipart/read-multipart.ts';
import type { ReceivedFile } from './receive-files.ts';

/** A digest of everything that a form holds, 64 hex digits: the same for the same files and fields. */
export const digestOf = (files: readonly ReceivedFile[], fields: FormFields): string => {
  const parts = files.map((file) => [file.name, 'incoming' in file ? file.incoming.sha256 : file.error.code]);
  return createHash('sha256')
    .update(JSON.stringify([parts, [...fields]]))
    .digest('hex');
};
