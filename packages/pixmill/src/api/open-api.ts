import type { Pixmill } from '../compose.ts';
import { addAccess } from '../platform/http/access.ts';
import { createHttpServer } from '../platform/http/create-server.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import { addRoutes } from './routes.ts';

/** Makes the HTTP API of an installation; it listens when the caller tells it to. */
export const openApi = async (pixmill: Pixmill): Promise<HttpServer> => {
  const { settings, logger } = pixmill;
  const server = createHttpServer({ logger, trustProxy: settings.trustProxy });
  addAccess(server, async () => null);
  addRoutes(server, { pixmill });
  await server.ready();
  return server;
};
