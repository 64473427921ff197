import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeImage } from '../src/imaging/encode-image.ts';
import { reply, startHttpServer } from './http-server.ts';
import type { Handler, HttpServer } from './http-server.ts';
import { randomNumbers } from './mill-rows.ts';
import { PIXMILL } from './run-pixmill.ts';

const IMAGES = 150;
const [WIDTH, HEIGHT] = [160, 120];

let folder: string;
let server: HttpServer;

/** Soft random shapes under grain: no two alike, but every tenth is a smaller copy of the one before it. */
const pictureOf = (index: number): Promise<Uint8Array> => {
  const random = randomNumbers(index + 1);
  const cells = Array.from({ length: 7 * 7 * 3 }, () => random() * 255);
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const cell = (Math.floor((y * 7) / HEIGHT) * 7 + Math.floor((x * 7) / WIDTH)) * 3;
      for (let channel = 0; channel < 3; channel++) {
        data[(y * WIDTH + x) * 3 + channel] = Math.max(
          0,
          Math.min(255, (cells[cell + channel] ?? 0) + random() * 40 - 20),
        );
      }
    }
  }
  return encodeImage({ width: WIDTH, height: HEIGHT, data }, { format: 'jpeg', quality: 80 });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-interrupted-'));
  const routes: Record<string, Handler> = {};
  for (let index = 0; index < IMAGES; index++) {
    const bytes = Buffer.from(await pictureOf(index % 10 === 9 ? index - 1 : index));
    routes[`/${index}.jpg`] = reply(index % 25 === 0 ? '' : bytes, { headers: { 'content-type': 'image/jpeg' } });
  }
  server = await startHttpServer(routes);
  const urls = Object.keys(routes).map((path) => `${server.origin}${path}`);
  await writeFile(join(folder, 'list.txt'), urls.join('\n'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (name: string, words: readonly string[]) =>
  spawn(
    process.execPath,
    [
      PIXMILL,
      'build',
      '--from',
      join(folder, 'list.txt'),
      '--out',
      join(folder, name),
      '--json',
      '--concurrency',
      '3',
      ...words,
    ],
    {
      env: {
        ...process.env,
        PIXMILL_DATA_DIR: join(folder, `data-${name}`),
        DATABASE_URL: '',
        ALLOWED_PRIVATE_ORIGINS: server.origin,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );

type Child = ReturnType<typeof start>;

/** Ids of the processes that this one has started, by what their command line holds. */
const childrenOf = async (parent: number, word: string): Promise<number[]> => {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (status.includes(`\nPPid:\t${parent}\n`) && command.includes(word)) found.push(Number(name));
  }
  return found;
};

const serverPid = async (name: string): Promise<number> => {
  const path = join(folder, `data-${name}`, 'postgres', 'cluster', 'postmaster.pid');
  return Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
};

const KILLS: Record<string, (child: Child, name: string) => Promise<void>> = {
  command: async (child) => void child.kill('SIGKILL'),
  decoder: async (child) => {
    for (const pid of await childrenOf(child.pid ?? 0, 'decoder-process')) process.kill(pid, 'SIGKILL');
  },
  database: async (child, name) => {
    const pid = await serverPid(name);
    if (pid > 0) process.kill(pid, 'SIGKILL');
    else child.kill('SIGKILL');
  },
};

/** Runs a build until so many outcomes are known, then kills a part of it; answers whether it came to its end all the same. */
const runAndKill = async (
  name: string,
  options: { words: string[]; after: number; kill: string },
): Promise<boolean> => {
  const child = start(name, options.words);
  const ended = once(child, 'exit');
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"event":"outcome"')) seen++;
    if (line.startsWith('{"event":"outcome"') && seen === options.after) await KILLS[options.kill]?.(child, name);
  }
  const [status] = await ended;
  return status === 0;
};

/** A dataset without what differs between two runs of the same build: times, and how often something was tried. */
const datasetOf = async (name: string) => {
  const out = join(folder, name);
  const sums = await readFile(join(out, 'SHA256SUMS'), 'utf8');
  const plain = async (file: string) =>
    (await readFile(join(out, file), 'utf8')).replaceAll(
      /"(?:retrieved_at|at|checked_at)": ?"[^"]*"|"attempts": ?\d+|"query": ?"[^"]*"/g,
      '',
    );
  return {
    images: sums.split('\n').filter((line) => line.includes('  images/')),
    metadata: await plain('metadata.jsonl'),
    outcomes: await plain('outcomes.jsonl'),
  };
};

describe.runIf(process.platform === 'linux')('interruptions', () => {
  it('of a build again and again end in the same dataset', { timeout: 240_000 }, async () => {
    expect(await runAndKill('whole', { words: [], after: -1, kill: 'command' })).toBe(true);
    const kills = ['command', 'database', 'decoder', 'command', 'database', 'decoder'];
    let isDone = false;
    for (const [index, kill] of kills.entries()) {
      if (isDone) break;
      const words = index === 0 ? [] : ['--continue'];
      isDone = await runAndKill('killed', { words, after: 12 + index, kill });
    }
    if (!isDone) isDone = await runAndKill('killed', { words: ['--continue'], after: -1, kill: 'command' });
    expect(isDone).toBe(true);
    expect(await datasetOf('killed')).toEqual(await datasetOf('whole'));
  });
});
