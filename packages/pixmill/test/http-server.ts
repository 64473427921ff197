import { createServer as createHttpServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Answers one request; `n` counts the requests to the same method and path, from 1. */
export type Handler = (request: IncomingMessage, response: ServerResponse, n: number) => void | Promise<void>;

/** A request as the server saw it. */
export type SeenRequest = {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Remote port: equal for requests on one connection. */
  readonly remotePort: number;
};

/** A running fixture server. */
export type HttpServer = {
  /** e.g. `http://127.0.0.1:40123`, without a slash at the end. */
  readonly origin: string;
  /** `host:port`. */
  readonly host: string;
  readonly port: number;
  /** Every request in order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** How many requests came for a path. */
  readonly count: (path: string) => number;
  /** The most requests that were open at once. */
  readonly peak: () => number;
  /** Cuts all connections and stops listening. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Handlers by path; a key that ends in `*` takes every path that begins so (longest key wins). What is not there is a 404. */
export type Routes = Readonly<Record<string, Handler>>;

const routed = (routes: Routes): Handler => {
  const prefixes = Object.keys(routes)
    .filter((key) => key.endsWith('*'))
    .toSorted((a, b) => b.length - a.length);
  return (request, response, n) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const key = Object.hasOwn(routes, path) ? path : prefixes.find((prefix) => path.startsWith(prefix.slice(0, -1)));
    const handler = key === undefined ? undefined : routes[key];
    if (handler === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return undefined;
    }
    return handler(request, response, n);
  };
};

/**
 * Starts a real HTTP(S) server on a free port of loopback. `host` may be `127.0.0.1` (default), `::1` or another
 * loopback address; `tls` takes a key and a certificate in PEM.
 */
export const startHttpServer = async (
  answer: Handler | Routes,
  options: { readonly host?: string; readonly tls?: { readonly key: string; readonly cert: string } } = {},
): Promise<HttpServer> => {
  const handler = typeof answer === 'function' ? answer : routed(answer);
  const requests: SeenRequest[] = [];
  const counts = new Map<string, number>();
  let open = 0;
  let peak = 0;

  const listener: RequestListener = (request, response) => {
    const url = request.url ?? '/';
    const path = url.split('?', 1)[0] ?? '/';
    const method = request.method ?? 'GET';
    requests.push({ method, url, path, headers: request.headers, remotePort: request.socket.remotePort ?? 0 });
    const n = (counts.get(path) ?? 0) + 1;
    counts.set(path, n);
    open += 1;
    peak = Math.max(peak, open);
    response.once('close', () => {
      open -= 1;
    });
    response.on('error', () => {});
    Promise.resolve()
      .then(() => handler(request, response, n))
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
  };

  const server = options.tls === undefined ? createHttpServer(listener) : createHttpsServer(options.tls, listener);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address.');
  const { port }: AddressInfo = address;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  };
  return {
    origin: `${options.tls === undefined ? 'http' : 'https'}://${authority}`,
    host: authority,
    port,
    requests,
    count: (path) => counts.get(path) ?? 0,
    peak: () => peak,
    close,
    [Symbol.asyncDispose]: close,
  };
};

/** Answers with a fixed status, headers and body. */
export const reply =
  (
    body: string | Uint8Array = '',
    options: {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    } = {},
  ): Handler =>
  (_request, response) => {
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      response.setHeader(name, typeof value === 'string' ? value : [...value]);
    }
    response.writeHead(options.status ?? 200);
    response.end(body);
  };

/** Answers with JSON. */
export const json = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Handler =>
  reply(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });

/** Answers with an image's bytes. */
export const image = (bytes: Uint8Array, contentType = 'image/jpeg'): Handler =>
  reply(bytes, { headers: { 'content-type': contentType, 'content-length': String(bytes.length) } });

/** Redirects. */
export const redirect = (location: string, status = 302): Handler => reply('', { status, headers: { location } });

/** The n-th request to the path gets the n-th handler; the last one repeats. */
export const sequence =
  (...handlers: readonly Handler[]): Handler =>
  (request, response, n) =>
    handlers[Math.min(n, handlers.length) - 1]?.(request, response, n);
