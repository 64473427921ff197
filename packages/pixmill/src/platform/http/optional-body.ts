import type { TSchema } from 'typebox';
import type { HttpServer } from './create-server.ts';

/** Marks a body in its schema; taken out of the document, where `required: false` says it. */
export const OPTIONAL_BODY = 'x-optional-body';

/** A body that may be left out, which is as good as `{}`: all of its fields have defaults. */
export const optionalBody = <Schema extends TSchema>(schema: Schema): Schema => ({ ...schema, [OPTIONAL_BODY]: true });

/** Whether the schema of a body says that it may be left out. */
export const mayBeLeftOut = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && OPTIONAL_BODY in schema;

/** Makes `{}` of an optional body that was not sent; one that is announced by a content type must be there. */
export const addOptionalBodies = (server: HttpServer): void => {
  server.addHook('preValidation', async (request) => {
    if (request.headers['content-type'] !== undefined) return;
    if (mayBeLeftOut(request.routeOptions.schema?.body)) request.body ??= {};
  });
};
