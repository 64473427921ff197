import { recordActivity } from '../../library/activity.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Caller } from './caller.ts';
import type { ImageServices } from './image-services.ts';
import { imageError } from './images.errors.ts';
import { reprocessJob } from './images.jobs.ts';
import { markPending, requireImage, updateImage } from './images.repository.ts';
import type { ImageEdit } from './images.repository.ts';

const activityOf = ({ principal, address, requestId }: Caller) => ({
  userId: principal.userId,
  resourceType: 'image' as const,
  address,
  requestId,
});

/** Changes what a person says of an image. Throws `image.not_found`. */
export const editImage = (
  { db }: Pick<ImageServices, 'db'>,
  caller: Caller,
  { id, edit }: { readonly id: string; readonly edit: ImageEdit },
): Promise<ImageRow> =>
  db.transaction(async (tx) => {
    const { projectId } = await requireImage(tx, caller.principal, id);
    await lockProject(tx, projectId);
    const tags = edit.tags === undefined ? {} : { tags: [...new Set(edit.tags.map((tag) => tag.trim()))] };
    const row = await updateImage(tx, id, { ...edit, ...tags });
    if (row === null) throw imageError('image.not_found');
    await recordActivity(tx, {
      ...activityOf(caller),
      action: 'update',
      resourceId: id,
      detail: { fields: Object.keys(edit) },
    });
    return row;
  });

/**
 * Deletes an image; its bytes and its thumbnails go when nothing else needs them. Throws `image.not_found`.
 */
export const deleteImage = async (
  { db, removeImages, releaseBlobs, logger }: Pick<ImageServices, 'db' | 'removeImages' | 'releaseBlobs' | 'logger'>,
  caller: Caller,
  id: string,
): Promise<void> => {
  const free = await db.transaction(async (tx) => {
    const { projectId, originalName } = await requireImage(tx, caller.principal, id);
    const removed = await removeImages(tx, { projectId, imageIds: [id] });
    if (removed.length === 0) throw imageError('image.not_found');
    const detail = { filename: originalName, project_id: projectId };
    await recordActivity(tx, { ...activityOf(caller), action: 'delete', resourceId: id, detail });
    return removed;
  });
  // The image is gone; bytes that cannot be removed now are left to the sweeper.
  await releaseBlobs(free).catch((error: unknown) =>
    logger.warn({ err: error }, 'bytes of an image stay for the sweep'),
  );
};

/** Lets an image be measured anew in the background. Throws `image.not_found`. */
export const reprocess = (
  { db, queue }: Pick<ImageServices, 'db' | 'queue'>,
  caller: Caller,
  id: string,
): Promise<void> =>
  db.transaction(async (tx) => {
    const { projectId } = await requireImage(tx, caller.principal, id);
    await lockProject(tx, projectId);
    await markPending(tx, id);
    await queue.enqueue(tx, reprocessJob, [{ payload: { imageId: id }, key: id }]);
    await recordActivity(tx, { ...activityOf(caller), action: 'reprocess', resourceId: id });
  });
