import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApi } from '../src/api/open-api.ts';
import { openPixmill, type Pixmill } from '../src/compose.ts';
import { loadSettings, type Environment } from '../src/platform/config/load-settings.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { createTestDatabase } from './database.ts';

/** The API of an installation of a test file's own, listening on loopback. */
export type TestApi = {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  readonly pixmill: Pixmill;
  readonly close: () => Promise<void>;
};

/** Starts the API on a fresh database and a fresh folder, with the settings given here over the defaults. */
export const startTestApi = async (
  environment: Environment = {},
  { worker = false }: { readonly worker?: boolean } = {},
): Promise<TestApi> => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-api-'));
  const settings = loadSettings({
    environment: {
      PIXMILL_DATA_DIR: folder,
      DATABASE_URL: database.url,
      PORT: '0',
      RATE_LIMIT_USER: '100000',
      RATE_LIMIT_ANONYMOUS: '100000',
      ...environment,
    },
    cwd: folder,
  });
  const pixmill = await openPixmill({ settings, logger: createLogger({ level: 'silent' }) });
  const server = await openApi(pixmill);
  if (worker) await pixmill.startWorker();
  await server.listen({ host: '127.0.0.1', port: 0 });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pixmill,
    close: async () => {
      await server.close();
      await pixmill.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
