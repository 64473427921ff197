import { and, asc, count, eq, gt, inArray, isNotNull, notInArray, sql } from 'drizzle-orm';
import type { SuggestionRequest } from '../../library/suggestions.ts';
import { images } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';

/** An image as it is when a run begins. */
export type LabelledImage = {
  readonly id: string;
  readonly label: string | null;
  /** Whether a person has written its label. */
  readonly isEdited: boolean;
};

const PAGE = 10_000;

const isEdited = sql<boolean>`${images.edited} ? 'label'`;

const keptOf = (projectId: string) => and(eq(images.projectId, projectId), eq(images.status, 'kept'));

/** The kept images of a project with their labels, by id; read in pages. */
export const readLabels = async function* (db: Queryable, projectId: string): AsyncGenerator<LabelledImage> {
  for (let last: string | undefined; ;) {
    const rows = await db
      .select({ id: images.id, label: images.label, isEdited })
      .from(images)
      .where(and(keptOf(projectId), last === undefined ? undefined : gt(images.id, last)))
      .orderBy(asc(images.id))
      .limit(PAGE);
    yield* rows;
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < PAGE) return;
  }
};

/** How many kept images a project has. */
export const countKept = async (db: Queryable, projectId: string): Promise<number> =>
  db.$count(images, keptOf(projectId));

/** Which of these images are no kept ones of a project. */
export const missingExamples = async (
  db: Queryable,
  projectId: string,
  ids: readonly string[],
): Promise<readonly string[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .where(and(keptOf(projectId), inArray(images.id, [...ids])));
  const there = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
};

/** How many examples of each label a request has, whether they can be compared or not. */
export const countExamples = async (
  db: Queryable,
  projectId: string,
  { labels, examples }: Pick<SuggestionRequest, 'labels' | 'examples'>,
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  if (labels !== 'none') {
    const rows = await db
      .select({ label: images.label, images: count() })
      .from(images)
      .where(
        and(
          keptOf(projectId),
          isNotNull(images.label),
          labels === 'people' ? isEdited : undefined,
          examples.length === 0
            ? undefined
            : notInArray(
                images.id,
                examples.map(({ imageId }) => imageId),
              ),
        ),
      )
      .groupBy(images.label);
    for (const row of rows) if (row.label !== null) counts.set(row.label, row.images);
  }
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
};
