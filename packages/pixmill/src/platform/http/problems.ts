import type { PixmillError } from '../errors/pixmill-error.ts';
import type { Problem } from './error-body.ts';

/** One problem as the check of a schema (Ajv) tells it. */
export type SchemaProblem = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: object;
};

const CONTEXTS: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', headers: 'header' };

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be a UUID',
  'date-time': 'must be a time such as 2026-11-20T08:00:00Z',
};

const few = (limit: unknown, one: string): string => `${String(limit)} ${one}${limit === 1 ? '' : 's'}`;

/** What people call the texts that a pattern lets through; the pattern itself tells them nothing. */
const expectationOf = (schema: object | undefined): string | null =>
  schema !== undefined && 'x-expects' in schema && typeof schema['x-expects'] === 'string' ? schema['x-expects'] : null;

/** What is expected, in words that need no knowledge of JSON Schema. */
const sentenceOf = ({ keyword, message = 'is wrong', params, parentSchema }: SchemaProblem): string => {
  const { limit, allowedValues, format } = params;
  switch (keyword) {
    case 'required':
      return typeof params['missingProperty'] === 'string' ? 'is required' : message;
    case 'additionalProperties':
      return 'is not known here';
    case 'enum':
      return Array.isArray(allowedValues) ? `must be one of ${allowedValues.join(', ')}` : message;
    case 'pattern':
      return `must be ${expectationOf(parentSchema) ?? 'text of another form: the documentation shows an example'}`;
    case 'format':
      return (typeof format === 'string' ? FORMATS[format] : undefined) ?? message;
    case 'minLength':
      return `must have at least ${few(limit, 'character')}`;
    case 'maxLength':
      return `must have at most ${few(limit, 'character')}`;
    case 'minItems':
      return `must have at least ${few(limit, 'item')}`;
    case 'maxItems':
      return `must have at most ${few(limit, 'item')}`;
    case 'minimum':
      return `must be at least ${String(limit)}`;
    case 'maximum':
      return `must be at most ${String(limit)}`;
    case 'anyOf':
      return 'must have one of the forms that are possible here';
    case 'oneOf':
      return 'must have exactly one of the forms that are possible here';
    default:
      return message;
  }
};

/** One problem that the schema found, as people of FastAPI know it. */
const problemOf = (context: string, problem: SchemaProblem): Problem => {
  const parts = problem.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { missingProperty: missing, additionalProperty: extra } = problem.params;
  const named = typeof missing === 'string' ? [missing] : typeof extra === 'string' ? [extra] : [];
  return {
    loc: [CONTEXTS[context] ?? context, ...parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)), ...named],
    msg: sentenceOf(problem),
    type: problem.keyword,
  };
};

/** All problems that a schema found, each place with each sentence once. */
export const problemsOf = (context: string, found: readonly SchemaProblem[]): Problem[] => {
  const byWords = new Map<string, Problem>();
  for (const problem of found.map((one) => problemOf(context, one))) {
    const key = JSON.stringify([problem.loc, problem.msg]);
    if (!byWords.has(key)) byWords.set(key, problem);
  }
  return [...byWords.values()];
};

/** A problem that only the service could find, in the same shape. */
export const problemOfError = ({ loc, message, code }: PixmillError, method: string): Problem => ({
  loc: [...(loc ?? [method === 'GET' || method === 'HEAD' ? 'query' : 'body'])],
  msg: message,
  type: code,
});
