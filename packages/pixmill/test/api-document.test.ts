import { describe, expect, it } from 'vitest';
import { describeApi } from '../src/api/describe-api.ts';
import { answerChecker, schemaChecker } from './openapi/answers.ts';
import { operationsOf, resolve, type ApiContent, type ApiOperation } from './openapi/document.ts';
import { isJsonObject } from '../src/platform/http/documentation/name-schemas.ts';
import { kindOfParameter } from './openapi/things.ts';

const { document } = await describeApi();
const operations = operationsOf(document);
const nameOf = ({ method, path }: ApiOperation): string => `${method} ${path}`;
const named = operations.map((operation) => [nameOf(operation), operation] as const);

/** Whether a schema, or any part of it, shows a value. */
const hasExample = (given: unknown): boolean => {
  if (Array.isArray(given)) return given.some(hasExample);
  if (!isJsonObject(given)) return false;
  const schema = resolve(document, given);
  return 'examples' in schema || 'example' in schema || Object.values(schema).some(hasExample);
};

/** Patterns in a schema, or any part of it, beside which nothing says in words what they let through. */
const wordlessPatterns = (given: unknown): readonly string[] => {
  if (Array.isArray(given)) return given.flatMap(wordlessPatterns);
  if (!isJsonObject(given)) return [];
  const schema = resolve(document, given);
  const { pattern } = schema;
  const own = typeof pattern === 'string' && typeof schema['x-expects'] !== 'string' ? [pattern] : [];
  return [...own, ...Object.values(schema).flatMap(wordlessPatterns)];
};

const check = schemaChecker(document);
const wrongExamples = (contents: Iterable<ApiContent>): readonly string[] =>
  [...contents].flatMap(({ pointer, example }) => (example === undefined ? [] : check(pointer, example)));

describe('the OpenAPI document', () => {
  it('names every operation once', () => {
    const ids = operations.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z][A-Za-z0-9]+$/.test(id))).toEqual([]);
  });

  it('has schemas that can be checked', () => {
    const check = answerChecker(document);
    for (const operation of operations) {
      for (const { status, contents } of operation.answers.values()) {
        const [contentType] = contents.keys();
        const headers = new Headers(contentType === undefined ? {} : { 'content-type': contentType });
        expect(() => check(operation, { status, headers, text: 'null' })).not.toThrow();
      }
    }
  });

  it.each(named)('%s says what it does', (_, { summary, description, tags }) => {
    expect(tags).toHaveLength(1);
    expect(summary).toMatch(/^[A-Z].{2,80}[^.]$/);
    expect(description).toMatch(/^[A-Z0-9`].{8,}[.?)]$/s);
  });

  it.each(named)('%s names things of every id that it takes', (_, operation) => {
    const inPath = operation.parameters.filter(({ in: place }) => place === 'path');
    expect(() => inPath.map(({ name }) => kindOfParameter(operation, name))).not.toThrow();
  });

  it.each(named)('%s tells all of its errors, in one shape', (_, { access, parameters, bodies, answers, path }) => {
    const wanted = [429, 500, 503];
    if (access.kind === 'user' || access.kind === 'admin') wanted.push(401, 403);
    if (access.kind === 'optional') wanted.push(401);
    if (access.kind === 'user' && path.includes('{')) wanted.push(404);
    if (parameters.length > 0 || bodies.length > 0) wanted.push(422);
    if (bodies.length > 0) wanted.push(400, 413, 415);
    expect([...answers.keys()]).toEqual(expect.arrayContaining(wanted));
    for (const { status, contents, headers, description } of answers.values()) {
      const types = [...contents.keys()];
      expect({ status, headers, description, types }).toEqual({
        status,
        headers: expect.arrayContaining(['X-Request-Id', 'X-RateLimit-Limit']),
        description: expect.not.stringMatching(/^(?:Default Response)?$/),
        types: status < 400 ? types : ['application/json'],
      });
    }
  });

  it.each(named.filter(([, { bodies }]) => bodies.length > 0))('%s shows what it takes', (_, { bodies }) => {
    // What a file is needs no example.
    const shown = bodies.filter(
      ({ contentType, example, schema }) =>
        contentType === 'multipart/form-data' || example !== undefined || hasExample(schema),
    );
    expect(shown).toEqual(bodies);
  });

  it.each(named)('%s can say in words what is wrong', (_, { bodies, parameters }) => {
    const wordless = [...bodies, ...parameters].flatMap(({ schema }) => wordlessPatterns(schema));
    expect(wordless).toEqual([]);
  });

  it.each(named)('%s shows what it answers', (_, { answers }) => {
    const success = [...answers.values()].filter(({ status }) => status < 300);
    const json = success.flatMap(({ contents }) => contents.get('application/json') ?? []);
    expect(success.length).toBeGreaterThan(0);
    expect(json.filter(({ example, schema }) => example === undefined && !hasExample(schema))).toEqual([]);
  });

  it.each(named)('%s shows nothing that is not so', (_, { answers, bodies }) => {
    expect(wrongExamples(bodies)).toEqual([]);
    expect(wrongExamples([...answers.values()].flatMap(({ contents }) => [...contents.values()]))).toEqual([]);
  });

  const { schemas } = resolve(document, document['components']);
  it.each(Object.entries(Object(schemas)))('%s shows nothing that is not so', (name, schema) => {
    const { examples } = resolve(document, schema);
    const wrong = (Array.isArray(examples) ? examples : []).flatMap((value) =>
      check(`/components/schemas/${name}`, value),
    );
    expect(wrong).toEqual([]);
  });
});
