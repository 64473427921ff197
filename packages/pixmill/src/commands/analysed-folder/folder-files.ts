import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { candidates } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { isSuperseded } from './folder-changes.ts';

/** A file of a folder that has become an image, or a copy of one. */
export type FolderFile = {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** The image with its bytes. */
  readonly imageId: string;
  /** Whether another file with the same bytes has become the image. */
  readonly isCopy: boolean;
};

/** The files of a folder's project that are pictures, by image id; of copies, the one that the image was made of comes first. */
export const readFolderFiles = async (
  db: Database,
  projectId: string,
): Promise<ReadonlyMap<string, readonly FolderFile[]>> => {
  const rows = await db
    .select({ path: candidates.sourceItemId, imageId: candidates.imageId, code: candidates.code })
    .from(candidates)
    .where(and(eq(candidates.projectId, projectId), isNotNull(candidates.imageId)))
    .orderBy(asc(candidates.rank));
  const files = rows.flatMap(({ path, imageId, code }): FolderFile[] =>
    imageId === null || isSuperseded(path) ? [] : [{ path, imageId, isCopy: code === 'dedupe.exact' }],
  );
  return Map.groupBy(files, ({ imageId }) => imageId);
};
