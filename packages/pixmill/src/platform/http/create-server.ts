import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import type { FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../logging/logger.ts';
import { assertAccess, type Authenticate } from './access.ts';
import { answerError } from './answer-error.ts';
import { httpError } from './http.errors.ts';

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

/**
 * Makes a server without routes that knows who asks, checks every request against its schema, and answers every error in
 * one shape with the id of the request. A route that does not say who may call it is refused when it is added.
 */
export const createHttpServer = ({
  logger,
  authenticate,
  trustProxy = false,
}: {
  readonly logger: Logger;
  readonly authenticate: Authenticate;
  /** Whether a proxy in front tells the address of the client. */
  readonly trustProxy?: boolean;
}): HttpServer => {
  const server = Fastify({
    loggerInstance: logger,
    disableRequestLogging: true,
    trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 0,
    connectionTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 500 },
    genReqId: () => randomUUID(),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    ajv: {
      customOptions: {
        allErrors: true,
        coerceTypes: 'array',
        removeAdditional: false,
        useDefaults: true,
        strict: false,
      },
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  server.decorateRequest('principal', null);
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.access === undefined) throw new TypeError(`${String(method)} ${url} does not say who may call it.`);
  });
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    const { access } = request.routeOptions.config;
    if (access === undefined || access.kind === 'public') return;
    request.principal = await authenticate(request);
    assertAccess(access, request.principal);
  });
  server.setErrorHandler(answerError);
  server.setNotFoundHandler(() => {
    throw httpError('http.not_found');
  });
  return server;
};
