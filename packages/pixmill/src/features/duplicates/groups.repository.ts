import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { hashDistance } from '../../imaging/hash-distance.ts';
import {
  duplicateGroupImages,
  duplicateGroups,
  likelyCopies,
  type DuplicateGroupRow,
} from '../../library/duplicates.schema.ts';
import { ownProject } from '../../library/ownership.ts';
import { duplicatePairs, images, projects, type ImageRow } from '../../library/schema.ts';
import { sortedRows } from '../../library/sorted-rows.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { CopyFacts, CopyGroup, LikelyPair } from './group-copies.rules.ts';
import type { SettledCopy } from './groups.service.ts';

type Viewer = Pick<Principal, 'role' | 'userId'>;

const FACTS = {
  id: images.id,
  width: images.width,
  height: images.height,
  bytes: images.bytes,
  licenceRank: images.licenceRank,
  jobId: images.jobId,
  seenOrder: images.seenOrder,
};

const other = alias(images, 'other');

/** Pairs of kept images that are likely copies and that nobody has decided about. */
export const readLikely = async (
  tx: Transaction,
  projectId: string,
): Promise<{ readonly pairs: readonly LikelyPair[]; readonly facts: ReadonlyMap<string, CopyFacts> }> => {
  const pairs = await tx
    .select({
      a: likelyCopies.imageId,
      b: likelyCopies.otherId,
      kind: likelyCopies.kind,
      sureness: likelyCopies.sureness,
    })
    .from(likelyCopies)
    .innerJoin(images, and(eq(images.id, likelyCopies.imageId), eq(images.status, 'kept')))
    .innerJoin(other, and(eq(other.id, likelyCopies.otherId), eq(other.status, 'kept')))
    .where(
      and(
        eq(likelyCopies.projectId, projectId),
        sql`not exists (select from ${duplicatePairs} said where said.decision is not null and
          ((said.image_id = likely_copies.image_id and said.duplicate_id = likely_copies.other_id) or
           (said.image_id = likely_copies.other_id and said.duplicate_id = likely_copies.image_id)))`,
      ),
    );
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const rows = await tx
    .select(FACTS)
    .from(images)
    .where(sql`${images.id} = any(${sql.param(ids)}::uuid[])`);
  return { pairs, facts: new Map(rows.map((row) => [row.id, row])) };
};

/** The pairs of a project that people called different, the lower id first. */
export const readDifferent = async (tx: Transaction, projectId: string): Promise<ReadonlySet<string>> => {
  const rows = await tx
    .select({ a: duplicatePairs.imageId, b: duplicatePairs.duplicateId })
    .from(duplicatePairs)
    .where(and(eq(duplicatePairs.projectId, projectId), eq(duplicatePairs.decision, 'different')));
  return new Set(rows.map(({ a, b }) => (a < b ? `${a} ${b}` : `${b} ${a}`)));
};

/** The duplicates of a project that hashes have found, without those about which people decided. */
export const readSettled = async (tx: Transaction, projectId: string): Promise<SettledCopy[]> => {
  const hashes = { pixelHash: images.pixelHash, phash: images.phash };
  const kept = {
    id: other.id,
    width: other.width,
    height: other.height,
    bytes: other.bytes,
    licenceRank: other.licenceRank,
    jobId: other.jobId,
    seenOrder: other.seenOrder,
  };
  const rows = await tx
    .select({
      duplicate: FACTS,
      kept,
      hashes,
      keptHashes: { pixelHash: other.pixelHash, phash: other.phash },
    })
    .from(images)
    .innerJoin(other, eq(other.id, images.duplicateOf))
    .where(
      and(
        eq(images.projectId, projectId),
        eq(images.status, 'duplicate'),
        sql`not exists (select from ${duplicatePairs} said where said.decision is not null and
          ((said.image_id = images.id and said.duplicate_id = other.id) or
           (said.image_id = other.id and said.duplicate_id = images.id) or
           (said.chosen and said.duplicate_id = images.id)))`,
      ),
    );
  return rows.map(({ duplicate, kept: better, hashes: own, keptHashes }) => ({
    kept: better,
    duplicate,
    kind: own.pixelHash === keptHashes.pixelHash ? 'exact' : 'near',
    distance: hashDistance(own.phash, keptHashes.phash),
  }));
};

