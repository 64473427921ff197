import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startProcess, type TalkingProcess } from '../../../../test/child-process.ts';
import { createLogger } from '../../logging/logger.ts';
import { openDatabase, type OpenDatabase } from '../database.ts';
import { isAlive, readPidFile } from './pid-file.ts';
import { attachEmbeddedPostgres } from './embedded-postgres.ts';

const run = promisify(execFile);
const logger = createLogger({ level: 'silent' });
const CHILD = join(import.meta.dirname, '../../../../test/processes/database-process.ts');
const isRoot = process.geteuid?.() === 0;

let folder: string;
let made: string;
const children: TalkingProcess[] = [];
const opened: OpenDatabase[] = [];

const open = async (dataDirectory: string): Promise<OpenDatabase> => {
  const database = await openDatabase({ settings: { dataDirectory, databaseUrl: undefined }, logger });
  opened.push(database);
  return database;
};
const openElsewhere = (dataDirectory: string): TalkingProcess => {
  const child = startProcess(CHILD, [dataDirectory]);
  children.push(child);
  return child;
};
const clusterOf = (dataDirectory: string): string => join(dataDirectory, 'postgres/cluster');
const serverOf = async (dataDirectory: string): Promise<number | null> =>
  (await readPidFile(clusterOf(dataDirectory)))?.pid ?? null;
const gone = async (pid: number): Promise<void> => {
  await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 10 }).toBe(false);
};

