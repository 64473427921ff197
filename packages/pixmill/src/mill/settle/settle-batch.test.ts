import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob, passed, randomNumbers, shuffled } from '../../../test/mill-rows.ts';
import { hashDistance } from '../../imaging/hash-distance.ts';
import { candidates, duplicatePairs, images, searches } from '../../library/schema.ts';
import { compareCopies } from '../dedupe/copy-order.ts';
import { lockForSettling } from './open-settler.ts';
import { removeCandidates } from './remove-candidates.ts';
import { settleBatch } from './settle-batch.ts';
import type { PassedCandidate, Settlement } from './settlement.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const NEAR = 4;

const settle = (job: { projectId: string; jobId: string }, settlements: readonly Settlement[]) =>
  database.db.transaction(async (tx) => {
    await lockForSettling(tx, job);
    return settleBatch(tx, { projectId: job.projectId, nearDistance: NEAR, settlements });
  });

const keptOf = async (projectId: string): Promise<string[]> => {
  const where = and(eq(images.projectId, projectId), eq(images.status, 'kept'));
  const rows = await database.db.select({ candidateId: images.candidateId }).from(images).where(where);
  return rows.map(({ candidateId }) => candidateId).toSorted();
};

/** Pictures in a few clusters of hashes, some with the same bytes or pixels, of different sizes and licences. */
const randomPassed = async (count: number, random: () => number) => {
  const job = await insertJob(database.db, {
    candidates: Array.from({ length: count }, (_, index) => candidateAt(`http://images.test/${index}`)),
  });
  const settlements = job.rows.map((row): PassedCandidate => {
    let hash = BigInt(Math.floor(random() * 3)) * 0x0123_4567_89ab_cdefn;
    for (let flips = Math.floor(random() * 5); flips > 0; flips--) hash ^= 1n << BigInt(Math.floor(random() * 8) * 8);
    const phash = BigInt.asUintN(64, hash).toString(16).padStart(16, '0');
    const size = { width: 100 + Math.floor(random() * 3), bytes: 1000 + Math.floor(random() * 2) };
    // The same bytes are the same picture of the same size.
    const sha256 = `${phash}-${size.width}-${size.bytes}`;
    return passed(row, { sha256, phash, licenceRank: Math.floor(random() * 2), ...size });
  });
  return { ...job, settlements };
};

/** The rule as it is told: bytes once, under the best origin; then from the best copy to the worst. */
const keptByTheRule = (settlements: readonly PassedCandidate[]): string[] => {
  const kept: PassedCandidate['image'][] = [];
  for (const { image } of settlements.toSorted((a, b) => compareCopies(a.image, b.image))) {
    const isNear = kept.some(
      (other) => other.sha256 === image.sha256 || hashDistance(other.phash, image.phash) <= NEAR,
    );
    if (!isNear) kept.push(image);
  }
  return kept.map(({ candidateId }) => candidateId).toSorted();
};

const expectSumsToAddUp = async (searchId: string): Promise<void> => {
  const [search] = await database.db.select().from(searches).where(eq(searches.id, searchId));
  const rows = await database.db.select().from(candidates).where(eq(candidates.searchId, searchId));
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  expect(search).toMatchObject({
    discovered: rows.length,
    kept: count('kept'),
    duplicate: count('duplicate'),
    rejected: count('rejected'),
    failed: count('failed'),
    skipped: count('skipped'),
  });
};

describe('settling', () => {
  it('keeps the same images whatever the order and the batches, and its counters add up', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = randomNumbers(seed);
      const job = await randomPassed(24, random);
      const waiting = shuffled(job.settlements, random);
      while (waiting.length > 0) await settle(job, waiting.splice(0, 1 + Math.floor(random() * 8)));
      expect(await keptOf(job.projectId), `seed ${seed}`).toEqual(keptByTheRule(job.settlements));
      await expectSumsToAddUp(job.search.id);
      const open = await database.db.select().from(images).where(eq(images.projectId, job.projectId));
      for (const image of open.filter(({ status }) => status === 'duplicate')) {
        const pair = and(eq(duplicatePairs.duplicateId, image.id), eq(duplicatePairs.imageId, image.duplicateOf ?? ''));
        expect(await database.db.$count(duplicatePairs, pair), `seed ${seed}`).toBe(1);
      }
    }
  });

  it('changes nothing when it is done again', async () => {
    const job = await randomPassed(20, randomNumbers(99));
    await settle(job, job.settlements);
    const before = await database.db.select().from(candidates).where(eq(candidates.jobId, job.jobId));
    expect(await settle(job, job.settlements)).toEqual([]);
    expect(await database.db.select().from(candidates).where(eq(candidates.jobId, job.jobId))).toEqual(before);
    await expectSumsToAddUp(job.search.id);
  });

  it('gives the answer of those that are left when candidates are taken out', async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const random = randomNumbers(seed + 1000);
      const job = await randomPassed(24, random);
      await settle(job, job.settlements);
      const owners = await database.db.select().from(images).where(eq(images.projectId, job.projectId));
      const leaving = owners.filter(() => random() < 0.4).map(({ candidateId }) => candidateId);
      await database.db.transaction(async (tx) => {
        await lockForSettling(tx, job);
        await removeCandidates(tx, {
          projectId: job.projectId,
          nearDistance: NEAR,
          candidateIds: leaving,
          code: 'job.target_reached',
        });
      });
      const staying = job.settlements.filter(({ candidateId }) => !leaving.includes(candidateId));
      expect(await keptOf(job.projectId), `seed ${seed}`).toEqual(keptByTheRule(staying));
      await expectSumsToAddUp(job.search.id);
    }
  });

  it('moves the outcome of an earlier image when a better copy arrives', async () => {
    const small = candidateAt('http://images.test/small');
    const large = candidateAt('http://images.test/large');
    const { rows, ...job } = await insertJob(database.db, { candidates: [small, large] });
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('Two candidates were written.');
    await settle(job, [passed(first, { sha256: 'a', phash: '00000000000000ff', width: 50 })]);
    await settle(job, [passed(second, { sha256: 'b', phash: '00000000000000fe', width: 200 })]);
    const ended = await database.db
      .select()
      .from(candidates)
      .where(eq(candidates.jobId, job.jobId))
      .orderBy(candidates.rank);
    expect(ended.map(({ outcome, code, detail }) => [outcome, code, detail])).toEqual([
      ['duplicate', 'dedupe.near', '1 of 64 bits differ'],
      ['kept', 'job.kept', null],
    ]);
  });

  it('takes plain pictures for duplicates only when their pixels are equal', async () => {
    const urls = ['a', 'b', 'c'].map((name) => candidateAt(`http://images.test/${name}`));
    const { rows, ...job } = await insertJob(database.db, { candidates: urls });
    const plain = { phash: '0000000000000000', hashable: false };
    await settle(
      job,
      rows.map((row, index) =>
        passed(row, { ...plain, sha256: `plain-${index}`, pixelHash: index === 2 ? 'one' : `p${index}` }),
      ),
    );
    expect(await keptOf(job.projectId)).toHaveLength(3);
  });
});
