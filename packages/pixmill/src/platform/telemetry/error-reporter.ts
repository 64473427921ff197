import { fetch } from 'undici';
import { PixmillError } from '../errors/pixmill-error.ts';
import { redactText } from '../logging/redaction.ts';

/** Sends faults of the program to a Sentry. */
export type ErrorReporter = {
  /** Errors of the catalogue are no faults, and are left out. */
  readonly report: (error: unknown, context: { readonly message?: string; readonly requestId?: string }) => void;
  /** Sends what waits, and ends. */
  readonly close: () => Promise<void>;
};

const FLUSH_MS = 2_000;

/**
 * Connects to the Sentry of a DSN. Only its core is used: no instrumentation, no request data, nothing but the error, its
 * stack and the id of the request. Loads it only now.
 */
export const openErrorReporter = async ({
  dsn,
  environment,
  release,
  secrets,
}: {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string;
  /** Appear in no report. */
  readonly secrets: readonly string[];
}): Promise<ErrorReporter> => {
  const [{ createStackParser, createTransport, Scope }, { nodeStackLineParser, ServerRuntimeClient }] =
    await Promise.all([import('@sentry/core'), import('@sentry/core/server')]);
  const client = new ServerRuntimeClient({
    dsn,
    environment,
    release: `pixmill@${release}`,
    platform: 'node',
    runtime: { name: 'node', version: process.versions.node },
    integrations: [],
    stackParser: createStackParser(nodeStackLineParser()),
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const response = await fetch(options.url, {
          method: 'POST',
          headers: { ...options.headers },
          body: typeof body === 'string' ? redactText(body, secrets) : body,
        });
        await response.arrayBuffer();
        return {
          statusCode: response.status,
          headers: {
            'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
            'retry-after': response.headers.get('retry-after'),
          },
        };
      }),
  });
  client.init();
  return {
    report: (error, { message, requestId }) => {
      if (error instanceof PixmillError) return;
      const scope = new Scope();
      if (requestId !== undefined) scope.setTag('request_id', requestId);
      if (message !== undefined) scope.setExtra('log', message);
      client.captureException(error, {}, scope);
    },
    close: async () => {
      await client.close(FLUSH_MS);
    },
  };
};
