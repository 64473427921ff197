import * as fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import type { ApiContent, ApiOperation } from './document.ts';
import { applyChanges, change, hostileText } from './hostile-values.ts';
import { kindOfName, kindOfParameter } from './things.ts';
import { idMark, idValue, namedValue, validValue } from './valid-values.ts';

/** Who sends a request. */
export const SENDERS = ['user', 'admin', 'key', 'nobody'] as const;
export type Sender = (typeof SENDERS)[number];

/** A part of a form: a text, or a file by the seed of its picture, how much of it, and what it says to be. */
export type FormPart =
  | { readonly name: string; readonly text: string }
  | {
      readonly name: string;
      readonly seed: number;
      readonly share: number;
      readonly fileName: string;
      readonly type: string;
    };

export type FuzzBody =
  | { readonly contentType: string; readonly text: string }
  | { readonly parts: readonly FormPart[] };

/** A request before it is sent: ids are marks. */
export type FuzzRequest = {
  readonly operation: ApiOperation;
  readonly sender: Sender;
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FuzzBody | null;
};

const oftenValid = <T>(valid: fc.Arbitrary<T>, hostile: fc.Arbitrary<T>, share = 7): fc.Arbitrary<T> =>
  fc.oneof({ weight: share, arbitrary: valid }, { weight: 1, arbitrary: hostile });

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const pathOf = (document: JsonObject, operation: ApiOperation): fc.Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(
      operation.parameters
        .filter(({ in: place }) => place === 'path')
        .map(({ name, schema }) => {
          const kind = kindOfParameter(operation, name);
          const valid = kind === null ? validValue(document, schema).map(asText) : idValue(kind);
          return [name, oftenValid(valid, hostileText, 12)];
        }),
    ),
  );

const queryOf = (document: JsonObject, operation: ApiOperation): fc.Arbitrary<(readonly [string, string])[]> => {
  const parameters = operation.parameters.filter(({ in: place }) => place === 'query');
  const pairOf = ({ name, schema }: (typeof parameters)[number]) =>
    oftenValid(namedValue(document, name, schema).map(asText), hostileText, 9).map((text) => [name, text] as const);
  // A search without a question is refused, whatever else it says.
  const isWanted = ({ name, required }: (typeof parameters)[number]): boolean =>
    required || (name === 'q' && operation.path.startsWith('/api/v1/search/'));
  const wanted = parameters.filter(isWanted).map((parameter) => {
    const pair = pairOf(parameter).map((given) => [given]);
    return fc.oneof({ weight: 9, arbitrary: pair }, { weight: 1, arbitrary: fc.constant([]) });
  });
  const optional = parameters.filter((parameter) => !isWanted(parameter));
  const some = fc
    .subarray(optional, { maxLength: Math.min(3, optional.length) })
    .chain((chosen) => fc.tuple(...chosen.map(pairOf)));
  const extra = fc.oneof(
    { weight: 30, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('surprise', '__proto__', 'a[b]', 'page', ''), hostileText)
        .map((pair) => [pair]),
    },
  );
  return fc.tuple(...wanted, some, extra).map((pairs) => pairs.flat());
};

const HEADERS: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ['idempotency-key', fc.constantFrom('a', 'b', 'x'.repeat(255), 'x'.repeat(256), '')],
  [
    'range',
    fc.constantFrom('bytes=0-9', 'bytes=-5', 'bytes=5-', 'bytes=999999999-', 'bytes=9-1', 'bytes=0-1,3-4', 'lines=1-2'),
  ],
  ['if-none-match', fc.constantFrom('*', '"x"', 'W/"x"', '')],
  ['accept', fc.constantFrom('text/html', 'image/*', 'application/xml', '*/*;q=0', 'nonsense')],
  ['last-event-id', fc.constantFrom('0', '5', '-1', 'x', '9'.repeat(30))],
  ['accept-encoding', fc.constantFrom('gzip', 'identity;q=0')],
];

const headersOf = (): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(...HEADERS.map(([name, value]) => fc.tuple(fc.constant(name), fc.nat(9), value)))
    .map((all) => Object.fromEntries(all.flatMap(([name, n, text]) => (n === 0 ? [[name, text]] : []))));

const isFile = (schema: unknown): boolean =>
  isJsonObject(schema) && (schema['format'] === 'binary' || isFile(schema['items']));

const fileOf = (name: string): fc.Arbitrary<FormPart> =>
  fc.record({
    name: fc.constant(name),
    seed: fc.nat(20),
    share: fc.constantFrom(1, 1, 1, 1, 1, 0.5, 0.01, 0),
    fileName: oftenValid(fc.constantFrom('a.jpg', 'b.png', 'c.jpeg'), hostileText),
    type: fc.constantFrom('image/jpeg', 'image/jpeg', 'image/png', 'text/html', ''),
  });