/** A group that was found. */
export type NewGroup = CopyGroup & Pick<DuplicateGroupRow, 'id' | 'state'>;

/** Sureness as it is stored: ten thousandths. */
export const SURENESS_UNIT = 10_000;

/** Rows that are written in one statement. */
const ROWS_AT_ONCE = 2_000;

/** Puts the groups of a project in place of those that nobody decided about. */
export const replaceGroups = async (tx: Transaction, projectId: string, groups: readonly NewGroup[]): Promise<void> => {
  const ids = sql`${sql.param(groups.map(({ id }) => id))}::uuid[]`;
  await tx.execute(sql`
    delete from ${duplicateGroups}
    where project_id = ${projectId} and act_id is null and not (id = any(${ids}))`);
  for (let start = 0; start < groups.length; start += ROWS_AT_ONCE) {
    const some = groups.slice(start, start + ROWS_AT_ONCE);
    await tx
      .insert(duplicateGroups)
      .values(
        some.map(({ id, state, kind, sureness }) => ({
          id,
          projectId,
          state,
          kind,
          sureness: Math.round(sureness * SURENESS_UNIT),
        })),
      )
      .onConflictDoUpdate({
        target: duplicateGroups.id,
        set: { state: sql`excluded.state`, kind: sql`excluded.kind`, sureness: sql`excluded.sureness` },
      });
    const members = some.flatMap(({ id: groupId, members: list }) =>
      list.map(({ id: imageId, kind, sureness }, position) => ({ groupId, imageId, kind, sureness, position })),
    );
    for (let from = 0; from < members.length; from += ROWS_AT_ONCE) {
      await tx
        .insert(duplicateGroupImages)
        .values(members.slice(from, from + ROWS_AT_ONCE))
        .onConflictDoUpdate({
          target: [duplicateGroupImages.groupId, duplicateGroupImages.imageId],
          set: { kind: sql`excluded.kind`, sureness: sql`excluded.sureness`, position: sql`excluded.position` },
        });
    }
  }
};

/**
 * Whether a group still asks something: of an open one two images are kept; of a settled one an image stands for another.
 */
const isAlive = sql`case when ${duplicateGroups.state} = 'open' then
    (select count(*) from duplicate_group_images m join images i on i.id = m.image_id
      where m.group_id = duplicate_groups.id and i.status = 'kept') > 1
  else exists (select from duplicate_group_images m join images i on i.id = m.image_id
      join duplicate_group_images b on b.group_id = m.group_id and b.image_id = i.duplicate_of
      where m.group_id = duplicate_groups.id and i.status = 'duplicate') end`;

/** What a list of groups is filtered by. */
export type GroupFilters = {
  readonly projectId: string;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  /** 0..1 */
  readonly minSureness?: number | undefined;
};

const conditionOf = ({ projectId, state, kind, minSureness }: GroupFilters): SQL | undefined =>
  and(
    eq(duplicateGroups.projectId, projectId),
    sql`${duplicateGroups.actId} is null`,
    state === undefined ? undefined : sql`${duplicateGroups.state} = ${state}`,
    kind === undefined ? undefined : sql`${duplicateGroups.kind} = ${kind}`,
    minSureness === undefined
      ? undefined
      : sql`${duplicateGroups.sureness} >= ${Math.ceil(minSureness * SURENESS_UNIT - 1e-6)}`,
    isAlive,
  );

const SORTS = { sureness: { by: duplicateGroups.sureness, type: 'bigint' } } as const;

