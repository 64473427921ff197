import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { createLogger } from '../logging/logger.ts';
import { createHttpServer } from './create-server.ts';

const open = () => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  const schema = {
    querystring: Type.Object({ page: Type.Optional(Type.Integer()), tags: Type.Optional(Type.Array(Type.String())) }),
    body: Type.Object({
      count: Type.Optional(Type.Integer()),
      name: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      isOn: Type.Optional(Type.Boolean()),
      list: Type.Optional(Type.Array(Type.String())),
      level: Type.Optional(Type.String({ default: 'medium' })),
    }),
  };
  server.post('/', { schema, config: { access: { kind: 'public' } } }, async ({ query, body }) => ({ query, body }));
  return server;
};

test('text of a query becomes the number or the list that it stands for', async () => {
  const response = await open().inject({ method: 'POST', url: '/?page=5&tags=one', payload: {} });
  expect(response.json()).toEqual({ query: { page: 5, tags: ['one'] }, body: { level: 'medium' } });
});

test('null and an empty text of a body stay what they are', async () => {
  const bodies = [{ name: null }, { name: '' }];
  const answers = await Promise.all(bodies.map((payload) => open().inject({ method: 'POST', url: '/', payload })));
  expect(answers.map((answer) => answer.json().body.name)).toEqual([null, '']);
});

test.each([{ count: '5' }, { isOn: 'true' }, { name: 5 }, { list: 'one' }, { count: null }])(
  'a body with %j is refused',
  async (payload) => {
    const response = await open().inject({ method: 'POST', url: '/', payload });
    expect([response.statusCode, response.json().code]).toEqual([422, 'http.invalid']);
  },
);
