import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../logging/logger.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { answerError } from './answer-error.ts';
import { addBodyParsers } from './body-parsers.ts';
import { httpError } from './http.errors.ts';
import { addOptionalBodies } from './optional-body.ts';
import { addNotFound } from './other-methods.ts';
import { createSerializerCompiler } from './serialization.ts';
import { createValidatorCompiler } from './validation.ts';

/** The server that features add their routes to: schemas are types, checks, serialisers and documentation at once. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  Logger,
  TypeBoxTypeProvider
>;

/** JSON bodies are small; files come as multipart, with limits of their own. */
const MAX_BODY_BYTES = 1024 ** 2;
/** A client must send the head and the body of a request within these. */
const HEADERS_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;

/** For answers that are made before the hooks run. */
const BARE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Ids that a proxy may give: what tracing systems and proxies use, and nothing that could break a log line. */
const REQUEST_ID = /^[\w.:+/=-]{8,128}$/;

/**
 * Makes a server without routes that checks every request against its schema, and answers every error in one shape with
 * the id of the request. Who may call what is in access.ts.
 */
export const createHttpServer = ({
  logger,
  trustProxy = 0,
}: {
  readonly logger: Logger;
  /** How many proxies stand in front, one behind the other; they tell the client's address and the request's id. */
  readonly trustProxy?: number;
}): HttpServer => {
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    return503OnClosing: false,
    // Counted from this end: what a client itself writes into X-Forwarded-For is never believed.
    trustProxy: trustProxy === 0 ? false : (_, hop) => hop < trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 0,
    connectionTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 500 },
    genReqId: ({ headers }) => {
      const given = trustProxy === 0 ? undefined : headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    // No hook sees a request whose address cannot be read.
    frameworkErrors: (error, request, reply) =>
      answerError(error, request, reply.headers({ 'x-request-id': request.id, ...BARE_HEADERS })),
    clientErrorHandler: answerBrokenRequest,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  }).withTypeProvider<TypeBoxTypeProvider>();
  server.setValidatorCompiler(createValidatorCompiler());
  server.setSerializerCompiler(createSerializerCompiler());
  addBodyParsers(server);

  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
  });
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    // What comes over a connection that was open already.
    if (isClosing) throw httpError('http.not_ready', { reason: 'it is being stopped.' });
  });
  addOptionalBodies(server);
  server.setErrorHandler(answerError);
  addNotFound(server);
  return server;
};
