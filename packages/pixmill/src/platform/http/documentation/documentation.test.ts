import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { createLogger } from '../../logging/logger.ts';
import { createHttpServer } from '../create-server.ts';
import { operation } from '../operation.ts';
import { collectOpenApi, openApiDocument } from './add-documentation.ts';

const describe = async (left: string, right: string) => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  await collectOpenApi(server, {
    version: '1.2.3',
    tags: [
      { name: 'owls', description: 'Birds.' },
      { name: 'cats', description: 'Unused.' },
    ],
  });
  const owl = (field: string) => Type.Object({ [field]: Type.String() }, { title: 'Owl' });
  const common = {
    tag: 'owls',
    summary: 'Owls',
    description: 'Owls.',
    access: { kind: 'user', scope: 'read' },
  } as const;
  server.get('/a', operation({ ...common, id: 'a', gives: { 200: Type.Array(owl(left)) } }), async () => []);
  server.post('/b', operation({ ...common, id: 'b', gives: { 201: owl(right) } }), async () => ({}));
  await server.ready();
  return openApiDocument(server);
};

it('a schema with a name is written once and referred to', async () => {
  const { document, clashes } = await describe('name', 'name');
  expect(clashes).toEqual([]);
  expect(document).toMatchObject({
    components: {
      schemas: { Owl: { title: 'Owl' } },
      responses: { Unauthorized: { description: 'No login, or one that is not valid any more.' } },
    },
    paths: {
      '/a': {
        get: {
          responses: {
            200: {
              content: { 'application/json': { schema: { items: { $ref: '#/components/schemas/Owl' } } } },
              headers: { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } },
            },
            401: { $ref: '#/components/responses/Unauthorized' },
          },
        },
      },
    },
  });
});

it('two different schemas of one name are told', async () => {
  expect((await describe('name', 'colour')).clashes).toEqual(['Owl']);
});

it('an operation that creates takes an Idempotency-Key and says what may become of it', async () => {
  const { document } = await describe('name', 'name');
  expect(document).toMatchObject({
    tags: [{ name: 'owls', description: 'Birds.' }],
    paths: {
      '/b': {
        post: {
          parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
          responses: {
            201: { headers: { 'Idempotent-Replayed': { $ref: '#/components/headers/Idempotent-Replayed' } } },
            409: {},
            422: {},
          },
        },
      },
    },
  });
});

it('what has no name is named by its operations', async () => {
  const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
  await collectOpenApi(server, { version: '1.2.3', tags: [] });
  const common = { tag: 'owls', summary: 'Owls', description: 'Owls.', access: { kind: 'public' } } as const;
  const owl = () => Type.Object({ hoot: Type.String() });
  const me = operation({ ...common, id: 'getFavourite', gives: { 200: owl() } });
  const one = operation({
    ...common,
    id: 'getOwl',
    takes: { params: Type.Object({ id: Type.String() }) },
    gives: { 200: owl() },
  });
  const list = operation({ ...common, id: 'listOwls', gives: { 200: Type.Object({ items: Type.Array(owl()) }) } });
  const wake = operation({
    ...common,
    id: 'wakeOwl',
    takes: { body: Type.Object({ loudly: Type.Boolean() }) },
    gives: { 200: Type.Object({ awake: Type.Boolean() }) },
  });
  server.get('/owls/favourite', me, async () => ({ hoot: '' }));
  server.get('/owls/:id', one, async () => ({ hoot: '' }));
  server.get('/owls', list, async () => ({ items: [] }));
  server.post('/owls/wake', wake, async () => ({ awake: true }));
  await server.ready();
  const { components } = openApiDocument(server).document;
  expect(components).toMatchObject({
    schemas: {
      Owl: { properties: { hoot: {} } },
      OwlsPage: { properties: { items: { items: { $ref: '#/components/schemas/Owl' } } } },
      WakeOwlRequest: {},
      WakeOwlResult: {},
    },
  });
  expect(JSON.stringify(components)).not.toContain('Favourite');
});
