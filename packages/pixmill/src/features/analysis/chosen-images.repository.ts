import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { imageAnalyses } from '../../library/analysis.schema.ts';
import { imageFilterCondition, type ImageFilters } from '../../library/image-filters.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { ASKED_ANEW } from './image-end.rules.ts';

/** Which images of a project are to be analysed again. */
export type Choice = {
  readonly projectId: string;
  readonly imageIds?: readonly string[] | undefined;
  readonly filters?: ImageFilters | undefined;
  /** Only by this one. */
  readonly analyser?: string | undefined;
  readonly olderThanVersion?: number | undefined;
  readonly only: 'missing' | 'failed' | 'all';
  /** What has been analysed since then is left alone: doing it twice changes nothing. */
  readonly requestedAt: Date;
};

/** Where one part of a choice ends: the time of making as PostgreSQL writes it, which is finer than a Date, and the id. */
export type PartEnd = { readonly createdAt: string; readonly id: string };

/** The project of somebody, and the analysers of its own; `null` when there is none. */
export const findOwnProject = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  id: string,
): Promise<{ readonly ownerId: string | null; readonly analyzers: readonly string[] | null } | null> => {
  const [found] = await db
    .select({ ownerId: projects.ownerId, analyzers: projects.analyzers })
    .from(projects)
    .where(and(eq(projects.id, id), ownProject(principal)));
  return found ?? null;
};

const rowOf = (analyser: string, condition: SQL): SQL => sql`exists (select from image_analyses as done
  where done.image_id = ${images.id} and done.analyser = ${analyser} and ${condition})`;

/** Missing, failed or all, of one analyser or of those of the project. */
const stateOf = ({ only, analyser }: Choice, analysers: readonly string[]): SQL | undefined => {
  if (only === 'all') return undefined;
  if (only === 'failed') {
    return analyser === undefined ? eq(images.aiStatus, 'failed') : rowOf(analyser, sql`done.error is not null`);
  }
  const names = JSON.stringify(analyser === undefined ? analysers : [analyser]);
  return sql`exists (select from jsonb_array_elements_text(${names}::jsonb) as asked (name)
    where not exists (select from image_analyses as done
      where done.image_id = ${images.id} and done.analyser = asked.name))`;
};

const conditionOf = (choice: Choice, analysers: readonly string[]): SQL | undefined => {
  const { projectId, imageIds, filters, analyser, olderThanVersion, requestedAt } = choice;
  const since = requestedAt.toISOString();
  return and(
    eq(images.projectId, projectId),
    imageIds === undefined ? undefined : inArray(images.id, [...imageIds]),
    filters === undefined ? undefined : imageFilterCondition(filters),
    stateOf(choice, analysers),
    analyser === undefined || olderThanVersion === undefined
      ? undefined
      : rowOf(analyser, sql`done.version < ${olderThanVersion}`),
    sql`not exists (select from image_analyses as done where done.image_id = ${images.id}
      and done.finished_at >= ${since}::timestamptz ${analyser === undefined ? sql`` : sql`and done.analyser = ${analyser}`})`,
  );
};

/** How many images are chosen. */
export const countChosen = async (db: Queryable, choice: Choice, analysers: readonly string[]): Promise<number> => {
  // With two tables the columns have their tables' names, which the questions above need.
  const [row] = await db
    .select({ images: count() })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(conditionOf(choice, analysers));
  return row?.images ?? 0;
};

/** The next chosen images, in the order of their making. */
export const nextChosen = async (
  db: Queryable,
  choice: Choice,
  {
    analysers,
    after,
    most,
  }: { readonly analysers: readonly string[]; readonly after: PartEnd | null; readonly most: number },
): Promise<readonly PartEnd[]> =>
  db
    .select({ id: images.id, createdAt: sql<string>`${images.createdAt}::text` })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(
      and(
        conditionOf(choice, analysers),
        after === null
          ? undefined
          : sql`(${images.createdAt}, ${images.id}) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(images.createdAt), asc(images.id))
    .limit(most);

/**
 * Lets images be analysed again, in the caller's transaction, which holds the project's lock: as a whole, or by one
 * analyser or where something is missing. Those that wait for everything anyway go on waiting for it.
 */
export const markChosen = async (
  tx: Transaction,
  { analyser, only }: Pick<Choice, 'analyser' | 'only'>,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return;
  if (analyser !== undefined && only !== 'missing') {
    await tx
      .update(imageAnalyses)
      .set({ version: ASKED_ANEW })
      .where(and(inArray(imageAnalyses.imageId, [...ids]), eq(imageAnalyses.analyser, analyser)));
  }
  const isWhole = analyser === undefined && only === 'all';
  await tx
    .update(images)
    .set({
      aiStatus: 'pending',
      aiError: null,
      aiAttempts: 0,
      aiResumeAt: isWhole
        ? null
        : sql`case when ai_status = 'pending' and ai_resume_at is null then null else now() end`,
    })
    .where(inArray(images.id, [...ids]));
};
