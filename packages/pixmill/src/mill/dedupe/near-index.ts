import { sql } from 'drizzle-orm';
import { images } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

const BANDS = [0, 1, 2, 3] as const;

/** A kept image near one of the asked hashes. */
export type NearRow = {
  /** Which question it answers: index in the list of hashes. */
  readonly question: number;
  readonly id: string;
  /** Bits that differ. */
  readonly distance: number;
};

/**
 * Finds, for each of some hashes, the kept images of a project within `maxDistance` bits.
 *
 * Two hashes within r bits agree within floor(r / 4) bits in at least one of four 16-bit bands, so each band's index is
 * probed at the value and its neighbours: 17 values a band up to r = 7, 137 up to r = 11.
 */
export const findNear = async (
  tx: Transaction,
  {
    projectId,
    hashes,
    maxDistance,
  }: { readonly projectId: string; readonly hashes: readonly string[]; readonly maxDistance: number },
): Promise<readonly NearRow[]> => {
  if (hashes.length === 0) return [];
  const masks = bandMasks(Math.floor(maxDistance / BANDS.length));
  const questions: number[] = [];
  const signed: string[] = [];
  const values: number[][] = BANDS.map(() => []);
  for (const [question, hash] of hashes.entries()) {
    const bits = BigInt(`0x${hash}`);
    const text = BigInt.asIntN(64, bits).toString();
    const bands = BANDS.map((band) => Number((bits >> BigInt(band * 16)) & 0xffffn));
    for (const mask of masks) {
      questions.push(question);
      signed.push(text);
      for (const band of BANDS) values[band]?.push((bands[band] ?? 0) ^ mask);
    }
  }
  // Written here once: the driver would write each of them for every band, a string for every element.
  const [questionArray, hashArray] = [arrayOf(questions), arrayOf(signed)];
  const perBand = BANDS.map(
    (band) => sql`
      select q.question, i.id, bit_count((i.phash # q.hash)::bit(64))::int as distance
      from unnest(${questionArray}::int[], ${hashArray}::bigint[], ${arrayOf(values[band] ?? [])}::int[]) as q(question, hash, value)
      join ${images} i on i.project_id = ${projectId} and i.status = 'kept' and i.hashable
        and (((i.phash >> ${sql.raw(String(band * 16))}) & 65535)::int) = q.value
      where bit_count((i.phash # q.hash)::bit(64)) <= ${maxDistance}`,
  );
  const { rows } = await tx.execute<NearRow>(sql.join(perBand, sql` union `));
  return rows;
};

/** Whole numbers as PostgreSQL writes an array. */
const arrayOf = (numbers: readonly (number | string)[]): string => `{${numbers.join(',')}}`;

/** All 16-bit masks with at most `flips` set bits, the empty one first. */
const bandMasks = (flips: number): number[] => {
  const masks = [0];
  if (flips >= 1) for (let a = 0; a < 16; a++) masks.push(1 << a);
  if (flips >= 2) for (let a = 0; a < 16; a++) for (let b = 0; b < a; b++) masks.push((1 << a) | (1 << b));
  return masks;
};
