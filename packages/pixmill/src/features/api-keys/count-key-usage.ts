import type { HttpServer } from '../../platform/http/create-server.ts';
import type { KeyUsage } from './key-usage.ts';

/** Counts the requests that API keys make to every route that is added after this, and writes the rest at the end. */
export const addKeyUsageCount = (server: HttpServer, usage: KeyUsage): void => {
  server.addHook('onResponse', async ({ principal }, reply) => {
    const apiKeyId = principal?.apiKeyId ?? null;
    if (apiKeyId !== null) usage.count(apiKeyId, { isError: reply.statusCode >= 400 });
  });
  server.addHook('onClose', usage.close);
};
