import { and, eq, sql } from 'drizzle-orm';
import { gatherReads } from '../platform/database/gather-reads.ts';
import type { Queryable } from '../platform/database/database.ts';
import type { Principal } from '../platform/http/principal.ts';
import { isThere } from './ownership.ts';
import { projects } from './schema.ts';
import { projectTotals } from './totals.schema.ts';
import { onFirstUse } from '../platform/database/on-first-use.ts';

/** What lists of images are made of, for one principal. */
export type ImageRevision = {
  /** Those who may see the same images. */
  readonly audience: string;
  /** Another text after every change of these images. */
  readonly revision: string;
};

/** Tells whose images somebody may see, and whether any of them has changed since. */
export type ReadImageRevision = (principal: Pick<Principal, 'role' | 'userId'>) => Promise<ImageRevision>;

const EVERYBODY = 'all';

/** All revisions of all projects as one short text; projects that go or come make it another too. */
const digest = sql<string>`md5(string_agg(${projectTotals.projectId} || ':' || ${projectTotals.revision}, ',' order by ${projectTotals.projectId}))`;

/** Every request for a list asks these, so the statements are made once. */
const prepareRevisions = (db: Queryable) => {
  const ofOwners = onFirstUse(() =>
    db
      .select({ audience: projects.ownerId, digest })
      .from(projects)
      .innerJoin(projectTotals, eq(projectTotals.projectId, projects.id))
      .where(and(sql`${projects.ownerId} = any(${sql.placeholder('owners')}::uuid[])`, isThere))
      .groupBy(projects.ownerId)
      .prepare('image_revisions_of_owners'),
  );
  const ofAll = onFirstUse(() =>
    db
      .select({ digest })
      .from(projects)
      .innerJoin(projectTotals, eq(projectTotals.projectId, projects.id))
      .where(isThere)
      .prepare('image_revision_of_all'),
  );
  return async (audiences: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const owners = audiences.filter((audience) => audience !== EVERYBODY);
    const [own, all] = await Promise.all([
      owners.length === 0 ? [] : ofOwners().execute({ owners }),
      owners.length === audiences.length ? [] : ofAll().execute(),
    ]);
    return new Map([
      ...own.map((row) => [String(row.audience), row.digest] as const),
      ...all.map((row) => [EVERYBODY, row.digest] as const),
    ]);
  };
};

/** Opens the reading of revisions; those that are asked for at the same time are read at once. */
export const openImageRevisions = (db: Queryable): ReadImageRevision => {
  const read = gatherReads(prepareRevisions(db));
  return async ({ role, userId }) => {
    const audience = role === 'admin' ? EVERYBODY : userId;
    return { audience, revision: (await read(audience)) ?? '' };
  };
};
