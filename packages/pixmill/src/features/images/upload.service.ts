import { recordActivity } from '../../library/activity.repository.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Caller } from './caller.ts';
import type { FileOutcome, ImageServices } from './image-services.ts';
import { findImagesById, requireProject, takeDefaultProject } from './images.repository.ts';
import type { ReceivedFile } from './receive-files.ts';
import { failureOf } from './upload-failure.ts';

/** How one file of an upload ended for its sender. */
export type UploadedFile =
  | { readonly name: string; readonly image: ImageRow; readonly isDuplicate: boolean }
  | { readonly name: string; readonly error: PixmillError };

/** What is said of all files of an upload. */
export type UploadDetails = {
  readonly projectId?: string;
  readonly title?: string;
  readonly tags?: readonly string[];
};

/**
 * Takes received files into a project, or into the user's own default project, and says how each ended, in their order.
 * Throws `image.no_project`.
 */
export const uploadFiles = async (
  services: Pick<ImageServices, 'db' | 'ingestUploads'>,
  { principal, address, requestId }: Caller,
  files: readonly ReceivedFile[],
  { projectId, title, tags }: UploadDetails,
): Promise<readonly UploadedFile[]> => {
  const { db, ingestUploads } = services;
  const { userId } = principal;
  const details = { ...(title === undefined ? {} : { title }), ...(tags === undefined ? {} : { tags }) };
  const arrived = files.flatMap((file) =>
    'incoming' in file ? [{ incoming: file.incoming, name: file.name, ...details }] : [],
  );
  const outcomes =
    arrived.length === 0
      ? []
      : await ingestUploads({
          userId,
          project: async (tx) => {
            const id =
              projectId === undefined
                ? await takeDefaultProject(tx, userId)
                : await requireProject(tx, principal, projectId);
            const detail = { files: arrived.length, project_id: id };
            await recordActivity(tx, {
              userId,
              action: 'upload',
              resourceType: 'project',
              resourceId: id,
              detail,
              address,
              requestId,
            });
            return id;
          },
          files: arrived,
        });
  const ids = outcomes.flatMap(({ imageId }) => imageId ?? []);
  const images = new Map((await findImagesById(db, ids)).map((row) => [row.id, row]));
  const next = outcomes[Symbol.iterator]();
  return files.map((file) => {
    if ('error' in file) return file;
    return endOf(file.name, next.next().value, images);
  });
};

const endOf = (name: string, outcome: FileOutcome | undefined, images: ReadonlyMap<string, ImageRow>): UploadedFile => {
  const image = images.get(outcome?.imageId ?? '');
  if (outcome === undefined || image === undefined) return { name, error: failureOf(outcome) };
  return { name, image, isDuplicate: outcome.isCopy };
};
