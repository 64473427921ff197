import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { runPixmill } from '../../../test/run-pixmill.ts';
import { runService } from '../../../test/run-service.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'pixmill-serve-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const settingsOf = (more: Readonly<Record<string, string>> = {}) => ({
  DATABASE_URL: database.url,
  PIXMILL_DATA_DIR: folder,
  WORKER_CONCURRENCY: '1',
  PORT: '0',
  ...more,
});
const start = (command: string, more: Readonly<Record<string, string>> = {}) =>
  runService(command, { settings: settingsOf(more), cwd: folder });
const run = (command: string, more: Readonly<Record<string, string>>) =>
  runPixmill([command], { settings: settingsOf(more), cwd: folder });

describe('pixmill serve', () => {
  it('runs API and worker, says where, and ends well on SIGTERM', async () => {
    const service = await start('serve');
    expect(service.greeting).toMatch(
      /^Pixmill \d+\.\d+\.\d+ is ready on http:\/\/127\.0\.0\.1:\d+; Ctrl-C stops it\.$/,
    );
    expect(await (await fetch(`${service.url}/api/v1/health`)).json()).toMatchObject({
      status: 'healthy',
      services: { queue: { workers: 1 } },
    });
    service.signal('SIGTERM');
    const { status, out } = await service.ended;
    expect({ status, lines: out.trim().split('\n').length }).toEqual({ status: 0, lines: 1 });
  });

  it('says where it listens also when people reach it elsewhere', async () => {
    const service = await start('api', { BASE_URL: 'https://pix.example/' });
    expect(service.greeting).toMatch(/ is ready on http:\/\/127\.0\.0\.1:\d+ for https:\/\/pix\.example; /);
    service.signal('SIGTERM');
    expect((await service.ended).status).toBe(0);
  });

  it('lets requests that run finish, and takes no new ones', async () => {
    const service = await start('api');
    // Half of a request, so that it is running when the signal comes.
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    const body = JSON.stringify({ email: 'slow@example.com', password: 'correct horse battery' });
    const head = `POST /api/v1/auth/signup HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 10));
    // Asked over another connection, so that the first one has been read when this is answered.
    await fetch(`${service.url}/api/v1/health/live`);
    service.signal('SIGINT');
    await expect
      .poll(() =>
        fetch(`${service.url}/`)
          .then(() => 'open')
          .catch(() => 'closed'),
      )
      .toBe('closed');
    socket.write(body.slice(10));
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect((await service.ended).status).toBe(0);
  });

  it('quits at once on a second signal, whatever hangs', async () => {
    const service = await start('api');
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /api/v1/auth/signup HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    );
    await fetch(`${service.url}/api/v1/health/live`);
    service.signal('SIGINT');
    await expect
      .poll(() =>
        fetch(`${service.url}/`)
          .then(() => 'open')
          .catch(() => 'closed'),
      )
      .toBe('closed');
    service.signal('SIGINT');
    expect((await service.ended).status).toBe(130);
    socket.destroy();
  });
});

describe('pixmill api and pixmill worker', () => {
  it('are two halves on one database, and the worker tells how it is where METRICS_PORT says', async () => {
    const probe = createServer();
    await once(probe.listen(0, '127.0.0.1'), 'listening');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const [api, worker] = await Promise.all([start('api'), start('worker', { METRICS_PORT: String(port) })]);
    expect(worker.greeting).toMatch(/^Pixmill worker \S+ is ready; Ctrl-C stops it\.$/);
    await expect
      .poll(async () => (await fetch(`${api.url}/api/v1/health`)).json())
      .toMatchObject({ services: { queue: { workers: 1 } } });
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/health/ready`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('pixmill_workers 1');
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/users/me`)).status).toBe(404);
    for (const service of [api, worker]) service.signal('SIGTERM');
    expect([(await api.ended).status, (await worker.ended).status]).toEqual([0, 0]);
  });
});

describe('a start that cannot be', () => {
  const sentence = (status: number, part: RegExp) => ({
    status,
    out: '',
    error: expect.stringMatching(new RegExp(`^pixmill: (?=.*${part.source})[^\\n]+\\.\\n$`)),
  });

  it('says that a port is in use', async () => {
    const taken = createServer();
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
    const { port } = taken.address() as AddressInfo;
    expect(await run('serve', { PORT: String(port) })).toEqual(
      sentence(1, new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use: .*PORT`)),
    );
    taken.close();
  });

  it.each([
    ['a host that is not of this machine', { HOST: '203.0.113.1' }, 1, /cannot listen on 203\.0\.113\.1/],
    ['an open house', { AUTH: 'off', HOST: '0.0.0.0' }, 2, /AUTH=off.*loopback address/],
    ['production without a key of its own', { ENVIRONMENT: 'production' }, 2, /SECRET_KEY must be set/],
    ['settings that are none', { PORT: 'http', AUTH: 'maybe' }, 2, /PORT \(.*\), AUTH \(expected on or off\)/],
    ['a database that is away', { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/x' }, 1, /127\.0\.0\.1:1 cannot be/],
  ])('says so of %s', async (_, settings, status, part) => {
    const end = await run('serve', settings);
    expect(end).toEqual(sentence(status, part));
    expect(end.error).not.toContain('hunter2');
  });
});

describe('pixmill openapi', () => {
  it('prints the document without a database', async () => {
    const { status, out } = await run('openapi', { DATABASE_URL: 'postgres://127.0.0.1:1/x' });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.0', paths: { '/api/v1/health': {} } });
  });
});
