import { and, count, desc, eq, isNotNull } from 'drizzle-orm';
import { images } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';

const MOST_LABELS = 500;

/** The labels of a project's kept images, the most frequent first. */
export const projectLabels = async (db: Queryable, projectId: string): Promise<readonly string[]> => {
  const rows = await db
    .select({ label: images.label })
    .from(images)
    .where(and(eq(images.projectId, projectId), eq(images.status, 'kept'), isNotNull(images.label)))
    .groupBy(images.label)
    .orderBy(desc(count()), images.label)
    .limit(MOST_LABELS);
  return rows.flatMap(({ label }) => label ?? []);
};
