import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import { imageSuggestions, suggestionRuns } from '../../library/suggestions.schema.ts';
import type { ImageSuggestionRow, SuggestionRunRow } from '../../library/suggestions.schema.ts';
import type { SuggestionList } from '../../library/suggestions.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { FoundSuggestion } from './findings.ts';

/** Who asks: an admin may see everything. */
export type Viewer = Pick<Principal, 'role' | 'userId'>;

/** Ended runs of a project that are kept. */
const KEPT_RUNS = 3;

/** Writes a run down. */
export const insertRun = async (
  tx: Transaction,
  run: typeof suggestionRuns.$inferInsert,
): Promise<SuggestionRunRow> => {
  const [row] = await tx.insert(suggestionRuns).values(run).returning();
  if (row === undefined) throw new Error('A run that was just written is gone.');
  return row;
};

/** A run that has not ended, of a project; `null` when there is none. */
export const findOpenRun = async (tx: Transaction, projectId: string): Promise<SuggestionRunRow | null> => {
  const [row] = await tx
    .select()
    .from(suggestionRuns)
    .where(and(eq(suggestionRuns.projectId, projectId), inArray(suggestionRuns.status, ['pending', 'running'])))
    .limit(1);
  return row ?? null;
};

/** A run; `null` when there is none. */
export const readRun = async (db: Queryable, id: string): Promise<SuggestionRunRow | null> => {
  const [row] = await db.select().from(suggestionRuns).where(eq(suggestionRuns.id, id));
  return row ?? null;
};

/** The same, locked until the transaction ends. */
export const lockRun = async (tx: Transaction, id: string): Promise<SuggestionRunRow | null> => {
  const [row] = await tx.select().from(suggestionRuns).where(eq(suggestionRuns.id, id)).for('no key update');
  return row ?? null;
};

/** A run that the viewer may see; `null` when there is none. */
export const findRun = async (db: Queryable, viewer: Viewer, id: string): Promise<SuggestionRunRow | null> => {
  const [found] = await db
    .select({ run: suggestionRuns })
    .from(suggestionRuns)
    .innerJoin(projects, eq(projects.id, suggestionRuns.projectId))
    .where(and(eq(suggestionRuns.id, id), ownProject(viewer)));
  return found?.run ?? null;
};

/** The runs of a project, newest first. */
export const listRuns = async (
  db: Queryable,
  projectId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: SuggestionRunRow[]; readonly total: number }> => {
  const where = eq(suggestionRuns.projectId, projectId);
  const [rows, total] = await Promise.all([
    db.select().from(suggestionRuns).where(where).orderBy(desc(suggestionRuns.id)).limit(limit).offset(offset),
    db.$count(suggestionRuns, where),
  ]);
  return { rows, total };
};

/** Changes a run. */
export const updateRun = async (
  tx: Transaction,
  id: string,
  columns: Partial<Pick<SuggestionRunRow, 'status' | 'facts' | 'errorCode' | 'errorDetail' | 'finishedAt'>>,
): Promise<void> => {
  await tx.update(suggestionRuns).set(columns).where(eq(suggestionRuns.id, id));
};

/** Removes what a try that died has written. */
export const clearRun = async (tx: Transaction, runId: string): Promise<void> => {
  await tx.delete(imageSuggestions).where(eq(imageSuggestions.runId, runId));
};

/** Removes the ended runs of a project but the newest ones. */
export const removeOlderRuns = async (tx: Transaction, projectId: string): Promise<void> => {
  await tx.execute(sql`
    delete from ${suggestionRuns} where id in (
      select id from ${suggestionRuns}
       where project_id = ${projectId} and status in ('completed', 'failed')
       order by id desc offset ${KEPT_RUNS})`);
};

/** Writes a part of a list; images that are gone or have become duplicates are left out. */
export const writeSuggestions = async (
  tx: Transaction,
  { runId, list }: { readonly runId: string; readonly list: SuggestionList },
  found: readonly FoundSuggestion[],
): Promise<void> => {
  if (found.length === 0) return;
  const given = found.map((one) => ({
    position: one.position,
    image_id: one.imageId,
    label: one.label,
    confidence: one.confidence,
    given_confidence: one.givenConfidence,
    certain: one.certain,
    alternatives: one.alternatives,
    label_then: one.labelThen,
    edited_then: one.editedThen,
  }));
  await tx.execute(sql`
    insert into ${imageSuggestions} (run_id, list, position, image_id, label, confidence, given_confidence, certain,
                                     alternatives, label_then, edited_then)
    select ${runId}, ${list}, given.position, given.image_id, given.label, given.confidence, given.given_confidence,
           given.certain, given.alternatives, given.label_then, given.edited_then
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (position int, image_id uuid, label text,
           confidence real, given_confidence real, certain boolean, alternatives jsonb, label_then text,
           edited_then boolean)
      join ${images} on ${images.id} = given.image_id and ${images.status} = 'kept'`);
};

/** The label of an image is what it was when the run began: nobody has said anything else since. */
export const isOpen = sql<boolean>`(${images.status} = 'kept' and ${images.label} is not distinct from ${imageSuggestions.labelThen}
  and (${images.edited} ? 'label') = ${imageSuggestions.editedThen})`;

/** What is asked of a list. */
export type ListFilters = {
  readonly label?: string;
  readonly minConfidence?: number;
  readonly certain?: boolean;
  /** Only images whose label nobody has changed since. */
  readonly open: boolean;
};

/** What a list says of an image, and the image. */
export type ListedImage = {
  readonly image: ImageRow;
  readonly suggestion: ImageSuggestionRow;
  readonly isOpen: boolean;
};

/** As precise as confidences are told; PostgreSQL refuses what is nearly nothing as out of range. */
const rounded = (confidence: number): number => Math.round(confidence * 1e6) / 1e6;

/** The condition of a list of a run. */
export const listCondition = (runId: string, list: SuggestionList, filters: Partial<ListFilters>) =>
  and(
    eq(imageSuggestions.runId, runId),
    eq(imageSuggestions.list, list),
    filters.label === undefined ? undefined : eq(imageSuggestions.label, filters.label),
    filters.minConfidence === undefined
      ? undefined
      : sql`${imageSuggestions.confidence} >= ${rounded(filters.minConfidence)}::real`,
    filters.certain === undefined ? undefined : eq(imageSuggestions.certain, filters.certain),
    filters.open === true ? isOpen : undefined,
  );

/** A page of a list, from a position on. */
export const readList = async (
  db: Queryable,
  { runId, list, filters }: { readonly runId: string; readonly list: SuggestionList; readonly filters: ListFilters },
  { after, limit, offset }: { readonly after: number | null; readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: ListedImage[]; readonly total: number; readonly nextPosition: number | null }> => {
  const where = listCondition(runId, list, filters);
  const [rows, [counted]] = await Promise.all([
    db
      .select({ image: images, suggestion: imageSuggestions, isOpen })
      .from(imageSuggestions)
      .innerJoin(images, eq(images.id, imageSuggestions.imageId))
      .where(and(where, after === null ? undefined : sql`${imageSuggestions.position} > ${after}`))
      .orderBy(asc(imageSuggestions.position))
      .limit(limit + 1)
      .offset(offset),
    db
      .select({ total: sql<number>`count(*)::int` })
      .from(imageSuggestions)
      .innerJoin(images, eq(images.id, imageSuggestions.imageId))
      .where(where),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1)?.suggestion.position ?? null;
  return { rows: shown, total: counted?.total ?? 0, nextPosition: rows.length > limit ? last : null };
};
