import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Whether this machine has `redis-server`; `npm test` installs it where it may (see install-redis.sh). */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A real Redis of a test's own. */
export type TestRedis = { readonly url: string; readonly stop: () => Promise<void> };

/** Starts `redis-server` on a free port of loopback, or on the given one; it keeps nothing. */
export const startRedis = async (port = 0): Promise<TestRedis> => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-redis-'));
  const chosen = port === 0 ? await freePort() : port;
  const child = spawn(
    'redis-server',
    ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  return {
    url: `redis://127.0.0.1:${chosen}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
};