const formOf = (document: JsonObject, schema: JsonObject): fc.Arbitrary<FuzzBody> => {
  const properties = Object.entries(isJsonObject(schema['properties']) ? schema['properties'] : {});
  const parts = properties.map(([name, property]): fc.Arbitrary<readonly FormPart[]> => {
    if (isFile(property)) {
      return fc.oneof(
        { weight: 10, arbitrary: fc.array(fileOf(name), { minLength: 1, maxLength: 2 }) },
        { weight: 1, arbitrary: fc.constant([]) },
      );
    }
    const text = oftenValid(namedValue(document, name, property).map(asText), hostileText, 4);
    return fc.oneof(
      fc.constant([]),
      text.map((given) => [{ name, text: given }]),
    );
  });
  const extra = fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: hostileText.map((text) => [{ name: 'surprise', text }]) },
  );
  return fc.tuple(...parts, extra).map((all) => ({ parts: all.flat() }));
};

/** An example with marks in place of its ids. */
const withMarks = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withMarks);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const kind = kindOfName(name);
      if (kind === null) return [name, withMarks(inner)];
      return [name, Array.isArray(inner) ? [idMark(kind)] : idMark(kind)];
    }),
  );
};

const pick = (value: unknown, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(isJsonObject(value) ? value : {}).filter(([name]) => names.includes(name)));

/** Damage to the text of a body. */
const DAMAGE: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, -1),
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => text.replace(/:\s*("[^"]*"|\d+)/, ': 1e400'),
  (text) => text.replace('{', '{"__proto__": {"role": "admin"},'),
  (text) => text.replace(/\{("[^"]+":)/, '{$1 1, $1'),
  (text) => `\ufeff${text}`,
  (text) => `${text}${text}`,
  () => '',
];

const jsonOf = (document: JsonObject, { contentType, schema, example }: ApiContent): fc.Arbitrary<FuzzBody> => {
  const generated = validValue(document, schema);
  const shown = withMarks(example);
  const valid = isJsonObject(shown)
    ? fc.oneof(
        generated,
        fc
          .tuple(generated, fc.subarray(Object.keys(Object(schema['properties']))))
          .map(([made, names]) => ({ ...shown, ...pick(made, names) })),
      )
    : generated;
  const text = fc
    .tuple(
      valid,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 2 }) },
      ),
    )
    .map(([value, changes]) => JSON.stringify(applyChanges(value, changes)) ?? '');
  const damaged = fc.tuple(text, fc.constantFrom(...DAMAGE)).map(([given, damage]) => damage(given));
  const types = oftenValid(
    fc.constant(contentType),
    fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data; boundary=x', 'x'),
    40,
  );
  return fc.record({ contentType: types, text: oftenValid(text, damaged, 15) });
};

const urlEncodedOf = (document: JsonObject, { contentType, schema }: ApiContent): fc.Arbitrary<FuzzBody> =>
  fc.tuple(validValue(document, schema), fc.array(change, { maxLength: 1 })).map(([value, changes]) => {
    const body = applyChanges(value, changes);
    const pairs = Object.entries(isJsonObject(body) ? body : {}).map(([name, given]) => [name, asText(given)]);
    return { contentType, text: new URLSearchParams(pairs).toString() };
  });

const bodyOf = (document: JsonObject, operation: ApiOperation): fc.Arbitrary<FuzzBody | null> => {
  const [content] = operation.bodies;
  if (content === undefined) {
    const unasked = fc.constantFrom(
      { contentType: 'application/json', text: '{}' },
      { contentType: 'application/json', text: '' },
    );
    return operation.method === 'GET' ? fc.constant(null) : oftenValid<FuzzBody | null>(fc.constant(null), unasked);
  }
  const body =
    content.contentType === 'multipart/form-data'
      ? formOf(document, content.schema)
      : content.contentType === 'application/json'
        ? jsonOf(document, content)
        : urlEncodedOf(document, content);
  return oftenValid<FuzzBody | null>(body, fc.constant(null), 30);
};

const senderOf = ({ access }: ApiOperation): fc.Arbitrary<Sender> => {
  const weights =
    access.kind === 'admin' ? { user: 1, admin: 8, key: 1, nobody: 1 } : { user: 8, admin: 3, key: 3, nobody: 1 };
  return fc.oneof(...SENDERS.map((sender) => ({ weight: weights[sender], arbitrary: fc.constant(sender) })));
};

/** Operations that cost a password hash or end a login are called less often. */
const weightOf = ({ tags }: ApiOperation): number =>
  tags.some((tag) => ['auth', 'users', 'login', 'private'].includes(tag)) ? 1 : 4;

/** Requests to any of the operations: valid, nearly valid and hostile ones. */
export const fuzzRequest = (document: JsonObject, operations: readonly ApiOperation[]): fc.Arbitrary<FuzzRequest> =>
  fc.oneof(
    ...operations.map((operation) => ({
      weight: weightOf(operation),
      arbitrary: fc.record({
        operation: fc.constant(operation),
        sender: senderOf(operation),
        path: pathOf(document, operation),
        query: queryOf(document, operation),
        headers: headersOf(),
        body: bodyOf(document, operation),
      }),
    })),
  );
