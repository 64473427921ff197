import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import { acceptances, acceptedLabels, imageSuggestions } from '../../library/suggestions.schema.ts';
import type { AcceptanceRow } from '../../library/suggestions.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { isOpen, listCondition } from './suggestions.repository.ts';
import type { ListFilters, Viewer } from './suggestions.repository.ts';

/** Which suggestions of a list are accepted. */
export type Selection = {
  readonly runId: string;
  readonly list: 'suggested' | 'doubtful';
  readonly filters: Partial<ListFilters>;
  /** These images only. */
  readonly imageIds: readonly string[] | undefined;
};

const selected = ({ runId, list, filters, imageIds }: Selection) =>
  and(
    listCondition(runId, list, filters),
    imageIds === undefined ? undefined : inArray(imageSuggestions.imageId, [...imageIds]),
  );

/** Which of these images a selection does not have. */
export const missingSuggestions = async (db: Queryable, selection: Selection): Promise<readonly string[]> => {
  const { imageIds = [] } = selection;
  if (imageIds.length === 0) return [];
  const rows = await db
    .select({ id: imageSuggestions.imageId })
    .from(imageSuggestions)
    .where(selected({ ...selection, filters: {} }));
  const there = new Set(rows.map(({ id }) => id));
  return imageIds.filter((id) => !there.has(id));
};

/** How many images of a selection would get each label, and how many have been changed since. */
export const countSelection = async (
  db: Queryable,
  selection: Selection,
): Promise<readonly { readonly label: string; readonly images: number; readonly changed: number }[]> =>
  db
    .select({
      label: imageSuggestions.label,
      images: sql<number>`(count(*) filter (where ${isOpen}))::int`,
      changed: sql<number>`(count(*) filter (where not ${isOpen}))::int`,
    })
    .from(imageSuggestions)
    .innerJoin(images, eq(images.id, imageSuggestions.imageId))
    .where(selected(selection))
    .groupBy(imageSuggestions.label)
    .orderBy(imageSuggestions.label);

/** Writes an act down, with what it is to change and what was there. */
export const insertAcceptance = async (
  tx: Transaction,
  acceptance: typeof acceptances.$inferInsert,
  selection: Selection,
): Promise<void> => {
  await tx.insert(acceptances).values(acceptance);
  await tx.execute(sql`
    insert into ${acceptedLabels} (acceptance_id, image_id, label, label_before, edited_before, state)
    select ${acceptance.id}, ${images.id}, ${imageSuggestions.label}, ${images.label}, ${images.edited} ? 'label', 'wanted'
      from ${imageSuggestions} join ${images} on ${images.id} = ${imageSuggestions.imageId}
     where ${selected(selection)} and ${isOpen}`);
};

/** An act, locked until the transaction ends; `null` when there is none. */
export const lockAcceptance = async (tx: Transaction, id: string): Promise<AcceptanceRow | null> => {
  const [row] = await tx.select().from(acceptances).where(eq(acceptances.id, id)).for('no key update');
  return row ?? null;
};

/** The project of an act; `null` when there is no such act. */
export const projectOfAcceptance = async (db: Queryable, id: string): Promise<string | null> => {
  const [row] = await db.select({ projectId: acceptances.projectId }).from(acceptances).where(eq(acceptances.id, id));
  return row?.projectId ?? null;
};

/** Changes the state of an act. */
export const updateAcceptance = async (
  tx: Transaction,
  id: string,
  columns: Partial<Pick<AcceptanceRow, 'status' | 'undoneAt'>>,
): Promise<void> => {
  await tx.update(acceptances).set(columns).where(eq(acceptances.id, id));
};

/**
 * Writes the next labels of an act, as those of a person; what somebody has changed since is passed over. Returns how many
 * images it came past.
 */
export const writeNextLabels = async (tx: Transaction, acceptanceId: string, limit: number): Promise<number> => {
  const { rowCount } = await tx.execute(sql`
    with part as (
      select image_id, label, label_before, edited_before from ${acceptedLabels}
       where acceptance_id = ${acceptanceId} and state = 'wanted' order by image_id limit ${limit}
    ), written as (
      update ${images} as image
         set label = part.label, updated_at = now(),
             edited = case when image.edited ? 'label' then image.edited else image.edited || '["label"]' end
        from part
       where image.id = part.image_id and image.label is not distinct from part.label_before
         and (image.edited ? 'label') = part.edited_before
      returning image.id
    )
    update ${acceptedLabels} as accepted
       set state = case when part.image_id in (select id from written) then 'written' else 'passed' end
      from part where accepted.acceptance_id = ${acceptanceId} and accepted.image_id = part.image_id`);
  return rowCount ?? 0;
};

