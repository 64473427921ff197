import { and, eq, sql } from 'drizzle-orm';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import { imageLooks } from '../../library/search.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { AskedLook, LikelyImage } from './similar.repository.ts';

/** The looks of those of these images that somebody may see; `null` where search does not know how one looks. */
export const readExamples = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AskedLook | null>> => {
  const rows = await db
    .select({
      id: images.id,
      palette: imageLooks.palette,
      shape: imageLooks.shape,
      phash: images.phash,
      hashable: images.hashable,
    })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .leftJoin(imageLooks, eq(imageLooks.imageId, images.id))
    .where(and(sql`${images.id} = any (${sql.param([...ids])}::uuid[])`, ownProject(principal)));
  return new Map(
    rows.map(({ id, palette, shape, phash, hashable }) => [
      id,
      palette === null || shape === null ? null : { palette, shape, phash, hashable },
    ]),
  );
};

/** How some images look; those that search does not know are left out. */
export const readLooks = async (db: Queryable, ids: readonly string[]): Promise<LikelyImage[]> =>
  db
    .select({ id: imageLooks.imageId, palette: imageLooks.palette, shape: imageLooks.shape })
    .from(imageLooks)
    .where(sql`${imageLooks.imageId} = any (${sql.param([...ids])}::uuid[])`);
