import type { Pixmill } from '../compose.ts';
import { createAuthenticate } from '../features/accounts/authenticate.ts';
import { checkServiceSettings } from '../platform/config/check-service-settings.ts';
import { deriveKey, openSecretKey } from '../platform/config/secret-key.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import { addAccess } from '../platform/http/access.ts';
import { createHttpServer } from '../platform/http/create-server.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import { createUrlSigner } from '../platform/http/signed-url.ts';
import { addRoutes } from './routes.ts';

/**
 * Makes the HTTP API of an installation; it listens when the caller tells it to. Throws `config.unfit`,
 * `config.secret_key`.
 */
export const openApi = async (pixmill: Pixmill): Promise<HttpServer> => {
  const { settings, logger, database, queue } = pixmill;
  checkServiceSettings(settings);
  const secretKey = await openSecretKey(settings);
  const accounts = { db: database.db, queue, settings, secretKey };
  const server = createHttpServer({ logger, trustProxy: settings.trustProxy });
  const urlSigner = createUrlSigner({ key: deriveKey(secretKey, 'signed-urls') });
  addAccess(server, createAuthenticate(accounts), urlSigner);
  addRoutes(server, { pixmill, accounts, signUrl: (path) => baseUrlOf(settings) + urlSigner.sign(path) });
  await server.ready();
  return server;
};
