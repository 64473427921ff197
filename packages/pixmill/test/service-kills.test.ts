import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, formOf } from '../src/features/images/uploads.fixture.ts';
import { encoderOf, makePicture } from '../src/imaging/fixtures/pictures.ts';
import { TEST_PASSWORD, type TestUser } from './api.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { openArchive } from './dataset-api.ts';
import { startOpenverse, type OpenverseServer } from './openverse-server.ts';
import { runService, type RunningService } from './run-service.ts';

const TOTAL = 90;

let database: TestDatabase;
let sources: OpenverseServer;
let folder: string;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  sources = await startOpenverse({ fox: { total: TOTAL } });
  folder = await mkdtemp(join(tmpdir(), 'pixmill-kills-'));
});
afterAll(async () => {
  await sources.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<void> => {
  const settings = {
    DATABASE_URL: database.url,
    PIXMILL_DATA_DIR: folder,
    OPENVERSE_URL: sources.origin,
    WORKER_CONCURRENCY: '1',
    RATE_LIMIT_USER: '100000',
    RATE_LIMIT_ANONYMOUS: '100000',
    PORT: '0',
  };
  service = await runService('serve', { settings, cwd: folder });
};
const kill = async (): Promise<void> => {
  service.signal('SIGKILL');
  await service.ended;
};

const numberOf = async (query: string): Promise<number> => {
  const { rows } = await database.pool.query<{ n: number }>(query);
  return rows[0]?.n ?? 0;
};
/** Kills the service as soon as something is so, and starts it again. */
const killWhen = async (isSo: () => Promise<boolean>): Promise<void> => {
  await expect.poll(isSo, { interval: 2, timeout: 60_000 }).toBe(true);
  await kill();
  await start();
};
const until = async (read: () => Promise<unknown>, wanted: unknown): Promise<void> => {
  await expect.poll(read, { interval: 100, timeout: 60_000 }).toEqual(wanted);
};

const post = (path: string, user: Pick<TestUser, 'headers'>, json: unknown, headers = {}) =>
  call(service, path, { method: 'POST', user, json, headers });
const signUpHere = async () => {
  const email = `${randomUUID()}@example.com`;
  const { body } = await call(service, '/auth/signup', { method: 'POST', json: { email, password: TEST_PASSWORD } });
  return { email, headers: { authorization: `Bearer ${body.session.access_token}` } };
};
const filesIn = async (name: string): Promise<number> => {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).length;
};
const told = (type: string, id: string) =>
  numberOf(`select count(*)::int as n from notifications where resource_type = '${type}' and resource_id = '${id}'`);

it(
  'a dataset whose service is killed in its crawl, archive, validation and end is made once and whole',
  {
    timeout: 240_000,
  },
  async () => {
    await start();
    const user = await signUpHere();
    const body = {
      name: 'foxes',
      keywords: ['fox'],
      sources: ['openverse'],
      max_images: TOTAL,
      config: { near: 'off' },
    };
    const key = { 'idempotency-key': 'foxes' };
    const { body: dataset } = await post('/datasets', user, body, key);
    const images = () => numberOf('select count(*)::int as n from images');
    await killWhen(async () => (await images()) > 0);
    expect((await post('/datasets', user, body, key)).body).toEqual(dataset);
    await killWhen(async () => (await images()) > TOTAL / 2);
    // Twice in the archive: while the export is written, and as soon as it is begun anew.
    const isWriting = async (): Promise<boolean> =>
      (await readdir(join(folder, 'archives'), { recursive: true }).catch(() => [])).length > 3;
    await killWhen(isWriting);
    await killWhen(isWriting);
    await until(async () => (await call(service, `/datasets/${dataset.id}`, { user })).body.status, 'completed');

    const ends = (outcome: string) =>
      numberOf(`select count(*)::int as n from candidates where coalesce(outcome, 'none') in (${outcome})`);
    // A few of the pictures that code made are too smooth for the checks.
    const kept = await images();
    expect([await ends("'kept'"), await ends("'kept', 'rejected'")]).toEqual([kept, TOTAL]);
    expect(kept).toBeGreaterThan(TOTAL * 0.9);
    expect((await call(service, `/datasets/${dataset.id}`, { user })).body.images_collected).toBe(kept);
    const { body: link } = await post(`/datasets/${dataset.id}/download`, user, {});
    const archive = await fetch(String(link.url ?? link.download_url).replace(/^https?:\/\/[^/]+/, service.url));
    const { rows } = await openArchive(Buffer.from(await archive.arrayBuffer()));
    expect(rows).toHaveLength(kept);
    expect(await told('dataset', dataset.id)).toBe(1);
    expect(await filesIn('archives')).toBe(0);

    const { body: validation } = await post('/validation/batch', user, { dataset_id: dataset.id, level: 'slow' });
    const checked = () => numberOf('select count(*)::int as n from validation_results where checked_at is not null');
    await killWhen(async () => (await checked()) > 0);
    const results = async () => (await call(service, `/validation/results/${validation.id}`, { user })).body;
    await until(async () => (await results()).status, 'completed');
    expect(await results()).toMatchObject({ images_count: kept, checked_images: kept, total: kept });
    expect(await numberOf('select count(*)::int as n from validation_results')).toBe(kept);
    expect((await call(service, '/jobs?status=running', { user })).body.total).toBe(0);
    await kill();
  },
);

it(
  'an upload whose service is killed at any moment is there once, and may be sent again',
  { timeout: 240_000 },
  async () => {
    await start();
    const user = await signUpHere();
    const { body: project } = await post('/projects', user, { name: 'uploads' });
    const images = () => numberOf(`select count(*)::int as n from images where project_id = '${project.id}'`);
    // Half a body: nothing is there of it.
    const half = httpRequest(`${service.url}/api/v1/images/upload`, {
      method: 'POST',
      headers: { ...user.headers, 'content-type': 'multipart/form-data; boundary=x', 'content-length': '100000' },
    });
    half.on('error', () => undefined);
    half.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + 'a'.repeat(50_000));
    await killWhen(async () => (await filesIn('storage/incoming')) > 0);
    expect(await images()).toBe(0);

    for (let round = 1; round <= 6; round++) {
      const bytes = await encoderOf(makePicture(1200, 900, 100 + round))
        .jpeg()
        .toBuffer();
      const headers = { 'idempotency-key': `upload ${round}` };
      const send = () =>
        call(service, '/images/upload', {
          method: 'POST',
          user,
          headers,
          body: formOf([{ name: 'a.jpg', bytes }], { project_id: project.id }),
        });
      const first = send().catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, round * 25));
      await kill();
      const answered = await first;
      await start();
      // The key of a request that died is refused for a while.
      await database.pool.query(`update idempotency_keys set created_at = created_at - interval '3 minutes'`);
      const again = await send();
      expect([200, 201]).toContain(again.status);
      expect(again.body.id).toBe(answered?.status === 201 ? answered.body.id : again.body.id);
      expect(await images()).toBe(round);
      expect((await call(service, `/images/${again.body.id}/file`, { user })).status).toBe(200);
    }
    // What a dead process left waits for ten minutes, in case it is only slow; here they pass at once.
    await database.pool.query('update queue.job set start_after = now() where start_after > now()');
    const unended = `select count(*)::int as n from jobs where project_id = '${project.id}' and status in ('pending', 'running')`;
    await until(() => numberOf(unended), 0);
    expect(
      await numberOf(`select count(*)::int as n from candidates c join jobs j on j.id = c.job_id
    where j.project_id = '${project.id}' and c.outcome is null`),
    ).toBe(0);
    await kill();
  },
);
