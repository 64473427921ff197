/**
 * Near duplicates among many hashes: all pairs at once in memory, and the question that the mill asks for each new image,
 * against the persistent index. `node bench/dedupe.ts [--count 1000000] [--distance 4]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { countBits } from '../packages/pixmill/src/mill/dedupe/hash-list.ts';
import { findNear } from '../packages/pixmill/src/mill/dedupe/near-index.ts';
import { findNearPairs } from '../packages/pixmill/src/mill/dedupe/near-pairs.ts';
import { openDatabase } from '../packages/pixmill/src/platform/database/database.ts';
import { migrateDatabase } from '../packages/pixmill/src/platform/database/migrate.ts';
import { createLogger } from '../packages/pixmill/src/platform/logging/logger.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, distance: { type: 'string', default: '4' } },
});
const count = Number(values.count);
const maxDistance = Number(values.distance);

/** Every tenth hash is its predecessor with two bits flipped, so that there is something to find. */
const makeHashes = (): { high: Uint32Array; low: Uint32Array } => {
  const hashes = { high: new Uint32Array(count), low: new Uint32Array(count) };
  let state = 1;
  // mulberry32: the same hashes in every run.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return (value ^ (value >>> 14)) >>> 0;
  };
  for (let index = 0; index < count; index++) {
    const copies = index % 10 === 9;
    hashes.high[index] = copies ? (hashes.high[index - 1] ?? 0) ^ (1 << (index % 32)) : next();
    hashes.low[index] = copies ? (hashes.low[index - 1] ?? 0) ^ (1 << ((index * 7) % 32)) : next();
  }
  return hashes;
};

/** The least that any exact method must do for one question: look at every hash once. */
const scanOnce = ({ high, low }: { high: Uint32Array; low: Uint32Array }, at: number): number => {
  let found = 0;
  for (let index = 0; index < high.length; index++) {
    const distance = countBits((high[index] ?? 0) ^ (high[at] ?? 0)) + countBits((low[index] ?? 0) ^ (low[at] ?? 0));
    if (distance <= maxDistance) found++;
  }
  return found;
};

const hex = (high: number, low: number): string =>
  high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const hashes = makeHashes();
let pairs = 0;
const pairsStart = performance.now();
findNearPairs(hashes, maxDistance, () => pairs++);
const pairsSeconds = (performance.now() - pairsStart) / 1000;
console.log(`all pairs: ${count} hashes, ${pairs} pairs within ${maxDistance} bits in ${pairsSeconds.toFixed(2)} s`);

const scans = Array.from({ length: 20 }, (_, index) => {
  const start = performance.now();
  scanOnce(hashes, index * 977);
  return performance.now() - start;
});

const dataDirectory = await mkdtemp(join(tmpdir(), 'pixmill-bench-dedupe-'));
const logger = createLogger({ level: 'warn' });
const database = await openDatabase({ settings: { databaseUrl: undefined, dataDirectory }, logger });
try {
  await migrateDatabase({
    connection: database.connection,
    folder: join(import.meta.dirname, '../packages/pixmill/migrations'),
  });
  const projectId = crypto.randomUUID();
  const { db } = database;
  await db.execute(sql`insert into projects (id, name) values (${projectId}, 'bench')`);
  const loadStart = performance.now();
  const SLICE = 20_000;
  for (let start = 0; start < count; start += SLICE) {
    const phashes: string[] = [];
    for (let index = start; index < Math.min(count, start + SLICE); index++) {
      phashes.push(
        BigInt.asIntN(64, (BigInt(hashes.high[index] ?? 0) << 32n) | BigInt(hashes.low[index] ?? 0)).toString(),
      );
    }
    await db.execute(sql`
      with hash as (select phash, ${start} + ordinality as n from unnest(${sql.param(phashes)}::bigint[]) with ordinality as h(phash, ordinality)),
      blob as (insert into blobs (sha256, bytes, content_type) select md5(n::text), 1, 'image/jpeg' from hash)
      insert into images (id, project_id, candidate_id, job_id, search_id, seen_order, status, sha256, pixel_hash, phash, dhash, hashable,
        width, height, bytes, format, source, query, licence, licence_rank, measures, thumbhash, retrieved_at)
      select gen_random_uuid(), ${projectId}, gen_random_uuid(), ${projectId}, ${projectId}, n, 'kept', md5(n::text), md5(n::text), phash, 0, true,
        640, 480, 1, 'jpeg', 'bench', '', '{}', 0, '{}', '', now() from hash`);
  }
  await db.execute(sql`vacuum analyze images`);
  console.log(`stored ${count} images in ${((performance.now() - loadStart) / 1000).toFixed(1)} s`);
  const ask = async (index: number): Promise<number> => {
    const question = [hex(hashes.high[index] ?? 0, hashes.low[index] ?? 0)];
    const start = performance.now();
    await db.transaction((tx) => findNear(tx, { projectId, hashes: question, maxDistance }));
    return performance.now() - start;
  };
  for (let index = 0; index < 50; index++) await ask(index);
  const times: number[] = [];
  for (let index = 0; index < 300; index++) times.push(await ask((index * 3331) % count));
  const median = percentile(times, 0.5);
  const limit = percentile(scans, 0.5);
  console.log(
    `one image against ${count}: median ${median.toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms (wanted: under 10 ms)`,
  );
  console.log(
    `limit: one plain scan in memory ${limit.toFixed(2)} ms, ratio limit/measured ${(limit / median).toFixed(2)}`,
  );
} finally {
  await database.close();
  await rm(dataDirectory, { recursive: true, force: true });
}
