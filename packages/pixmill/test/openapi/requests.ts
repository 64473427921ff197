import * as fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import { TEST_PASSWORD } from '../api.ts';
import type { ApiOperation } from './document.ts';
import { jpegOf, kindOfName, kindOfParameter, type Things } from './things.ts';
import { validValue } from './valid-values.ts';

/** A request that can be sent. */
export type ApiRequest = { readonly url: string; readonly init: RequestInit };

/** Values of parameters that nothing else tells. */
const SENSIBLE: Readonly<Record<string, string>> = {
  email: 'nobody@example.com',
  email_to: 'nobody@example.com',
  q: 'fox',
  group: '1',
};

const sampleOf = (document: JsonObject, schema: JsonObject): unknown =>
  fc.sample(validValue(document, schema), { seed: 7, numRuns: 1 })[0];

/** Properties whose real values no document can show. */
const realValues = (body: JsonObject): JsonObject => ({
  ...body,
  ...('email' in body ? { email: `${crypto.randomUUID()}@example.com` } : {}),
  ...('current_password' in body ? { current_password: TEST_PASSWORD } : {}),
});

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Puts the ids of things into a value, wherever a name asks for one. */
const withIds = (value: unknown, things: Things): unknown => {
  if (Array.isArray(value)) return value.map((item) => withIds(item, things));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const kind = kindOfName(name);
      if (kind === null || inner === null) return [name, withIds(inner, things)];
      return [name, Array.isArray(inner) ? [things[kind]] : things[kind]];
    }),
  );
};

/** The path of an operation with ids in it; `values` goes before. */
export const pathOf = (
  operation: ApiOperation,
  things: Things | null,
  values: Readonly<Record<string, string>> = {},
): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const given = values[name];
    if (given !== undefined) return encodeURIComponent(given);
    const kind = kindOfParameter(operation, name);
    return encodeURIComponent(kind === null ? (SENSIBLE[name] ?? 'x') : (things?.[kind] ?? crypto.randomUUID()));
  });

const queryOf = (document: JsonObject, operation: ApiOperation, things: Things): string => {
  const wanted = operation.parameters.filter(({ in: place, required }) => place === 'query' && required);
  const query = new URLSearchParams();
  for (const { name, schema } of wanted) {
    const kind = kindOfName(name);
    query.set(name, kind === null ? (SENSIBLE[name] ?? plain(sampleOf(document, schema))) : things[kind]);
  }
  // Nothing is searched for without a question.
  if (operation.path.startsWith('/api/v1/search/') && operation.parameters.some(({ name }) => name === 'q')) {
    query.set('q', 'fox');
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
};

const isFile = (schema: unknown): boolean => isJsonObject(schema) && schema['format'] === 'binary';

const formOf = async (schema: JsonObject, extra: Readonly<Record<string, unknown>>): Promise<FormData> => {
  const form = new FormData();
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  for (const [name, property] of Object.entries(properties)) {
    const items = isJsonObject(property) ? property['items'] : undefined;
    if (!isFile(property) && !isFile(items)) continue;
    form.append(name, new File([await jpegOf(Math.floor(Math.random() * 1e9))], 'picture.jpg', { type: 'image/jpeg' }));
  }
  for (const [name, value] of Object.entries(extra)) form.append(name, plain(value));
  return form;
};

/** The body that the document shows, with ids of things in it. */
export const bodyOf = async (
  document: JsonObject,
  operation: ApiOperation,
  things: Things,
  /** Added to it. */
  extra: Readonly<Record<string, unknown>> = {},
  /** When given, no other ids stand in it. */
  onlyIds: readonly string[] | null = null,
): Promise<Pick<RequestInit, 'body' | 'headers'>> => {
  const [content] = operation.bodies;
  if (content === undefined) return {};
  const { contentType, schema, example } = content;
  if (contentType === 'multipart/form-data') return { body: await formOf(schema, extra) };
  const shown = withIds(example ?? sampleOf(document, schema), things);
  const isWanted = (name: string): boolean => onlyIds === null || kindOfName(name) === null || onlyIds.includes(name);
  const body = isJsonObject(shown)
    ? { ...realValues(Object.fromEntries(Object.entries(shown).filter(([name]) => isWanted(name)))), ...extra }
    : Object.keys(extra).length > 0
      ? extra
      : shown;
  if (contentType === 'application/x-www-form-urlencoded') {
    const pairs = Object.entries(isJsonObject(body) ? body : {}).map(([name, value]) => [name, plain(value)]);
    return { body: new URLSearchParams(pairs) };
  }
  return { body: JSON.stringify(body), headers: { 'content-type': contentType } };
};

/** A request that the operation should accept from whoever these things belong to. */
export const validRequest = async (
  document: JsonObject,
  operation: ApiOperation,
  { url, things, headers = {} }: { url: string; things: Things; headers?: Readonly<Record<string, string>> },
): Promise<ApiRequest> => {
  const body = await bodyOf(document, operation, things);
  return {
    url: `${url}${pathOf(operation, things)}${queryOf(document, operation, things)}`,
    init: {
      method: operation.method,
      ...body,
      headers: { ...headers, ...Object.fromEntries(new Headers(body.headers)) },
    },
  };
};
