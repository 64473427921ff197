import { isJsonObject, type JsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import { SCOPES, type Scope } from '../../src/platform/http/principal.ts';

/** A parameter of an operation. */
export type ApiParameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonObject;
};

/** One content type of a body, and what stands in it. */
export type ApiContent = {
  readonly contentType: string;
  readonly schema: JsonObject;
  /** JSON pointer to the schema. */
  readonly pointer: string;
  /** What the document shows; `undefined` when it shows nothing. */
  readonly example: unknown;
};

/** What an operation may answer with one status. */
export type ApiAnswer = {
  readonly status: number;
  readonly description: string;
  readonly headers: readonly string[];
  /** By content type. */
  readonly contents: ReadonlyMap<string, ApiContent>;
};

/** Who may call an operation, as the document says it. */
export type ApiAccess =
  | { readonly kind: 'public' }
  | { readonly kind: 'optional' }
  | { readonly kind: 'admin' }
  | { readonly kind: 'user'; readonly scope: Scope; readonly bySignedLink: boolean };

/** One operation, as the OpenAPI document has it. */
export type ApiOperation = {
  readonly id: string;
  readonly method: string;
  /** With `{names}` of its parameters. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly access: ApiAccess;
  readonly parameters: readonly ApiParameter[];
  readonly bodies: readonly ApiContent[];
  readonly bodyRequired: boolean;
  readonly answers: ReadonlyMap<number, ApiAnswer>;
};

const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A JSON pointer's way to a value of the document. */
const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** Follows a `$ref` within the document, as often as there is one. */
export const resolve = (document: JsonObject, value: unknown): JsonObject => {
  let at = objectOf(value);
  for (let ref = at['$ref']; typeof ref === 'string'; ref = at['$ref']) {
    let target: unknown = document;
    for (const part of ref.slice(2).split('/')) {
      target = objectOf(target)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    if (!isJsonObject(target)) throw new Error(`The document refers to ${ref}, which is not there.`);
    at = target;
  }
  return at;
};

const isScope = (value: unknown): value is Scope => SCOPES.some((scope) => scope === value);

const accessOf = (operation: JsonObject): ApiAccess => {
  const security = listOf(operation['security']).map(objectOf);
  if (security.length === 0) return { kind: 'public' };
  if (security.some((entry) => Object.keys(entry).length === 0)) return { kind: 'optional' };
  const [scope] = security.flatMap((entry) => listOf(entry['apiKey']));
  if (security.some((entry) => listOf(entry['bearer']).includes('admin'))) return { kind: 'admin' };
  if (!isScope(scope)) throw new Error(`${textOf(operation['operationId'])} does not name the scope it needs.`);
  return { kind: 'user', scope, bySignedLink: security.some((entry) => 'signedLink' in entry) };
};

const parameterOf = (document: JsonObject, value: unknown): ApiParameter => {
  const parameter = resolve(document, value);
  const place = parameter['in'];
  if (place !== 'path' && place !== 'query' && place !== 'header') {
    throw new Error(`A parameter stands in ${String(place)}.`);
  }
  return {
    name: textOf(parameter['name']),
    in: place,
    required: parameter['required'] === true,
    schema: objectOf(parameter['schema']),
  };
};

const exampleOf = (content: JsonObject): unknown => {
  if ('example' in content) return content['example'];
  const [first] = Object.values(objectOf(content['examples']));
  return objectOf(first)['value'];
};

const contentsOf = (document: JsonObject, pointer: string, holder: JsonObject): readonly ApiContent[] =>
  Object.entries(objectOf(holder['content'])).map(([contentType, content]) => ({
    contentType,
    schema: resolve(document, objectOf(content)['schema']),
    pointer: `${pointer}/content/${escaped(contentType)}/schema`,
    example: exampleOf(objectOf(content)),
  }));

const answersOf = (document: JsonObject, pointer: string, operation: JsonObject): ReadonlyMap<number, ApiAnswer> => {
  const answers = Object.entries(objectOf(operation['responses'])).map(([status, given]) => {
    const answer = resolve(document, given);
    const ref = objectOf(given)['$ref'];
    // What several operations answer alike stands in one place.
    const place = typeof ref === 'string' ? ref.slice(1) : `${pointer}/responses/${status}`;
    const contents = contentsOf(document, place, answer).map((content) => [content.contentType, content] as const);
    const headers = Object.keys(objectOf(answer['headers']));
    const description = textOf(answer['description']);
    return [Number(status), { status: Number(status), description, headers, contents: new Map(contents) }] as const;
  });
  return new Map(answers);
};

const operationOf = (document: JsonObject, path: string, method: string, operation: JsonObject): ApiOperation => {
  const pointer = `/paths/${escaped(path)}/${method}`;
  const body = resolve(document, operation['requestBody']);
  return {
    id: textOf(operation['operationId']),
    method: method.toUpperCase(),
    path,
    tags: listOf(operation['tags']).map(textOf),
    summary: textOf(operation['summary']),
    description: textOf(operation['description']),
    access: accessOf(operation),
    parameters: listOf(operation['parameters']).map((given) => parameterOf(document, given)),
    bodies: contentsOf(document, `${pointer}/requestBody`, body),
    bodyRequired: body['required'] === true,
    answers: answersOf(document, pointer, operation),
  };
};

/** Every operation of a document, in its order. */
export const operationsOf = (document: JsonObject): readonly ApiOperation[] =>
  Object.entries(objectOf(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(([method, operation]) =>
      operationOf(document, path, method, objectOf(operation)),
    ),
  );

/** The content type without its parameters, e.g. without the charset. */
export const mediaType = (contentType: string | null): string => (contentType ?? '').split(';', 1)[0]?.trim() ?? '';
