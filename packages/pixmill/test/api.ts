import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { openApi } from '../src/api/open-api.ts';
import { stopServer } from '../src/commands/serve/stop-server.ts';
import { openPixmill, type Pixmill } from '../src/compose.ts';
import { users } from '../src/library/accounts.schema.ts';
import { loadSettings, type Environment } from '../src/platform/config/load-settings.ts';
import { createLogger, type Logger } from '../src/platform/logging/logger.ts';
import { createTestDatabase } from './database.ts';

const SignedUp = Type.Object({
  user: Type.Object({ id: Type.String(), email: Type.String() }),
  session: Type.Object({ access_token: Type.String(), refresh_token: Type.String() }),
});

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
  {
    worker = false,
    logger = createLogger({ level: 'silent' }),
  }: { readonly worker?: boolean; readonly logger?: Logger } = {},
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
  const pixmill = await openPixmill({ settings, logger });
  const cleanUp = async (): Promise<void> => {
    await pixmill.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  const server = await openApi(pixmill).catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  if (worker) await pixmill.startWorker();
  await server.listen({ host: '127.0.0.1', port: 0 });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pixmill,
    close: async () => {
      await stopServer(server, { deadlineMs: 2_000 });
      await cleanUp();
    },
  };
};

/** What everybody in tests logs in with. */
export const TEST_PASSWORD = 'correct horse battery';

/** Somebody with an account, in tests. */
export type TestUser = {
  /** Carries the access token. */
  readonly headers: { readonly authorization: string };
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  readonly refreshToken: string;
};

/**
 * Signs somebody up through the API. The first one of a database is an admin; `admin` makes this one an admin, or not,
 * whoever was there before.
 */
export const signUp = async (
  api: Pick<TestApi, 'url' | 'pixmill'>,
  { email = `${randomUUID()}@example.com`, admin }: { readonly email?: string; readonly admin?: boolean } = {},
): Promise<TestUser> => {
  const password = TEST_PASSWORD;
  const response = await fetch(`${api.url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (response.status !== 201) throw new Error(`Sign-up was answered with ${response.status}.`);
  const { user, session } = Value.Parse(SignedUp, await response.json());
  if (admin !== undefined) {
    const role = admin ? 'admin' : 'user';
    await api.pixmill.database.db.update(users).set({ role }).where(eq(users.id, user.id));
  }
  const headers = { authorization: `Bearer ${session.access_token}` };
  return { headers, userId: user.id, email: user.email, password, refreshToken: session.refresh_token };
};
