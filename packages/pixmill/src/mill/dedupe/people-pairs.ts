import { sql } from 'drizzle-orm';
import { duplicatePairs } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** What people have said of one image and others. */
export type PeoplePairs = {
  /** Images of which it is no duplicate, nor they of it, ever. */
  readonly different: ReadonlySet<string>;
  /** Images that show the same picture, whatever their hashes say. */
  readonly same: ReadonlySet<string>;
};

const NOTHING: PeoplePairs = { different: new Set(), same: new Set() };

/** Reads what people said of the images of a project, a few at a time, and remembers it for one transaction. */
export type PeoplesWord = {
  readonly pairsOf: (imageId: string) => Promise<PeoplePairs>;
  /** For each image over which another one was chosen: that one. */
  readonly chosenOver: (imageIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The images over which these were chosen. */
  readonly passedOver: (imageIds: readonly string[]) => Promise<readonly string[]>;
};

const NOBODY: PeoplesWord = {
  pairsOf: async () => NOTHING,
  chosenOver: async () => new Map(),
  passedOver: async () => [],
};

/** Opens what people said of a project's images; most projects have nothing of it, and are not asked again. */
export const openPeoplesWord = async (tx: Transaction, projectId: string): Promise<PeoplesWord> => {
  const { rows } = await tx.execute<{ any: boolean }>(sql`
    select exists (
      select from ${duplicatePairs} where project_id = ${projectId} and decision is not null) as any`);
  if (rows[0]?.any !== true) return NOBODY;
  const pairs = new Map<string, PeoplePairs>();
  const chosen = new Map<string, string | null>();
  const arrayOf = (ids: readonly string[]) => sql`${sql.param([...ids])}::uuid[]`;
  return {
    pairsOf: async (imageId) => {
      const known = pairs.get(imageId);
      if (known !== undefined) return known;
      const found = await tx.execute<{ other: string; decision: string }>(sql`
        select case when image_id = ${imageId} then duplicate_id else image_id end as other, decision
        from ${duplicatePairs}
        where decision is not null and (image_id = ${imageId} or duplicate_id = ${imageId})`);
      const said = (word: string): ReadonlySet<string> =>
        new Set(found.rows.filter(({ decision }) => decision === word).map(({ other }) => other));
      const read = { different: said('different'), same: said('same') };
      pairs.set(imageId, read);
      return read;
    },
    chosenOver: async (imageIds) => {
      const unknown = imageIds.filter((id) => !chosen.has(id));
      if (unknown.length > 0) {
        for (const id of unknown) chosen.set(id, null);
        const found = await tx.execute<{ image_id: string; duplicate_id: string }>(sql`
          select image_id, duplicate_id from ${duplicatePairs} where chosen and duplicate_id = any(${arrayOf(unknown)})`);
        for (const row of found.rows) chosen.set(row.duplicate_id, row.image_id);
      }
      return new Map(
        imageIds.flatMap((id) => {
          const keeper = chosen.get(id);
          return typeof keeper === 'string' ? [[id, keeper] as const] : [];
        }),
      );
    },
    passedOver: async (imageIds) => {
      if (imageIds.length === 0) return [];
      const found = await tx.execute<{ id: string }>(sql`
        select duplicate_id as id from ${duplicatePairs} where chosen and image_id = any(${arrayOf(imageIds)})`);
      return found.rows.map(({ id }) => id);
    },
  };
};
