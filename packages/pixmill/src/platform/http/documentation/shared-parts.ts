import { mayBeLeftOut, OPTIONAL_BODY } from '../optional-body.ts';
import { isJsonObject, type JsonObject } from './name-schemas.ts';

const header = (description: string, schema: JsonObject, example: unknown): JsonObject => ({
  description,
  schema,
  example,
});
const count = { type: 'integer', minimum: 0 };

/** Headers that answers have in common. */
const HEADERS: JsonObject = {
  'X-Request-Id': header(
    'Names this request in the log and in errors.',
    { type: 'string' },
    '0199d6c5-3e0a-7c41-9f5e-6a3f1f6f1c55',
  ),
  'X-RateLimit-Limit': header('Requests a minute that you have.', count, 100),
  'X-RateLimit-Remaining': header('How many of them are left in this minute.', count, 99),
  'X-RateLimit-Reset': header('When there are new ones, in seconds since 1970 (UTC).', count, 1_780_000_000),
  'Retry-After': header('Seconds until it is worth trying again.', count, 12),
  'WWW-Authenticate': header('How to show who you are.', { type: 'string' }, 'Bearer'),
  'Idempotent-Replayed': header(
    '`true` when this is the stored answer to an earlier request with the same key.',
    { type: 'string', enum: ['true'] },
    'true',
  ),
};

const IDEMPOTENCY_KEY: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of your own, e.g. a UUID: the same request sent again with it within 24 hours gets the answer of the ' +
    'first one and creates nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '5f0b7e1c-8f0e-4f0a-9a53-0d2c1a7f7c11',
};

const EVERYWHERE = ['X-Request-Id', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];
const BY_STATUS: Readonly<Record<string, readonly string[]>> = {
  '401': ['WWW-Authenticate'],
  '429': ['Retry-After'],
  '503': ['Retry-After'],
};
const WORDS: Readonly<Record<string, string>> = {
  '200': 'Done.',
  '201': 'Made.',
  '202': 'Taken on; it goes on in the background.',
  '204': 'Done; there is nothing to say.',
  '206': 'The part of the file that was asked for.',
};

const refs = (names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Whether an operation creates something for somebody: those take an `Idempotency-Key`. */
const takesKey = (method: string, operation: JsonObject): boolean => {
  const { responses, security } = operation;
  return (
    method === 'post' && isJsonObject(responses) && '201' in responses && Array.isArray(security) && security.length > 0
  );
};

/** Says of a body that may be left out that it may. */
const tellOptionalBody = ({ requestBody: body }: JsonObject): void => {
  const contents = isJsonObject(body) && isJsonObject(body['content']) ? Object.values(body['content']) : [];
  for (const content of contents) {
    const schema = isJsonObject(content) ? content['schema'] : undefined;
    if (!isJsonObject(body) || !isJsonObject(schema) || !mayBeLeftOut(schema)) continue;
    body['required'] = false;
    delete schema[OPTIONAL_BODY];
  }
};

/** Writes what every operation has in common into a document: headers of answers, and the key of those that create. */
export const addSharedParts = (document: JsonObject): void => {
  const components = isJsonObject(document['components']) ? document['components'] : {};
  document['components'] = { ...components, headers: HEADERS, parameters: { IdempotencyKey: IDEMPOTENCY_KEY } };
  const paths = isJsonObject(document['paths']) ? document['paths'] : {};
  for (const path of Object.values(paths)) {
    for (const [method, operation] of Object.entries(isJsonObject(path) ? path : {})) {
      if (!isJsonObject(operation) || !isJsonObject(operation['responses'])) continue;
      tellOptionalBody(operation);
      const creates = takesKey(method, operation);
      for (const [status, response] of Object.entries(operation['responses'])) {
        if (!isJsonObject(response)) continue;
        const own = isJsonObject(response['headers']) ? response['headers'] : {};
        const names = [...EVERYWHERE, ...(BY_STATUS[status] ?? [])];
        if (creates && status === '201') names.push('Idempotent-Replayed');
        response['headers'] = { ...refs(names), ...own };
        if (response['description'] === 'Default Response') response['description'] = WORDS[status] ?? 'Done.';
      }
      if (!creates) continue;
      const given = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
      operation['parameters'] = [...given, { $ref: '#/components/parameters/IdempotencyKey' }];
      const { responses } = operation;
      for (const status of ['409', '422']) responses[status] ??= responses['400'] ?? responses['500'];
    }
  }
};
