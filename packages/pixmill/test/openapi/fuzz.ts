/**
 * Sends requests that nobody thought of to the whole API (with a worker, on a database of its own), and tells of every
 * answer that is not as the OpenAPI document declares it. `npm run fuzz -- --minutes 10 [--seed 1] [--operation id] [--log error]`, and
 * to see a fault again what it prints: `--seed 7 --path 12:3`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeApi } from '../../src/api/describe-api.ts';
import { openApi } from '../../src/api/open-api.ts';
import { openPixmill } from '../../src/compose.ts';
import { loadSettings } from '../../src/platform/config/load-settings.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { startOpenverse } from '../openverse-server.ts';
import { FUZZ_KEYWORDS, fuzzSettings } from './fuzz-api.ts';
import { runFuzz, type Fault } from './fuzz-run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    path: { type: 'string' },
    operation: { type: 'string' },
    /** What the API itself has to say: silent, error, info … */
    log: { type: 'string', default: 'silent' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'pixmill-fuzz-'));
await using sources = await startOpenverse(FUZZ_KEYWORDS);
const environment = { ...fuzzSettings(sources.origin), PIXMILL_DATA_DIR: folder, PORT: '0' };
const settings = loadSettings({ environment, cwd: folder });
const pixmill = await openPixmill({ settings, logger: createLogger({ level: values.log }) });
const server = await openApi(pixmill);
await pixmill.startWorker();
await server.listen({ host: '127.0.0.1', port: 0 });
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
const { port } = server.server.address() as AddressInfo;

const tell = ({ operation, what, request, answer, seed, path }: Fault): void => {
  console.log(`\n${operation}: ${what}\n  sent      ${request}\n  answered  ${answer}`);
  console.log(`  again     npm run fuzz -- --seed ${seed} --path ${path} --operation ${values.operation ?? 'any'}`);
};

try {
  const { document } = await describeApi();
  console.log(`seed ${values.seed}, ${values.minutes} minutes`);
  const { requests, faults, statuses } = await runFuzz({ url: `http://127.0.0.1:${port}`, pixmill }, document, {
    seed: Number(values.seed),
    milliseconds: Number(values.minutes) * 60_000,
    path: values.path,
    only: values.operation === 'any' ? undefined : values.operation,
    told: tell,
  });
  console.log();
  for (const [operation, counts] of [...statuses].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const line = [...counts].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    console.log(`${operation.padEnd(32)} ${line.join(', ')}`);
  }
  const memory = Math.round(process.memoryUsage().rss / 1024 ** 2);
  console.log(`\n${requests} requests, ${faults.length} faults, ${memory} MB at the end`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await server.close();
  await pixmill.close();
  await rm(folder, { recursive: true, force: true });
}
