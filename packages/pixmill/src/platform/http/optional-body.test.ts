import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { createLogger } from '../logging/logger.ts';
import { createHttpServer } from './create-server.ts';
import { addSharedParts } from './documentation/shared-parts.ts';
import { optionalBody } from './optional-body.ts';

const Level = Type.Object({ level: Type.Optional(Type.Enum(['low', 'high'], { default: 'low' })) });

const send = async (url: string, options: { readonly headers?: Record<string, string>; readonly payload?: string }) => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  const config = { access: { kind: 'public' } } as const;
  server.post('/optional', { schema: { body: optionalBody(Level) }, config }, async ({ body }) => body);
  server.post('/needed', { schema: { body: Level }, config }, async ({ body }) => body);
  const answer = await server.inject({ method: 'POST', url, ...options });
  return [answer.statusCode, answer.json().code ?? answer.json()];
};

test('a body that may be left out is one of defaults when it is', async () => {
  expect(await send('/optional', {})).toEqual([200, { level: 'low' }]);
  expect(await send('/needed', {})).toEqual([422, 'http.invalid']);
});

test('one that is sent, or announced, is read as any other', async () => {
  const headers = { 'content-type': 'application/json' };
  expect(await send('/optional', { headers, payload: '{"level":"high"}' })).toEqual([200, { level: 'high' }]);
  expect(await send('/optional', { headers, payload: '{"level":"middle"}' })).toEqual([422, 'http.invalid']);
  expect(await send('/optional', { headers, payload: 'null' })).toEqual([422, 'http.invalid']);
  expect(await send('/optional', { headers })).toEqual([422, 'http.invalid']);
});

test('the document says which may be left out', () => {
  const requestBody = (schema: object) => ({ required: true, content: { 'application/json': { schema } } });
  const post = (schema: object) => ({ post: { requestBody: requestBody(schema), responses: {} } });
  const document = { paths: { '/a': post(optionalBody(Level)), '/b': post(Level) } };
  addSharedParts(document);
  expect(document.paths['/a'].post.requestBody).toEqual({
    required: false,
    content: { 'application/json': { schema: Level } },
  });
  expect(document.paths['/b'].post.requestBody.required).toBe(true);
});
