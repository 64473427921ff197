import { and, eq, inArray, sql } from 'drizzle-orm';
import {
  comparedImages,
  duplicateFindings,
  likelyCopies,
  type DuplicateFindingRow,
} from '../../library/duplicates.schema.ts';
import { lockProject } from '../../library/project-lock.ts';
import { images } from '../../library/schema.ts';
import type { Database, Queryable, Transaction } from '../../platform/database/database.ts';
import type { LikelyPair } from './group-copies.rules.ts';

/** How far the finding in a project is; `undefined` when it was never asked for. */
export const readFinding = async (db: Queryable, projectId: string): Promise<DuplicateFindingRow | undefined> => {
  const [row] = await db.select().from(duplicateFindings).where(eq(duplicateFindings.projectId, projectId));
  return row;
};

/** Writes how far the finding in a project is; a project that is gone is passed over. */
export const writeFinding = async (
  db: Queryable,
  projectId: string,
  finding: Partial<Omit<DuplicateFindingRow, 'projectId'>> & Pick<DuplicateFindingRow, 'status'>,
): Promise<void> => {
  await db
    .insert(duplicateFindings)
    .values({ projectId, ...finding })
    .onConflictDoUpdate({ target: duplicateFindings.projectId, set: finding });
};

/** What the images of a project looked like when they were compared, by image. */
export const readCompared = async (
  db: Queryable,
  { projectId, comparedBy }: { readonly projectId: string; readonly comparedBy: string },
): Promise<ReadonlyMap<string, number>> => {
  const rows = await db
    .select({ imageId: comparedImages.imageId, digest: comparedImages.digest })
    .from(comparedImages)
    .where(and(eq(comparedImages.projectId, projectId), eq(comparedImages.comparedBy, comparedBy)));
  return new Map(rows.map(({ imageId, digest }) => [imageId, digest]));
};

/** Bytes of images by their ids: what their pictures are found by. */
export const readDigests = async (db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: images.id, sha256: images.sha256 })
    .from(images)
    .where(inArray(images.id, [...ids]));
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
};

/** An image that was compared with all others. */
export type ComparedImage = { readonly imageId: string; readonly digest: number };

/** Lets go what was found of images that are compared anew. */
export const forgetPairs = (db: Database, projectId: string, imageIds: readonly string[]): Promise<void> =>
  db.transaction(async (tx) => {
    if (imageIds.length === 0) return;
    await lockProject(tx, projectId);
    const ids = sql`${sql.param([...imageIds])}::uuid[]`;
    await tx.execute(sql`delete from ${likelyCopies} where image_id = any(${ids}) or other_id = any(${ids})`);
  });

/** Writes what was found, and which images are done by it. What has gone meanwhile is passed over. */
export const writeCompared = (
  db: Database,
  {
    projectId,
    comparedBy,
    pairs,
    compared,
  }: {
    readonly projectId: string;
    readonly comparedBy: string;
    readonly pairs: readonly LikelyPair[];
    readonly compared: readonly ComparedImage[];
  },
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    await writePairs(tx, projectId, pairs);
    if (compared.length > 0) {
      await tx.execute(sql`
        insert into ${comparedImages} (image_id, project_id, compared_by, digest)
        select images.id, images.project_id, ${comparedBy}, done.digest
        from jsonb_to_recordset(${JSON.stringify(compared)}::jsonb) as done("imageId" uuid, digest bigint)
        join ${images} on images.id = done."imageId"
        on conflict (image_id) do update set compared_by = excluded.compared_by, digest = excluded.digest`);
    }
  });

const writePairs = async (tx: Transaction, projectId: string, pairs: readonly LikelyPair[]): Promise<void> => {
  if (pairs.length === 0) return;
  const ordered = pairs.map(({ a, b, ...pair }) => (a < b ? { a, b, ...pair } : { a: b, b: a, ...pair }));
  await tx.execute(sql`
    insert into ${likelyCopies} (project_id, image_id, other_id, kind, sureness)
    select ${projectId}, one.id, other.id, found.kind, found.sureness
    from jsonb_to_recordset(${JSON.stringify(ordered)}::jsonb) as found(a uuid, b uuid, kind text, sureness real)
    join ${images} one on one.id = found.a join ${images} other on other.id = found.b
    on conflict (image_id, other_id) do update set kind = excluded.kind, sureness = excluded.sureness`);
};
