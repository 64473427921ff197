import { Type } from 'typebox';

/** Objects of a manifest have no other fields than those that are listed. */
export const closed = { additionalProperties: false } as const;

/** A file name of a model: no folders, nothing hidden. */
export const FileName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' });
