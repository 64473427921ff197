import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isConflict, readDatabaseFailure } from '../database/database-failure.ts';
import { PixmillError } from '../errors/pixmill-error.ts';
import type { InvalidBody, Problem } from './error-body.ts';
import { httpError } from './http.errors.ts';
import { problemOfError, problemsOf } from './problems.ts';

const isJson = ({ headers }: FastifyRequest): boolean =>
  headers['content-type']?.startsWith('application/json') === true;

/** Faults that Fastify and its parsers name, as errors of the catalogue. */
const knownFault = (error: FastifyError, request: FastifyRequest): PixmillError | null => {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return httpError('http.unsupported_media_type', {
        given: request.headers['content-type']?.slice(0, 100) ?? 'none',
        expected: request.routeOptions.config.consumes?.join(' or ') ?? 'application/json',
      });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      // Bodies of other types have limits of their own.
      return httpError('http.too_large', {
        limit: isJson(request) ? `at most ${request.routeOptions.bodyLimit} bytes` : 'fewer bytes',
      });
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return httpError('http.bad_url');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return httpError('http.bad_json', { problem: 'it is empty, cut off or not JSON.' });
    default:
      break;
  }
  if (error instanceof SyntaxError || error.statusCode === 400) {
    return httpError('http.bad_json', { problem: 'it cannot be parsed.' });
  }
  return error.statusCode === 408 ? httpError('http.timeout') : null;
};

/**
 * Turns whatever was thrown into the one shape of errors. Only catalogue errors reach a client with their sentence; what
 * is unknown is logged with its stack and answered with 500 and nothing of its inside.
 */
export const answerError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (error.validation !== undefined) {
    const context = error.validationContext ?? 'body';
    return answerInvalid(reply, problemsOf(context, error.validation), 'http.invalid');
  }
  const known =
    error instanceof PixmillError
      ? error
      : (readDatabaseFailure(error) ??
        (isConflict(error) ? httpError('http.conflict', {}, { cause: error }) : null) ??
        knownFault(error, request) ??
        unexpected(error, request));
  if (known.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (known.status === 422) return answerInvalid(reply, [problemOfError(known, request.method)], known.code);
  const { seconds } = known.details;
  if ((known.status === 429 || known.status === 503) && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', String(typeof seconds === 'number' ? seconds : 1));
  }
  if (known.status >= 500) request.log.error({ err: error, code: known.code }, 'the request failed');
  return reply.code(known.status).send({ detail: known.publicMessage, code: known.code, request_id: request.id });
};

/** A request that is not valid has a list of problems, whoever found them. */
const answerInvalid = (reply: FastifyReply, detail: Problem[], code: string): FastifyReply => {
  const body: InvalidBody = { detail, code, request_id: reply.request.id };
  return reply.code(422).send(body);
};

const unexpected = (error: unknown, request: FastifyRequest): PixmillError => {
  request.log.error({ err: error }, 'an error that nobody expected');
  return httpError('http.unexpected', {}, { cause: error });
};
