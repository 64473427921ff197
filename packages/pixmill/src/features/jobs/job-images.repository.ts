import { and, eq, not, sql, type SQL } from 'drizzle-orm';
import { agePage, type AgePageQuery } from '../../library/id-pages.ts';
import { images } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';

/** Which images of a job are asked for. */
export type JobImageFilter = {
  readonly jobId: string;
  readonly isValid?: boolean | undefined;
  readonly isDuplicate?: boolean | undefined;
  /** Issues by which an image is not valid. */
  readonly rejectingIssues: readonly string[];
};

const hasIssue = (issues: readonly string[]): SQL => sql`${images.qualityFlags} ?| ${sql.param([...issues])}::text[]`;

/** A page of the images that a job found, and how many there are. */
export const listJobImages = async (
  db: Queryable,
  { jobId, isValid, isDuplicate, rejectingIssues }: JobImageFilter,
  query: AgePageQuery,
): Promise<{ readonly rows: readonly ImageRow[]; readonly total: number }> => {
  const rejected = hasIssue(rejectingIssues);
  const page = agePage(
    query,
    images.id,
    and(
      eq(images.jobId, jobId),
      isValid === undefined ? undefined : isValid ? not(rejected) : rejected,
      isDuplicate === undefined ? undefined : eq(images.status, isDuplicate ? 'duplicate' : 'kept'),
    ),
  );
  const total = await db.$count(images, page.filter);
  const rows = await db
    .select()
    .from(images)
    .where(page.where)
    .orderBy(page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  return { rows, total };
};
