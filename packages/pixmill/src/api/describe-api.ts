import type { Pixmill } from '../compose.ts';
import { loadSettings } from '../platform/config/load-settings.ts';
import { openApiDocument } from '../platform/http/documentation/add-documentation.ts';
import type { JsonObject } from '../platform/http/documentation/name-schemas.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { absent } from './absent.ts';
import { createApi } from './open-api.ts';

/**
 * The OpenAPI document of the API with default settings; needs no database.
 * @returns `clashes`: names that two different schemas lay claim to
 */
export const describeApi = async (): Promise<{
  readonly document: JsonObject;
  readonly clashes: readonly string[];
}> => {
  const pixmill: Pixmill = {
    database: absent(),
    queue: absent(),
    storage: absent(),
    fetcher: absent(),
    decoders: absent(),
    models: absent(),
    vectors: absent(),
    sources: new Map(),
    tracer: null,
    startWorker: absent(),
    close: absent(),
    settings: loadSettings({ environment: {}, cwd: '/nonexistent' }),
    logger: createLogger({ level: 'silent' }),
  };
  const server = await createApi(pixmill, {
    secretKey: new Uint8Array(32),
    redis: null,
    metrics: absent(),
    traces: null,
  });
  await server.ready();
  try {
    return openApiDocument(server);
  } finally {
    await server.close();
  }
};
