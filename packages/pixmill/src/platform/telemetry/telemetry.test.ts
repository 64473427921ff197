import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../http/create-server.ts';
import { httpError } from '../http/http.errors.ts';
import { createLogger } from '../logging/logger.ts';
import { openErrorReporter } from './error-reporter.ts';
import { openTracer } from './open-tracer.ts';
import { createRequestTraces } from './request-traces.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A real HTTP server that keeps what is posted to it. */
const startReceiver = async () => {
  const received: { readonly path: string; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      received.push({ path: request.url?.split('?', 1)[0] ?? '', body });
      response.setHeader('content-type', 'application/json').end('{}');
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => new Promise((done) => server.close(done)));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  return { port: (server.address() as AddressInfo).port, received };
};

const startApi = async (server: ReturnType<typeof createHttpServer>): Promise<string> => {
  closing.push(() => server.close());
  await server.listen({ host: '127.0.0.1', port: 0 });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
};

describe('SENTRY_DSN', () => {
  it('gets what nobody expected, with its stack and the id of the request, and no secrets; known errors stay here', async () => {
    const { port, received } = await startReceiver();
    const secrets = ['hunter2hunter2'];
    const reporter = await openErrorReporter({
      dsn: `http://public@127.0.0.1:${port}/42`,
      environment: 'staging',
      release: '1.2.3',
      secrets,
    });
    const logger = createLogger({
      level: 'warn',
      secrets,
      destination: { write: () => undefined },
      onError: reporter.report,
    });
    const server = createHttpServer({ logger });
    server.get('/broken', async () => {
      throw new Error('owls at postgres://me:hunter2hunter2@db escaped');
    });
    server.get('/known', async () => {
      throw httpError('http.not_ready', { reason: 'It rests.' });
    });
    const url = await startApi(server);
    const broken = await fetch(`${url}/broken`);
    expect(broken.status).toBe(500);
    expect((await fetch(`${url}/known`)).status).toBe(503);
    await reporter.close();
    expect(received.map(({ path }) => path)).toEqual(['/api/42/envelope/']);
    const event: unknown = JSON.parse(received[0]?.body.split('\n')[2] ?? '');
    expect(event).toMatchObject({
      environment: 'staging',
      release: 'pixmill@1.2.3',
      tags: { request_id: broken.headers.get('x-request-id') },
      exception: {
        values: [
          {
            type: 'Error',
            value: 'owls at postgres://me:[hidden]@db escaped',
            stacktrace: { frames: expect.arrayContaining([expect.objectContaining({ lineno: expect.any(Number) })]) },
          },
        ],
      },
    });
  });

  it('that nobody listens at costs nothing but the report', async () => {
    const reporter = await openErrorReporter({
      dsn: 'http://public@127.0.0.1:1/42',
      environment: 'local',
      release: '1',
      secrets: [],
    });
    reporter.report(new Error('lost'), {});
    await expect(reporter.close()).resolves.toBeUndefined();
  });
});

describe('OTEL_EXPORTER_OTLP_ENDPOINT', () => {
  const trace = async (trustsParents: boolean) => {
    const { port, received } = await startReceiver();
    const tracer = await openTracer({ endpoint: `http://127.0.0.1:${port}/`, version: '1.2.3' });
    const server = createHttpServer({ logger: createLogger({ level: 'silent' }) });
    createRequestTraces(tracer, { trustsParents }).addTo(server);
    server.get('/owls/:id', async () => 'hoo');
    const url = await startApi(server);
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const response = await fetch(`${url}/owls/7?token=secret`, { headers: { traceparent: parent } });
    await fetch(`${url}/none`);
    await tracer.close();
    return { received, id: response.headers.get('x-request-id') };
  };

  it('gets a span of every request, by the pattern of its route', async () => {
    const { received, id } = await trace(false);
    expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
    const text = received[0]?.body ?? '';
    const { resourceSpans } = JSON.parse(text);
    expect(JSON.stringify(resourceSpans[0].resource)).toContain('"pixmill"');
    const [owl, none] = resourceSpans[0].scopeSpans[0].spans;
    expect(owl).toMatchObject({
      name: 'GET /owls/:id',
      kind: 2,
      attributes: expect.arrayContaining([
        { key: 'http.route', value: { stringValue: '/owls/:id' } },
        { key: 'http.response.status_code', value: { intValue: 200 } },
        { key: 'pixmill.request_id', value: { stringValue: id } },
      ]),
    });
    expect(none).toMatchObject({ name: 'GET' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('0af7651916cd43dd8448eb211c80319c');
  });

  it('continues the trace of a trusted proxy', async () => {
    const { received } = await trace(true);
    const [owl] = JSON.parse(received[0]?.body ?? '').resourceSpans[0].scopeSpans[0].spans;
    expect(owl).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' });
  });
});
