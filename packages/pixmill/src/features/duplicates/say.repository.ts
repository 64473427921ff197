import { and, eq, inArray, sql } from 'drizzle-orm';
import { duplicateActPairs } from '../../library/duplicates.schema.ts';
import { duplicatePairs } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** What somebody says of two images; `chosen`: the first one is kept, the other one is its duplicate. */
export type Word = 'same' | 'chosen' | 'different';

/** Two images and what is said of them. */
export type Said = { readonly imageId: string; readonly duplicateId: string; readonly word: Word };

type Stored = { readonly imageId: string; readonly duplicateId: string; readonly word: Word | 'none' };
type Change = {
  readonly imageId: string;
  readonly duplicateId: string;
  readonly before: Stored['word'] | null;
  readonly after: Word;
};

const ROWS_AT_ONCE = 5_000;

const wordOf = sql<
  Stored['word']
>`case when ${duplicatePairs.chosen} then 'chosen' else coalesce(${duplicatePairs.decision}, 'none') end`;

const readStored = (tx: Transaction, ids: readonly string[]): Promise<Stored[]> => {
  const among = sql`${sql.param([...ids])}::uuid[]`;
  return tx
    .select({ imageId: duplicatePairs.imageId, duplicateId: duplicatePairs.duplicateId, word: wordOf })
    .from(duplicatePairs)
    .where(
      sql`(${duplicatePairs.imageId} = any(${among}) and ${duplicatePairs.duplicateId} = any(${among}))
        or (${duplicatePairs.chosen} and ${duplicatePairs.duplicateId} = any(${among}))`,
    );
};

/**
 * Writes what somebody says of pairs of images, in an act. Only one image is chosen over another at a time: what was chosen
 * over them before is not any more.
 */
export const say = async (
  tx: Transaction,
  { actId, projectId, said }: { readonly actId: string; readonly projectId: string; readonly said: readonly Said[] },
): Promise<void> => {
  const ids = [...new Set(said.flatMap(({ imageId, duplicateId }) => [imageId, duplicateId]))];
  const stored = new Map((await readStored(tx, ids)).map((row) => [`${row.imageId} ${row.duplicateId}`, row]));
  const changes = new Map<string, Change>();
  const set = (imageId: string, duplicateId: string, after: Word): void => {
    const key = `${imageId} ${duplicateId}`;
    changes.set(key, { imageId, duplicateId, before: stored.get(key)?.word ?? null, after });
  };
  const isSaid = said.some(({ word }) => word === 'chosen');
  // Whoever is chosen competes again, and whoever is passed over has one choice above it.
  if (isSaid) {
    for (const row of stored.values()) if (row.word === 'chosen') set(row.imageId, row.duplicateId, 'same');
  }
  for (const { imageId, duplicateId, word } of said) {
    const back = stored.get(`${duplicateId} ${imageId}`);
    const there = stored.has(`${imageId} ${duplicateId}`);
    if (word === 'chosen' || there || back === undefined) set(imageId, duplicateId, word);
    if (back !== undefined) set(duplicateId, imageId, word === 'chosen' ? 'same' : word);
  }
  const all = [...changes.values()].filter(({ before, after }) => before !== after);
  for (let start = 0; start < all.length; start += ROWS_AT_ONCE) {
    const some = all.slice(start, start + ROWS_AT_ONCE);
    await writeWords(tx, projectId, some);
    await tx.insert(duplicateActPairs).values(some.map((change) => ({ actId, ...change })));
  }
};

const writeWords = async (
  tx: Transaction,
  projectId: string,
  changes: readonly (Pick<Change, 'imageId' | 'duplicateId'> & { readonly after: Stored['word'] })[],
): Promise<void> => {
  await tx.execute(sql`
    insert into ${duplicatePairs} (project_id, image_id, duplicate_id, kind, distance, decision, chosen)
    select ${projectId}, one.id, other.id,
      case when one.pixel_hash = other.pixel_hash then 'exact' else 'similar' end,
      bit_count((one.phash # other.phash)::bit(64))::int,
      case word.after when 'chosen' then 'same' when 'none' then null else word.after end, word.after = 'chosen'
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as word("imageId" uuid, "duplicateId" uuid, after text)
    join images one on one.id = word."imageId" join images other on other.id = word."duplicateId"
    on conflict (image_id, duplicate_id) do update set decision = excluded.decision, chosen = excluded.chosen`);
};

/** A later act that speaks of the same pairs as this one; `null` when there is none. */
export const findLaterAct = async (tx: Transaction, actId: string): Promise<string | null> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select later.act_id as id
    from duplicate_act_pairs own
    join duplicate_act_pairs later on later.image_id = own.image_id and later.duplicate_id = own.duplicate_id
      and later.act_id > own.act_id
    join duplicate_acts act on act.id = later.act_id and act.undone_at is null
    where own.act_id = ${actId}
    order by later.act_id desc limit 1`);
  return rows[0]?.id ?? null;
};

/** Takes back what an act said. Returns the images of which it spoke. */
export const unsay = async (
  tx: Transaction,
  { actId, projectId }: { readonly actId: string; readonly projectId: string },
): Promise<readonly string[]> => {
  const rows = await tx.select().from(duplicateActPairs).where(eq(duplicateActPairs.actId, actId));
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE);
    const back = some.flatMap(({ imageId, duplicateId, before }) =>
      before === null ? [] : [{ imageId, duplicateId, after: before }],
    );
    await writeWords(tx, projectId, back);
    const added = some.filter(({ before }) => before === null);
    if (added.length === 0) continue;
    await tx.delete(duplicatePairs).where(
      and(
        inArray(
          duplicatePairs.imageId,
          added.map(({ imageId }) => imageId),
        ),
        sql`(${duplicatePairs.imageId}, ${duplicatePairs.duplicateId}) in (
          select image_id, duplicate_id from duplicate_act_pairs where act_id = ${actId} and before is null)`,
      ),
    );
  }
  return [...new Set(rows.flatMap(({ imageId, duplicateId }) => [imageId, duplicateId]))];
};
