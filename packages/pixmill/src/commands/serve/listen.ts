import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { serveError } from './serve.errors.ts';

/** Turns why a server could not listen into a sentence. */
const listenFailure = (error: unknown, host: string, port: number): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return serveError('serve.port_in_use', { host, port }, { cause: error });
  if (code === 'EACCES') return serveError('serve.port_forbidden', { host, port }, { cause: error });
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code)) {
    return serveError('serve.host_unknown', { host, reason: code }, { cause: error });
  }
  return error;
};

/** Lets something listen. Throws `serve.*` when it cannot. */
export const listenOn = async (
  server: { readonly listen: (options: { host: string; port: number }) => Promise<unknown> },
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> => {
  await server.listen({ host, port }).catch((error: unknown) => {
    throw listenFailure(error, host, port);
  });
};

/**
 * The port that will be listened on: the given one, or a free one for 0, since links are made with it. Throws `serve.*`
 * at once when it cannot be had, before anything else is started.
 */
export const reservePort = async ({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<number> => {
  const probe = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ host, port }, () => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
        resolve((probe.address() as AddressInfo).port);
      });
    });
  } catch (error) {
    throw listenFailure(error, host, port);
  } finally {
    probe.close();
  }
};
