import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { isThere } from '../../library/ownership.ts';
import { projects } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Whose } from './analysis.jobs.ts';

/** A project with images that can be analysed now. */
export type DueProject = {
  readonly id: string;
  /** Names of its own analysers; `null` for those of the installation. */
  readonly analyzers: readonly string[] | null;
};

/** Two questions: each is a range of the index of what is not analysed. */
const hasDue = sql`(exists (select from images where images.project_id = projects.id
    and images.ai_status in ('pending', 'processing') and images.ai_resume_at is null)
  or exists (select from images where images.project_id = projects.id
    and images.ai_status in ('pending', 'processing') and images.ai_resume_at <= now()))`;

/** Any project of somebody that has images to analyse now, all of them with the same chance; `null` when there is none. */
export const findDueProject = async (db: Queryable, { ownerId, projectId }: Whose): Promise<DueProject | null> => {
  const whose = ownerId === null ? eq(projects.id, projectId) : eq(projects.ownerId, ownerId);
  const [found] = await db
    .select({ id: projects.id, analyzers: projects.analyzers })
    .from(projects)
    .where(and(whose, isThere, hasDue))
    .orderBy(sql`random()`)
    .limit(1);
  return found ?? null;
};

/** Everybody who has images to analyse now; those of commands, which belong to nobody, are left to them. */
export const listDueOwners = (db: Queryable): Promise<readonly Whose[]> =>
  db
    .selectDistinctOn([projects.ownerId], { ownerId: projects.ownerId, projectId: projects.id })
    .from(projects)
    .where(and(isNotNull(projects.ownerId), isThere, hasDue));
