import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachEmbeddedPostgres } from '../src/platform/database/embedded-postgres/embedded-postgres.ts';
import { postgresLayout } from '../src/platform/database/embedded-postgres/layout.ts';
import { readPidFile } from '../src/platform/database/embedded-postgres/pid-file.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { signUp, startTestApi } from './api.ts';

type Seen = { readonly status: number; readonly code: string; readonly retryAfter: string | null };

it('PostgreSQL restarting under load is 503 with Retry-After and never 500, and then all is well again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-restart-'));
  const server = await attachEmbeddedPostgres({ dataDirectory: folder, logger: createLogger({ level: 'silent' }) });
  const { host, port, user, database } = server.connection;
  // As any PostgreSQL of DATABASE_URL: requests do not wait for it.
  const api = await startTestApi(
    { DATABASE_URL: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}` },
    { worker: true },
  );
  const { headers } = await signUp(api);
  const json = { ...headers, 'content-type': 'application/json' };
  const requests: readonly (() => Promise<Response>)[] = [
    () => fetch(`${api.url}/api/v1/users/me`, { headers }),
    () => fetch(`${api.url}/api/v1/projects`, { headers }),
    () =>
      fetch(`${api.url}/api/v1/projects`, {
        method: 'POST',
        headers: { ...json, 'idempotency-key': randomUUID() },
        body: JSON.stringify({ name: `p ${randomUUID()}` }),
      }),
    () => fetch(`${api.url}/api/v1/health`),
  ];
  const seen: Seen[] = [];
  const over = new AbortController();
  const load = requests.map(async (send) => {
    while (!over.signal.aborted) {
      const response = await send();
      const body: unknown = await response.json();
      const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
      seen.push({ status: response.status, code, retryAfter: response.headers.get('retry-after') });
    }
  });
  const killed = new Set<number>();
  // The file of a server that was killed stays until the next one writes its own; its sessions may outlive it a little.
  const kill = async (): Promise<void> => {
    const next = async (): Promise<number | null> => {
      const file = await readPidFile(postgresLayout(folder).cluster);
      return file === null || killed.has(file.pid) ? null : file.pid;
    };
    await expect.poll(next, { interval: 20, timeout: 30_000 }).not.toBeNull();
    const pid = await next();
    if (pid === null) throw new Error('The server has gone again.');
    killed.add(pid);
    process.kill(pid, 'SIGKILL');
  };
  const failures = () => seen.filter(({ status }) => status === 503).length;
  const successes = () => seen.filter(({ status }) => status < 300).length;

  for (let round = 0; round < 3; round++) {
    const before = failures();
    await kill();
    await expect.poll(failures, { interval: 5, timeout: 20_000 }).toBeGreaterThan(before);
    const then = successes();
    await expect.poll(successes, { interval: 5, timeout: 30_000 }).toBeGreaterThan(then + 20);
  }
  over.abort();
  await Promise.all(load);

  const failed = seen.filter(({ status }) => status >= 300);
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set([503]));
  expect(failed.filter(({ retryAfter }) => retryAfter === null)).toEqual([]);
  expect(failed.filter(({ code }) => !/^(?:database\.|http\.not_ready$)/.test(code))).toEqual([]);
  await expect
    .poll(async () => (await fetch(`${api.url}/api/v1/health`)).json(), { timeout: 20_000 })
    .toMatchObject({ status: 'healthy', services: { queue: { workers: 1 } } });
  await api.close();
  await server.release();
  await rm(folder, { recursive: true, force: true });
});
