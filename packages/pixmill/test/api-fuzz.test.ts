import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeApi } from '../src/api/describe-api.ts';
import { startTestApi, type TestApi } from './api.ts';
import { operationsOf } from './openapi/document.ts';
import { FUZZ_KEYWORDS, fuzzSettings } from './openapi/fuzz-api.ts';
import { runFuzz } from './openapi/fuzz-run.ts';
import { startOpenverse, type OpenverseServer } from './openverse-server.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 20);

let sources: OpenverseServer;
let api: TestApi;

beforeAll(async () => {
  sources = await startOpenverse(FUZZ_KEYWORDS);
  api = await startTestApi(fuzzSettings(sources.origin), { worker: true });
});
afterAll(async () => {
  await api.close();
  await sources.close();
});

it(
  `whatever is sent, every answer is a declared one (seed ${SEED}; see "npm run fuzz" in CONTRIBUTING.md)`,
  { timeout: (3 * SECONDS + 60) * 1000 },
  async () => {
    const { document } = await describeApi();
    const { requests, faults, statuses } = await runFuzz(api, document, { seed: SEED, milliseconds: SECONDS * 1000 });
    expect(faults).toEqual([]);
    expect(
      operationsOf(document)
        .filter(({ id }) => !statuses.has(id))
        .map(({ id }) => id),
    ).toEqual([]);
    expect(requests).toBeGreaterThan(500);
    const live = await fetch(`${api.url}/api/v1/health/live`);
    expect(live.status).toBe(200);
  },
);
