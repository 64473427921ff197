import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { defineCodes } from '../errors/error-catalogue.ts';
import { PixmillError } from '../errors/pixmill-error.ts';
import { createLogger } from '../logging/logger.ts';
import { createHttpServer } from './create-server.ts';
import { checkFields } from './multipart/check-fields.ts';
import { Moment, Text } from './text.ts';

const Body = Type.Object(
  {
    name: Type.Optional(Text({ minLength: 2, maxLength: 4 })),
    at: Type.Optional(Moment({})),
    owner: Type.Optional(Type.String({ format: 'uuid' })),
    tags: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    level: Type.Optional(Type.Enum(['low', 'high'])),
    plain: Type.Optional(Type.String({ pattern: '^[a-c]$' })),
  },
  { additionalProperties: false },
);
const codes = defineCodes('test', {
  taken: {
    status: 422,
    retry: false,
    loc: ['body', 'list', '{name}'],
    message: 'The {name} is taken; choose another.',
  },
  bare: { status: 422, retry: false, message: 'It cannot be; change it.' },
});

const open = () => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  const config = { access: { kind: 'public' } } as const;
  server.post('/', { schema: { body: Body }, config }, async () => ({}));
  server.post('/fields', { config }, async (request) => checkFields(Body, request.body));
  server.get('/bare', { config }, async () => {
    throw new PixmillError(codes, 'test.bare');
  });
  server.post('/taken', { config }, async () => {
    throw new PixmillError(codes, 'test.taken', { name: 'spot' });
  });
  return server;
};

const WRONG = [
  ['name', 'x', 'must have at least 2 characters'],
  ['name', 'xxxxx', 'must have at most 4 characters'],
  ['name', 'a\0b', 'must be text without U+0000 and without halves of surrogate pairs'],
  ['at', 'yesterday', 'must be a time such as 2026-11-20T08:00:00Z'],
  ['owner', '1', 'must be a UUID'],
  ['tags', [], 'must have at least 1 item'],
  ['tags', ['a', 'b', 'c'], 'must have at most 2 items'],
  ['count', 0, 'must be at least 1'],
  ['count', 10, 'must be at most 9'],
  ['plain', 'd', 'must be text of another form: the documentation shows an example'],
] as const;

test.each(WRONG)('%s with %j is told in words, once', async (field, value, msg) => {
  for (const url of ['/', '/fields']) {
    const answer = await open().inject({ method: 'POST', url, payload: { [field]: value } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toEqual([{ loc: ['body', field], msg, type: expect.any(String) }]);
  }
});

test('what must be one of some words names them', async () => {
  const answer = await open().inject({ method: 'POST', url: '/', payload: { level: 'middle' } });
  expect(answer.json().detail).toEqual([{ loc: ['body', 'level'], msg: 'must be one of low, high', type: 'enum' }]);
});

test('what only the service can see has the shape of what the schema finds', async () => {
  const answer = await open().inject({ method: 'POST', url: '/taken' });
  expect([answer.statusCode, answer.json()]).toEqual([
    422,
    {
      detail: [{ loc: ['body', 'list', 'spot'], msg: 'The spot is taken; choose another.', type: 'test.taken' }],
      code: 'test.taken',
      request_id: expect.any(String),
    },
  ]);
  const bare = await open().inject({ url: '/bare' });
  expect(bare.json().detail).toEqual([{ loc: ['query'], msg: 'It cannot be; change it.', type: 'test.bare' }]);
});
