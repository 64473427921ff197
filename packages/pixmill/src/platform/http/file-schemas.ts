import { Type } from 'typebox';

/** A file in a form; only documentation, since forms are read as they arrive. */
export const FormFile = (description: string) =>
  Type.Unsafe<unknown>({ type: 'string', format: 'binary', description });

/** An answer that is a file of one of these types. */
export const FileAnswer = (contentTypes: readonly string[], description: string) =>
  Type.Unsafe<unknown>({
    'x-response-description': description,
    content: Object.fromEntries(
      contentTypes.map((contentType) => [contentType, { schema: { type: 'string', format: 'binary' } }]),
    ),
  });
