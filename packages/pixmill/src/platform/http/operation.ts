import type { FastifySchema } from 'fastify';
import { Type } from 'typebox';
import type { TSchema } from 'typebox';
import type { Access } from './access.ts';
import { ErrorBody, InvalidBody } from './error-body.ts';

/** Errors that an operation may answer besides those that follow from what it takes. */
type ErrorStatus = 400 | 401 | 403 | 404 | 406 | 409 | 413 | 415 | 416 | 429 | 503 | 507;

const SENTENCES: Readonly<Record<ErrorStatus | 422 | 500, string>> = {
  400: 'It cannot be done in this state, or the body is not JSON.',
  401: 'No login, or one that is not valid any more.',
  403: 'Not allowed for this account or API key.',
  404: 'Not there, or not yours.',
  406: 'Nothing was sent.',
  409: 'It exists already, or somebody else is at it.',
  413: 'Too large.',
  415: 'This type is not read here.',
  416: 'Outside the file.',
  422: 'Not valid: all problems at once.',
  429: 'Too many requests; `Retry-After` says when to go on.',
  500: 'A fault of Pixmill; the log knows more under the `request_id`.',
  503: 'Not ready; try again in a moment.',
  507: 'The disk is full: tell your admin.',
};

const errorAnswer = (status: ErrorStatus | 422 | 500): TSchema => {
  const body = status === 422 ? InvalidBody : ErrorBody;
  const title = status === 422 ? 'InvalidRequest' : 'Error';
  return Type.Object(body.properties, { title, 'x-response-description': SENTENCES[status] });
};

/** How somebody may show who they are; in OpenAPI 3.1 the lists name the role or the scope that is needed. */
const loginsOf = (access: Access): readonly Readonly<Record<string, readonly string[]>>[] => {
  if (access.kind === 'public') return [];
  if (access.kind === 'optional') return [{ bearer: [] }, { apiKey: [] }];
  if (access.kind === 'admin') return [{ bearer: ['admin'] }, { apiKey: ['admin'] }];
  return [{ bearer: [] }, { apiKey: [access.scope] }];
};

/**
 * Describes one operation once: its documentation, what it takes and gives, who may call it, and every error that it
 * may answer. Spread it into the options of a route: `app.get('/x', operation({ … }), handler)`.
 */
export const operation = <
  const Parts extends Pick<FastifySchema, 'body' | 'querystring' | 'params' | 'headers'>,
  const Answers extends Readonly<Record<number, TSchema>>,
>({
  id,
  tag,
  summary,
  description,
  access,
  takes,
  gives,
  errors = [],
  consumes,
  rateLimitName,
  uncounted,
}: {
  /** Name of the operation in clients, e.g. `startJob`. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly takes?: Parts;
  /** Answers that are no errors, by status. */
  readonly gives: Answers;
  readonly errors?: readonly ErrorStatus[];
  readonly consumes?: readonly string[];
  /** A limit of its own, by its name in the settings of limits. */
  readonly rateLimitName?: string;
  /** Not counted by the limits of requests. */
  readonly uncounted?: boolean;
}) => {
  const takesSomething = takes !== undefined && Object.keys(takes).length > 0;
  const statuses = new Set<ErrorStatus | 422 | 500>([...errors, 429, 500, 503]);
  if (access.kind === 'optional') statuses.add(401);
  else if (access.kind !== 'public') for (const status of [401, 403] as const) statuses.add(status);
  if (takesSomething) statuses.add(422);
  if (takes?.body !== undefined) for (const status of [400, 413, 415] as const) statuses.add(status);
  const failures: object = Object.fromEntries([...statuses].map((status) => [status, errorAnswer(status)]));
  const login = loginsOf(access);
  const security = access.kind === 'signed' ? [...login, { signedLink: [] }] : login;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was given, or nothing
  const parts = (takes ?? {}) as Parts;
  return {
    config: {
      access,
      ...(rateLimitName === undefined ? {} : { rateLimitName }),
      ...(uncounted === undefined ? {} : { uncounted }),
      ...(consumes === undefined ? {} : { consumes }),
    },
    schema: {
      operationId: id,
      tags: [tag],
      summary,
      description,
      security: access.kind === 'optional' ? [{}, ...security] : security,
      ...(consumes === undefined ? {} : { consumes: [...consumes] }),
      ...parts,
      response: { ...failures, ...gives },
    },
  };
};