/** A data directory with a cluster that was used and closed. */
const usedDirectory = async (name: string): Promise<string> => {
  const copy = join(folder, name);
  // -a keeps the owner, which is another user when root runs the tests.
  await run('cp', ['-a', made, copy]);
  return copy;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-embedded-'));
  await chmod(folder, 0o755);
  made = join(folder, 'made');
  const database = await openDatabase({ settings: { dataDirectory: made, databaseUrl: undefined }, logger });
  await database.pool.query('create table kept (n int primary key)');
  await database.close();
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await Promise.all(opened.splice(0).map((database) => database.close().catch(() => undefined)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the embedded PostgreSQL', () => {
  test('keeps its promises to data, listens on no network, and only its owner can reach it', async () => {
    const directory = await usedDirectory('promises');
    const { pool, connection } = await open(directory);
    const { rows } = await pool.query(
      `select name, setting from pg_settings
        where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'data_checksums')
        order by name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      synchronous_commit: 'on',
    });
    const socketFolder = await stat(connection.host ?? '');
    expect(socketFolder.mode & 0o777).toBe(0o700);
    const { rows: locale } = await pool.query(
      `select pg_encoding_to_char(encoding) as encoding, datlocprovider, datlocale from pg_database
        where datname = current_database()`,
    );
    expect(locale).toEqual([{ encoding: 'UTF8', datlocprovider: 'b', datlocale: 'C.UTF-8' }]);
  });

  test('is shared by processes, and stopped by the last one that leaves', async () => {
    const directory = await usedDirectory('shared');
    const first = openElsewhere(directory);
    await first.next();
    const server = await serverOf(directory);
    const second = openElsewhere(directory);
    await second.next();
    expect(await serverOf(directory)).toBe(server);
    expect(await first.finish()).toBe(0);
    expect(await second.ask('insert into kept values (1) returning n')).toEqual([{ n: 1 }]);
    expect(await serverOf(directory)).toBe(server);
    expect(await second.finish()).toBe(0);
    expect(await serverOf(directory)).toBeNull();
    await gone(server ?? 0);
  });

  test('is made once when several processes come at the same time to an empty directory', async () => {
    const directory = join(folder, 'empty');
    const processes = [openElsewhere(directory), openElsewhere(directory), openElsewhere(directory)];
    await Promise.all(processes.map((child) => child.next()));
    const servers = await Promise.all(
      processes.map((child) => child.ask('select pg_postmaster_start_time()::text as at')),
    );
    expect(new Set(servers.map((rows) => JSON.stringify(rows))).size).toBe(1);
    expect(await Promise.all(processes.map((child) => child.finish()))).toEqual([0, 0, 0]);
    expect(await serverOf(directory)).toBeNull();
  });

  test('lives on when the process that started it is killed, and the next one attaches', async () => {
    const directory = await usedDirectory('starter-killed');
    const starter = openElsewhere(directory);
    await starter.next();
    await starter.ask('insert into kept values (7)');
    const server = await serverOf(directory);
    await starter.kill();
    const { pool, close } = await open(directory);
    expect(await serverOf(directory)).toBe(server);
    expect((await pool.query('select n from kept')).rows).toEqual([{ n: 7 }]);
    await close();
    expect(await serverOf(directory)).toBeNull();
  });

  test('recovers what was committed after it was killed itself', async () => {
    const directory = await usedDirectory('server-killed');
    const child = openElsewhere(directory);
    await child.next();
    await child.ask('insert into kept select generate_series(1, 1000)');
    const server = await serverOf(directory);
    await child.kill();
    process.kill(server ?? 0, 'SIGKILL');
    const { pool } = await open(directory);
    expect((await pool.query('select count(*)::int as n from kept')).rows).toEqual([{ n: 1000 }]);
    expect(await serverOf(directory)).not.toBe(server);
  });

  test('recovers although a process of the killed server is busy and holds its memory', async () => {
    const directory = await usedDirectory('orphan');
    const child = openElsewhere(directory);
    await child.next();
    await child.ask('insert into kept values (1)');
    const [row] = JSON.parse(JSON.stringify(await child.ask('select pg_backend_pid() as pid')));
    child.tell('select count(*) from generate_series(1, 100000000000)');
    const server = await serverOf(directory);
    const busy: number = row.pid;
    await expect
      .poll(() => readFile(`/proc/${busy}/cmdline`, 'utf8').catch(() => 'SELECT'), { interval: 10 })
      .toContain('SELECT');
    process.kill(server ?? 0, 'SIGKILL');
    await child.kill();
    const { pool } = await open(directory);
    expect((await pool.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await gone(busy);
  });

  test('is started again under a process that uses it', async () => {
    const directory = await usedDirectory('restarted');
    const { pool } = await open(directory);
    await pool.query('insert into kept values (3)');
    const server = await serverOf(directory);
    process.kill(server ?? 0, 'SIGKILL');
    await expect
      .poll(
        () =>
          pool.query('select n from kept').then(
            ({ rows }) => rows,
            () => null,
          ),
        { timeout: 20_000 },
      )
      .toEqual([{ n: 3 }]);
  });

  test('is waited for by queries while it starts again', async () => {
    const directory = await usedDirectory('waited-for');
    const { pool } = await open(directory);
    await pool.query('insert into kept values (4)');
    const server = await serverOf(directory);
    process.kill(server ?? 0, 'SIGKILL');
    await expect.poll(() => pool.totalCount, { interval: 1 }).toBe(0);
    expect((await pool.query('select n from kept')).rows).toEqual([{ n: 4 }]);
  });

  test('is not stopped by a process that leaves while another one is just coming', async () => {
    const directory = await usedDirectory('coming-and-going');
    for (let round = 0; round < 2; round += 1) {
      const leaving = await open(directory);
      const coming = openElsewhere(directory);
      await Promise.all([leaving.close(), coming.next()]);
      expect(await coming.ask('select 1 as one')).toEqual([{ one: 1 }]);
      expect(await coming.finish()).toBe(0);
    }
  });

  test('works in a folder whose path is too long for a socket', async () => {
    const directory = join(folder, 'long', 'x'.repeat(120), 'y'.repeat(60));
    await mkdir(join(directory, '..'), { recursive: true });
    await run('cp', ['-a', made, directory]);
    const { pool, connection } = await open(directory);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect((await stat(connection.host ?? '')).mode & 0o777).toBe(0o700);
    const other = openElsewhere(directory);
    await other.next();
    expect(await other.ask('select 2 as two')).toEqual([{ two: 2 }]);
  });

  test('starts although its pid file names another program that lives', async () => {
    const directory = await usedDirectory('reused-pid');
    const pidFile = join(clusterOf(directory), 'postmaster.pid');
    await writeFile(
      pidFile,
      `${process.pid}\n${clusterOf(directory)}\n1700000000\n5432\n/nowhere\n\n  1 2\nready   \n`,
    );
    const { pool } = await open(directory);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('what a killed first start left behind is cleared away', async () => {
    const directory = await usedDirectory('half');
    const half = join(directory, 'postgres/cluster.new-0000');
    await mkdir(half);
    await open(directory);
    await expect(stat(half)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test.runIf(isRoot)('runs for root as another user, also below a folder that only root may pass', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await chmod(closed, 0o700);
    const directory = join(closed, 'data');
    const { pool } = await open(directory);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    const status = await readFile(`/proc/${await serverOf(directory)}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0');
    // No other power of root than to read and to pass.
    expect(/^CapEff:\s+(\w+)/m.exec(status)?.[1]).toMatch(/^0+[24]$/);
  });
});

describe('a data directory that cannot be used', () => {
  const codeOf = async (dataDirectory: string): Promise<unknown> =>
    attachEmbeddedPostgres({ dataDirectory, logger }).then(
      () => 'opened',
      (error: unknown) => error,
    );

  test('of another major version is refused with the version it needs', async () => {
    const directory = await usedDirectory('older');
    await writeFile(join(clusterOf(directory), 'PG_VERSION'), '13\n');
    expect(await codeOf(directory)).toMatchObject({
      code: 'database.incompatible_files',
      message: expect.stringContaining('PostgreSQL 13'),
    });
  });

  test('that is a file is refused', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    expect(await codeOf(path)).toMatchObject({ code: 'database.no_permission' });
    expect(await codeOf(join(path, 'below'))).toMatchObject({ code: 'database.no_permission' });
  });

  test('whose server cannot start names the reason and the log', async () => {
    const directory = await usedDirectory('broken');
    await writeFile(join(clusterOf(directory), 'postgresql.conf'), 'no_such_setting = 1\n');
    expect(await codeOf(directory)).toMatchObject({
      code: 'database.start_failed',
      message: expect.stringContaining('server.log'),
    });
  });
});

test('a server that cannot be reached, is too old a name or no address is one sentence without the password', async () => {
  const failure = (databaseUrl: string): Promise<unknown> =>
    openDatabase({ settings: { dataDirectory: folder, databaseUrl }, logger }).then(
      () => 'opened',
      (error: unknown) => error,
    );
  const error = await failure('postgres://me:hunter2@127.0.0.1:1/none');
  expect(error).toMatchObject({ code: 'database.unreachable', message: expect.stringContaining('127.0.0.1:1') });
  expect(String(error)).not.toContain('hunter2');
  expect(await failure('mysql://me:hunter2@host/none')).toMatchObject({ code: 'database.url_invalid' });
});

test('DATABASE_URL opens a server that is not ours, and closing leaves it alone', async () => {
  const directory = await usedDirectory('external');
  const owner = await open(directory);
  const url = `postgres://pixmill@localhost/pixmill?host=${encodeURIComponent(owner.connection.host ?? '')}`;
  const database = await openDatabase({ settings: { dataDirectory: folder, databaseUrl: url }, logger });
  expect(database.kind).toBe('external');
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.close();
  const client = new Client(owner.connection);
  await client.connect();
  await client.end();
});