/** A page of groups, the surest first. Throws `http.bad_cursor`. */
export const listGroups = async (
  db: Queryable,
  filters: GroupFilters,
  query: { readonly page?: number; readonly limit?: number; readonly cursor?: string },
): Promise<{
  readonly rows: readonly DuplicateGroupRow[];
  readonly total: number;
  readonly nextCursor: string | null;
}> => {
  const sorted = sortedRows(query, { sorts: SORTS, fallback: 'sureness', id: duplicateGroups.id });
  const where = conditionOf(filters);
  const found = await db
    .select({ row: duplicateGroups, id: duplicateGroups.id, value: sorted.value })
    .from(duplicateGroups)
    .where(and(where, sorted.after))
    .orderBy(...sorted.orderBy)
    .limit(sorted.limit)
    .offset(sorted.offset);
  const [counted] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(duplicateGroups)
    .where(where);
  const { shown, nextCursor } = sorted.cut(found);
  return { rows: shown.map(({ row }) => row), total: counted?.total ?? 0, nextCursor };
};

/** The ids of the groups that a rule is for, the surest first, and how many more there are. */
export const readGroupIds = async (
  db: Queryable,
  filters: GroupFilters,
  most: number,
): Promise<{ readonly rows: readonly DuplicateGroupRow[]; readonly total: number }> => {
  const where = conditionOf(filters);
  const rows = await db
    .select()
    .from(duplicateGroups)
    .where(where)
    .orderBy(sql`${duplicateGroups.sureness} desc`, sql`${duplicateGroups.id} desc`)
    .limit(most);
  const [counted] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(duplicateGroups)
    .where(where);
  return { rows, total: counted?.total ?? 0 };
};

/** An image of a group. */
export type ShownMember = {
  readonly groupId: string;
  readonly image: ImageRow;
  readonly kind: DuplicateGroupRow['kind'];
  readonly sureness: number;
};

/** The images of some groups that are there, the best first: of open groups those that are kept. */
export const readMembers = async (db: Queryable, groupIds: readonly string[]): Promise<ShownMember[]> => {
  if (groupIds.length === 0) return [];
  const { groupId, kind, sureness, position } = duplicateGroupImages;
  return db
    .select({ groupId, image: images, kind, sureness })
    .from(duplicateGroupImages)
    .innerJoin(duplicateGroups, eq(duplicateGroups.id, groupId))
    .innerJoin(images, eq(images.id, duplicateGroupImages.imageId))
    .where(
      and(inArray(groupId, [...groupIds]), sql`(${duplicateGroups.state} = 'settled' or ${images.status} = 'kept')`),
    )
    .orderBy(groupId, position);
};

/** A group of somebody's project; `null` when there is none. */
export const findGroup = async (db: Queryable, viewer: Viewer, id: string): Promise<DuplicateGroupRow | null> => {
  const [found] = await db
    .select({ row: duplicateGroups })
    .from(duplicateGroups)
    .innerJoin(projects, eq(projects.id, duplicateGroups.projectId))
    .where(and(eq(duplicateGroups.id, id), ownProject(viewer)));
  return found?.row ?? null;
};

/** Whether somebody may see a project. */
export const hasProject = async (db: Queryable, viewer: Viewer, id: string): Promise<boolean> => {
  const rows = await db
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.id, id), ownProject(viewer)));
  return rows.length > 0;
};

/** The ids of the images of a group, also of those that are out of it. */
export const readGroupImageIds = async (db: Queryable, groupId: string): Promise<readonly string[]> => {
  const rows = await db
    .select({ id: duplicateGroupImages.imageId })
    .from(duplicateGroupImages)
    .where(eq(duplicateGroupImages.groupId, groupId))
    .orderBy(duplicateGroupImages.position);
  return rows.map(({ id }) => id);
};

/** How some images stand. */
export const readStanding = (
  db: Queryable,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly status: ImageRow['status']; readonly duplicateOf: string | null }[]> =>
  db
    .select({ id: images.id, status: images.status, duplicateOf: images.duplicateOf })
    .from(images)
    .where(inArray(images.id, [...ids]));
