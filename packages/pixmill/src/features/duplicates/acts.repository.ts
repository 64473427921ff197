import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { CopyState } from '../../library/copy-decisions.ts';
import {
  duplicateActImages,
  duplicateActs,
  duplicateGroups,
  type DuplicateActRow,
} from '../../library/duplicates.schema.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { rowsOf } from '../../platform/http/pages.ts';
import type { Principal } from '../../platform/http/principal.ts';

const ROWS_AT_ONCE = 5_000;

/** Begins an act, in the transaction that decides. */
export const beginAct = async (
  tx: Transaction,
  act: Pick<DuplicateActRow, 'projectId' | 'userId' | 'decision' | 'rule'>,
): Promise<string> => {
  const id = uuidv7();
  await tx.insert(duplicateActs).values({ id, ...act, groups: 0, images: 0 });
  return id;
};

/** Writes what an act decided about, and how the images stood that it changed. */
export const endAct = async (
  tx: Transaction,
  id: string,
  { groupIds, before }: { readonly groupIds: readonly string[]; readonly before: readonly CopyState[] },
): Promise<void> => {
  for (let start = 0; start < before.length; start += ROWS_AT_ONCE) {
    await tx.insert(duplicateActImages).values(
      before.slice(start, start + ROWS_AT_ONCE).map(({ imageId, status, duplicateOf, code, detail }) => ({
        actId: id,
        imageId,
        statusBefore: status,
        duplicateOfBefore: duplicateOf,
        codeBefore: code,
        detailBefore: detail,
      })),
    );
  }
  await tx
    .update(duplicateGroups)
    .set({ actId: id })
    .where(inArray(duplicateGroups.id, [...groupIds]));
  await tx
    .update(duplicateActs)
    .set({ groups: groupIds.length, images: before.length })
    .where(eq(duplicateActs.id, id));
};

/** How the images stood that an act changed, and that are there still. */
export const readBefore = async (tx: Transaction, id: string): Promise<CopyState[]> => {
  const rows = await tx.select().from(duplicateActImages).where(eq(duplicateActImages.actId, id));
  return rows.map(({ imageId, statusBefore, duplicateOfBefore, codeBefore, detailBefore }) => ({
    imageId,
    status: statusBefore,
    duplicateOf: duplicateOfBefore,
    code: codeBefore,
    detail: detailBefore,
  }));
};

/** Marks an act as taken back; its groups are to be decided about again. */
export const markUndone = async (tx: Transaction, id: string): Promise<void> => {
  await tx.update(duplicateGroups).set({ actId: null }).where(eq(duplicateGroups.actId, id));
  await tx.update(duplicateActs).set({ undoneAt: new Date() }).where(eq(duplicateActs.id, id));
};

/** An act in somebody's project; `null` when there is none. */
export const findAct = async (
  db: Queryable,
  viewer: Pick<Principal, 'role' | 'userId'>,
  id: string,
): Promise<DuplicateActRow | null> => {
  const [found] = await db
    .select({ row: duplicateActs })
    .from(duplicateActs)
    .innerJoin(projects, eq(projects.id, duplicateActs.projectId))
    .where(and(eq(duplicateActs.id, id), ownProject(viewer)));
  return found?.row ?? null;
};

/** A page of what was decided in a project, the newest first. */
export const listActs = async (
  db: Queryable,
  projectId: string,
  query: { readonly page?: number; readonly limit?: number },
): Promise<{ readonly rows: readonly DuplicateActRow[]; readonly total: number }> => {
  const { limit, offset } = rowsOf(query);
  const rows = await db
    .select()
    .from(duplicateActs)
    .where(eq(duplicateActs.projectId, projectId))
    .orderBy(desc(duplicateActs.id))
    .limit(limit)
    .offset(offset);
  return { rows, total: await db.$count(duplicateActs, eq(duplicateActs.projectId, projectId)) };
};

/** What the mill has found to be duplicates of some images: they go where those go. */
export const readDependents = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly of: string }[]> => {
  const rows = await tx
    .select({ id: images.id, of: images.duplicateOf })
    .from(images)
    .where(sql`${images.duplicateOf} = any(${sql.param([...ids])}::uuid[])`);
  return rows.flatMap(({ id, of }) => (of === null ? [] : [{ id, of }]));
};
