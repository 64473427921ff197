import { and, eq, sql } from 'drizzle-orm';
import { recordActivity } from '../../library/activity.repository.ts';
import type { DuplicateFindingRow } from '../../library/duplicates.schema.ts';
import { holdProject } from '../../library/projects.repository.ts';
import { images } from '../../library/schema.ts';
import type { Database, Queryable } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { Decider } from './decide.service.ts';
import { duplicateError } from './duplicates.errors.ts';
import { findDuplicatesJob } from './duplicates.jobs.ts';
import { readFinding, writeFinding } from './findings.repository.ts';

/** The finding of duplicates in a project, and what waits for the next one. */
export type FindingState = { readonly row: DuplicateFindingRow | undefined; readonly waiting: number };

/** How far the finding in a project is. */
export const readFindingState = async (db: Queryable, projectId: string): Promise<FindingState> => {
  const row = await readFinding(db, projectId);
  const waiting = await db.$count(
    images,
    and(
      eq(images.projectId, projectId),
      eq(images.status, 'kept'),
      sql`not exists (select from compared_images done where done.image_id = images.id and done.compared_by = ${row?.comparedBy ?? ''})`,
    ),
  );
  return { row, waiting };
};

/** Starts the finding in a project, or again; while it waits already, nothing changes. Throws `duplicate.no_project`. */
export const startFinding = (
  { db, queue }: { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> },
  { principal, address, requestId }: Decider,
  projectId: string,
): Promise<FindingState> =>
  db.transaction(async (tx) => {
    if (!(await holdProject(tx, principal, projectId))) throw duplicateError('duplicate.no_project');
    const before = await readFinding(tx, projectId);
    if (before?.status !== 'queued') {
      if (before?.status !== 'running') await writeFinding(tx, projectId, { status: 'queued' });
      await recordActivity(tx, {
        userId: principal.userId,
        action: 'start',
        resourceType: 'project',
        resourceId: projectId,
        detail: { what: 'finding duplicates' },
        address,
        requestId,
      });
    }
    await queue.enqueue(tx, findDuplicatesJob, [{ payload: { projectId }, key: projectId }]);
    return readFindingState(tx, projectId);
  });
