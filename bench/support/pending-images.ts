import { createHash } from 'node:crypto';
import { lockForSettling } from '../../packages/pixmill/src/mill/settle/open-settler.ts';
import { settleBatch } from '../../packages/pixmill/src/mill/settle/settle-batch.ts';
import type { Database } from '../../packages/pixmill/src/platform/database/database.ts';
import { candidateAt, insertJob, passed } from '../../packages/pixmill/test/mill-rows.ts';

/** What stands for the bytes of a file that is not copied into the storage. */
export const digestOfPath = (path: string): string => createHash('sha256').update(path).digest('hex');

/** Writes images of files into a new project, as the mill does, pending their analysis. Returns the project. */
export const insertPendingImages = async (db: Database, paths: readonly string[]): Promise<string> => {
  const { projectId, jobId, rows } = await insertJob(db, { candidates: paths.map((path) => candidateAt(path)) });
  const settlements = rows.map((row, index) => passed(row, { sha256: digestOfPath(paths[index] ?? '') }));
  await db.transaction(async (tx) => {
    await lockForSettling(tx, { projectId, jobId });
    await settleBatch(tx, { projectId, nearDistance: null, settlements });
  });
  return projectId;
};
