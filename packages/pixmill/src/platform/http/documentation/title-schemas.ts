import { isJsonObject, type JsonObject } from './name-schemas.ts';

type Operation = { readonly id: string; readonly path: string; readonly body: JsonObject };

const pascal = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}`;

/** Examples do not make another schema of it. */
const shapeOf = (schema: JsonObject): string => JSON.stringify({ ...schema, examples: undefined });

const schemaOf = (content: unknown): JsonObject | null => {
  const json = isJsonObject(content) ? content['application/json'] : undefined;
  const schema = isJsonObject(json) ? json['schema'] : undefined;
  return isJsonObject(schema) && schema['type'] === 'object' ? schema : null;
};

const requestOf = ({ body }: Operation): JsonObject | null =>
  isJsonObject(body['requestBody']) ? schemaOf(body['requestBody']['content']) : null;

const answerOf = ({ body }: Operation): JsonObject | null => {
  const responses = isJsonObject(body['responses']) ? body['responses'] : {};
  const [answer] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return isJsonObject(answer?.[1]) ? schemaOf(answer[1]['content']) : null;
};

/** The schema of the items of a page. */
const itemOf = (page: JsonObject | null): JsonObject | null => {
  const properties = page?.['properties'];
  const items = isJsonObject(properties) ? properties['items'] : undefined;
  const item = isJsonObject(items) ? items['items'] : undefined;
  return isJsonObject(item) && item['type'] === 'object' ? item : null;
};

const operationsOf = (document: JsonObject): readonly Operation[] => {
  const paths = isJsonObject(document['paths']) ? document['paths'] : {};
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(isJsonObject(methods) ? methods : {}).flatMap((body) =>
      isJsonObject(body) && typeof body['operationId'] === 'string' ? [{ id: body['operationId'], path, body }] : [],
    ),
  );
};

/**
 * Gives a title to every schema of bodies and answers that has none, from the names of operations: what `getJob` answers
 * is a `Job`, what `createJob` takes a `CreateJobRequest`. The same shape has the same title everywhere; a single thing's
 * own operation (`…/{id}`) names it before others do.
 */
export const titleSchemas = (document: JsonObject): void => {
  const titles = new Map<string, string>();
  const taken = new Set<string>();
  const name = (schema: JsonObject | null, title: string): void => {
    if (schema === null || typeof schema['title'] === 'string' || titles.has(shapeOf(schema)) || taken.has(title))
      return;
    titles.set(shapeOf(schema), title);
    taken.add(title);
  };
  const operations = operationsOf(document);
  const things = operations.filter(({ id }) => /^get[A-Z]/.test(id));
  const ofOne = things.filter(({ path }) => path.endsWith('}'));
  for (const operation of [...ofOne, ...things]) name(answerOf(operation), operation.id.slice(3));
  for (const operation of operations) {
    const page = answerOf(operation);
    const things = pascal(operation.id.replace(/^list/, ''));
    name(itemOf(page), things.replace(/s$/, ''));
    if (itemOf(page) !== null) name(page, `${things}Page`);
  }
  for (const operation of operations) {
    name(answerOf(operation), `${pascal(operation.id)}Result`);
    name(requestOf(operation), `${pascal(operation.id)}Request`);
  }
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const inner of value) walk(inner);
    if (!isJsonObject(value)) return;
    const title = value['type'] === 'object' ? titles.get(shapeOf(value)) : undefined;
    for (const inner of Object.values(value)) walk(inner);
    if (title !== undefined) value['title'] = title;
  };
  walk(document['paths']);
};
