import { isUtf8 } from 'node:buffer';
import type { HttpServer } from './create-server.ts';
import { httpError } from './http.errors.ts';
import { findJsonFlaw } from './json-structure.ts';

const checkStructure = (json: string): void => {
  const flaw = findJsonFlaw(json);
  if (flaw === null) return;
  const problem =
    flaw.kind === 'deep'
      ? `it has more than ${flaw.limit} levels.`
      : `the name ${JSON.stringify(flaw.name.slice(0, 50))} stands twice in one object.`;
  throw httpError('http.bad_json', { problem });
};

const hasBody = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Lets the server read JSON, and no other type unless an operation names it. An empty body is no body, whatever type it
 * says to be; names that stand twice and those that reach for prototypes are refused.
 */
export const addBodyParsers = (server: HttpServer): void => {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined);
    if (!isUtf8(bytes)) return done(httpError('http.bad_json', { problem: 'it is not UTF-8.' }));
    const json = bytes.toString();
    return parse(request, json, (error, value) => {
      if (error !== null) return done(error);
      try {
        checkStructure(json);
      } catch (flaw) {
        return done(flaw instanceof Error ? flaw : new TypeError(String(flaw)));
      }
      return done(null, value);
    });
  });
  server.addHook('preParsing', async (request) => {
    const { config, schema } = request.routeOptions;
    if (schema?.body === undefined || !hasBody(request)) return;
    const expected = config.consumes ?? ['application/json'];
    const given = request.headers['content-type'] ?? 'none';
    const type = given.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (expected.includes(type)) return;
    throw httpError('http.unsupported_media_type', { given: given.slice(0, 100), expected: expected.join(' or ') });
  });
};
