import * as fc from 'fast-check';
import type { JsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import { isJsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import { resolve } from './document.ts';
import { kindOfName, KINDS, type Kind } from './things.ts';

/** Stands for an id until the request is sent: of a thing of one's own, or of somebody else's. */
export const idMark = (kind: Kind, whose: 'own' | 'foreign' = 'own'): string => `{{${whose}:${kind}}}`;

/** What only its owner knows, by the names under which it is asked for. */
const SECRET_NAMES: Readonly<Record<string, Secret>> = {
  email: 'email',
  username: 'email',
  password: 'password',
  current_password: 'password',
  refresh_token: 'refresh-token',
  token: 'reset-token',
};
const SECRETS = ['email', 'password', 'refresh-token', 'reset-token'] as const;
export type Secret = (typeof SECRETS)[number];

/** Puts ids and secrets in place of their marks. */
export const replaceMarks = (
  text: string,
  {
    idOf,
    secretOf,
  }: {
    readonly idOf: (kind: Kind, whose: 'own' | 'foreign') => string;
    readonly secretOf: (secret: Secret) => string;
  },
): string =>
  text.replaceAll(/\{\{(own|foreign):([a-z-]+)\}\}/g, (mark, whose: 'own' | 'foreign', name: string) => {
    const kind = KINDS.find((known) => known === name);
    const secret = SECRETS.find((known) => known === name);
    return kind === undefined ? (secret === undefined ? mark : secretOf(secret)) : idOf(kind, whose);
  });

/** Ids of a kind: mostly one's own, sometimes of others or of nothing. */
export const idValue = (kind: Kind): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(idMark(kind)) },
    { weight: 2, arbitrary: fc.constant(idMark(kind, 'foreign')) },
    { weight: 1, arbitrary: fc.uuid() },
  );

const numberAt = (schema: JsonObject, key: string): number | undefined => {
  const value = schema[key];
  return typeof value === 'number' ? value : undefined;
};

const listAt = (schema: JsonObject, key: string): readonly unknown[] => {
  const value = schema[key];
  return Array.isArray(value) ? value : [];
};

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  'date-time': fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  email: fc.emailAddress(),
  uri: fc.webUrl(),
};

/** Text that matches a pattern; where that cannot be generated, what the schema shows. */
const matching = (pattern: string, examples: readonly unknown[]): fc.Arbitrary<string> => {
  const shown = examples.filter((example) => typeof example === 'string');
  const texts = [...shown, 'a', 'Red foxes 7', '#a1b2c3', 'ünï✓ 图像'];
  const fit = texts.filter((text) => new RegExp(pattern, 'u').test(text));
  const fixed = fit.length > 0 ? fc.constantFrom(...fit) : fc.constant('a');
  try {
    return fc.oneof(fixed, fc.stringMatching(new RegExp(pattern, 'u')));
  } catch {
    return fixed;
  }
};

const textOf = (schema: JsonObject): fc.Arbitrary<string> => {
  const { format, pattern } = schema;
  const minLength = numberAt(schema, 'minLength') ?? 0;
  const maxLength = Math.min(numberAt(schema, 'maxLength') ?? 40, 2000);
  const known = typeof format === 'string' ? FORMATS[format] : undefined;
  if (known !== undefined) return known;
  const examples = listAt(schema, 'examples').filter((example) => typeof example === 'string');
  const shown = examples.length > 0 ? [fc.constantFrom(...examples)] : [];
  if (typeof pattern === 'string') return fc.oneof(...shown, matching(pattern, examples));
  const bounds = [minLength, maxLength].map((length) => fc.constant('x'.repeat(length)));
  return fc.oneof(...shown, ...bounds, fc.string({ unit: 'grapheme', minLength, maxLength }));
};

const numberOf = (schema: JsonObject): fc.Arbitrary<number> => {
  const min = numberAt(schema, 'minimum') ?? -1_000_000;
  const max = numberAt(schema, 'maximum') ?? 1_000_000;
  if (schema['type'] === 'number') {
    return fc.oneof(fc.constantFrom(min, max), fc.double({ min, max, noNaN: true, noDefaultInfinity: true }));
  }
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min: Math.ceil(min), max: Math.floor(max) }));
};

const listOf = (document: JsonObject, schema: JsonObject): fc.Arbitrary<unknown[]> => {
  const items = validValue(document, schema['items']);
  const minLength = numberAt(schema, 'minItems') ?? 0;
  const maxLength = Math.max(minLength, Math.min(numberAt(schema, 'maxItems') ?? 3, minLength + 3));
  const lengths = { minLength, maxLength };
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, { ...lengths, selector: (item) => JSON.stringify(item) })
    : fc.array(items, lengths);
};

const objectOf = (document: JsonObject, schema: JsonObject): fc.Arbitrary<Record<string, unknown>> => {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const record = (required: readonly unknown[], left: readonly unknown[] = []) =>
    fc.record(
      Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => !left.includes(name))
          .map(([name, property]) => [name, namedValue(document, name, property)]),
      ),
      { requiredKeys: required.filter((name) => typeof name === 'string').filter((name) => name in properties) },
    );
  const required = listAt(schema, 'required');
  // One of several groups of properties, such as "a dataset or a list of images".
  const groups = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')]
    .filter(isJsonObject)
    .map((group) => listAt(group, 'required'));
  if (groups.length === 0) return record(required);
  return fc.oneof(
    ...groups.map((group) => {
      const others = groups.flat().filter((name) => !group.includes(name));
      return record([...required, ...group], others);
    }),
  );
};

/** A value of a property or parameter: ids of things that are there, else what the schema says. */
export const namedValue = (document: JsonObject, name: string, given: unknown): fc.Arbitrary<unknown> => {
  const schema = resolve(document, given);
  const kind = kindOfName(name);
  const secret = SECRET_NAMES[name];
  if (secret !== undefined) {
    const own = fc.constant(`{{own:${secret}}}`);
    return fc.oneof({ weight: 3, arbitrary: own }, { weight: 2, arbitrary: validValue(document, schema) });
  }
  if (kind === null) return validValue(document, schema);
  const id = idValue(kind);
  return schema['type'] === 'array' ? fc.array(id, { minLength: 1, maxLength: 3 }) : id;
};

/** Values that a schema accepts, as far as it tells. */
export const validValue = (document: JsonObject, given: unknown): fc.Arbitrary<unknown> => {
  const schema = resolve(document, given);
  if ('const' in schema) return fc.constant(schema['const']);
  const choices = listAt(schema, 'enum');
  if (choices.length > 0) return fc.constantFrom(...choices);
  if (schema['type'] === 'object' || isJsonObject(schema['properties'])) return objectOf(document, schema);
  const unions = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')];
  if (unions.length > 0) return fc.oneof(...unions.map((union) => validValue(document, union)));
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  return fc.oneof(...types.map((type) => ofType(document, { ...schema, type })));
};

const ofType = (document: JsonObject, schema: JsonObject): fc.Arbitrary<unknown> => {
  switch (schema['type']) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listOf(document, schema);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
};