/** Gives the next images of an act back what they had; what somebody has changed since is left. Returns how many it came past. */
export const restoreNextLabels = async (tx: Transaction, acceptanceId: string, limit: number): Promise<number> => {
  const { rowCount } = await tx.execute(sql`
    with part as (
      select image_id, label, label_before, edited_before from ${acceptedLabels}
       where acceptance_id = ${acceptanceId} and state = 'written' order by image_id limit ${limit}
    ), restored as (
      update ${images} as image
         set label = part.label_before, updated_at = now(),
             edited = case when part.edited_before then image.edited else image.edited - 'label' end
        from part
       where image.id = part.image_id and image.label = part.label and image.edited ? 'label'
      returning image.id
    )
    update ${acceptedLabels} as accepted
       set state = case when part.image_id in (select id from restored) then 'restored' else 'left' end
      from part where accepted.acceptance_id = ${acceptanceId} and accepted.image_id = part.image_id`);
  return rowCount ?? 0;
};

/** Gives up what an act has not written yet. */
export const dropWanted = async (tx: Transaction, acceptanceId: string): Promise<void> => {
  await tx
    .update(acceptedLabels)
    .set({ state: 'passed' })
    .where(and(eq(acceptedLabels.acceptanceId, acceptanceId), eq(acceptedLabels.state, 'wanted')));
};

/** An act with the number of its images by what became of them. */
export type CountedAcceptance = {
  readonly acceptance: AcceptanceRow;
  readonly counts: Readonly<Partial<Record<string, number>>>;
};

const withCounts = async (db: Queryable, rows: readonly AcceptanceRow[]): Promise<CountedAcceptance[]> => {
  if (rows.length === 0) return [];
  const counted = await db
    .select({ id: acceptedLabels.acceptanceId, state: acceptedLabels.state, images: count() })
    .from(acceptedLabels)
    .where(
      inArray(
        acceptedLabels.acceptanceId,
        rows.map(({ id }) => id),
      ),
    )
    .groupBy(acceptedLabels.acceptanceId, acceptedLabels.state);
  return rows.map((acceptance) => ({
    acceptance,
    counts: Object.fromEntries(
      counted.filter(({ id }) => id === acceptance.id).map(({ state, images }) => [state, images]),
    ),
  }));
};

/** An act that the viewer may see; `null` when there is none. */
export const findAcceptance = async (db: Queryable, viewer: Viewer, id: string): Promise<CountedAcceptance | null> => {
  const rows = await db
    .select({ acceptance: acceptances })
    .from(acceptances)
    .innerJoin(projects, eq(projects.id, acceptances.projectId))
    .where(and(eq(acceptances.id, id), ownProject(viewer)));
  const [found] = await withCounts(
    db,
    rows.map(({ acceptance }) => acceptance),
  );
  return found ?? null;
};

/** The acts that a viewer may see, newest first. */
export const listAcceptances = async (
  db: Queryable,
  viewer: Viewer,
  {
    projectId,
    limit,
    offset,
  }: { readonly projectId: string | undefined; readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: CountedAcceptance[]; readonly total: number }> => {
  const where = and(ownProject(viewer), projectId === undefined ? undefined : eq(acceptances.projectId, projectId));
  const [rows, [counted]] = await Promise.all([
    db
      .select({ acceptance: acceptances })
      .from(acceptances)
      .innerJoin(projects, eq(projects.id, acceptances.projectId))
      .where(where)
      .orderBy(desc(acceptances.id))
      .limit(limit)
      .offset(offset),
    db
      .select({ total: count() })
      .from(acceptances)
      .innerJoin(projects, eq(projects.id, acceptances.projectId))
      .where(where),
  ]);
  const found = await withCounts(
    db,
    rows.map(({ acceptance }) => acceptance),
  );
  return { rows: found, total: counted?.total ?? 0 };
};
