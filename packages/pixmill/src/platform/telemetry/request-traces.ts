import type { FastifyRequest } from 'fastify';
import type { Span } from '@opentelemetry/api';
import type { HttpServer } from '../http/create-server.ts';
import type { Tracer } from './open-tracer.ts';

/** Traces the requests of a server. */
export type RequestTraces = {
  readonly addTo: (server: HttpServer) => void;
};

/** W3C Trace Context, version 00. */
const TRACE_PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Makes a span of every request.
 *
 * @param options.trustsParents whether a proxy in front may say which trace a request belongs to
 */
export const createRequestTraces = (
  { tracer, api: { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } }: Pick<Tracer, 'tracer' | 'api'>,
  { trustsParents }: { readonly trustsParents: boolean },
): RequestTraces => {
  const spans = new WeakMap<FastifyRequest, Span>();

  const parentOf = ({ headers }: FastifyRequest) => {
    const given = trustsParents ? TRACE_PARENT.exec(String(headers['traceparent'])) : null;
    if (given === null) return ROOT_CONTEXT;
    const [, traceId = '', spanId = '', flags = '00'] = given;
    return trace.setSpanContext(ROOT_CONTEXT, {
      traceId,
      spanId,
      traceFlags: Number.parseInt(flags, 16),
      isRemote: true,
    });
  };

  return {
    addTo: (server) => {
      server.addHook('onRequest', async (request) => {
        const { method, routeOptions, id } = request;
        const name = routeOptions.url === undefined ? method : `${method} ${routeOptions.url}`;
        const attributes = {
          'http.request.method': method,
          ...(routeOptions.url === undefined ? {} : { 'http.route': routeOptions.url }),
          'pixmill.request_id': id,
        };
        spans.set(request, tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parentOf(request)));
      });
      server.addHook('onResponse', async (request, { statusCode }) => {
        const span = spans.get(request);
        span?.setAttribute('http.response.status_code', statusCode);
        if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
        span?.end();
      });
      server.addHook('onRequestAbort', async (request) => {
        spans.get(request)?.setStatus({ code: SpanStatusCode.ERROR, message: 'the client hung up' }).end();
      });
    },
  };
};
