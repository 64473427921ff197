import type { FastifyReply, FastifyRequest } from 'fastify';
import { recordActivity } from '../../library/activity.repository.ts';
import { datasetError } from '../../library/dataset.errors.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { contentDisposition, downloadName } from '../../platform/http/file-name-header.ts';
import { sendFile } from '../../platform/http/send-file.ts';
import { statusOf } from './dataset.rules.ts';
import { archivePath } from './dataset.schema.ts';
import type { Asker, DatasetServices } from './dataset-services.ts';
import type { DatasetSummary, Viewer } from './datasets.repository.ts';
import { requireDataset } from './datasets.service.ts';

/** An archive that is there. */
type Archive = { readonly key: string; readonly bytes: number; readonly sha256: string; readonly filename: string };

/** The archive of a dataset. Throws `dataset.no_archive`. */
const archiveOf = ({ dataset, job }: DatasetSummary): Archive => {
  const { archiveKey, archiveBytes, archiveSha256, archiveStatus, name } = dataset;
  if (archiveKey === null || archiveBytes === null || archiveSha256 === null) {
    const status = statusOf({ archiveStatus, jobStatus: job?.status ?? null });
    throw datasetError('dataset.no_archive', { status });
  }
  // A name is no path, and what follows a dot in it no extension.
  const filename = downloadName(`${name.replaceAll(/[/\\]+/g, '-')}.zip`, 'zip');
  return { key: archiveKey, bytes: archiveBytes, sha256: archiveSha256, filename };
};

/** Makes a link to the archive of a dataset. Throws `dataset.not_found`, `dataset.no_archive`. */
export const linkToArchive = async ({ db, signUrl }: DatasetServices, asker: Asker, id: string) => {
  const summary = await requireDataset(db, asker, id);
  const { filename, bytes, sha256 } = archiveOf(summary);
  const url = signUrl(archivePath(id));
  const { userId, address, requestId } = asker;
  const detail = { name: summary.dataset.name, bytes };
  const done = { action: 'download', resourceType: 'dataset', resourceId: id, detail } as const;
  await db.transaction((tx) => recordActivity(tx, { userId, address, requestId, ...done }));
  const expires = Number(new URL(url).searchParams.get('expires'));
  return { url, expires_at: new Date(expires * 1000).toISOString(), filename, bytes, sha256 };
};

/** Who may see anything: whoever holds a signed link was given it by somebody who may see the dataset. */
const HOLDER: Viewer = { role: 'admin', userId: '' };

/** Sends the archive of a dataset, whole or in part. Throws `dataset.not_found`, `dataset.no_archive`. */
export const sendArchive = async (
  { db, storage }: Pick<DatasetServices, 'db' | 'storage'>,
  { request, reply, id }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly id: string },
): Promise<FastifyReply> => {
  const send = async (): Promise<FastifyReply> => {
    const summary = await requireDataset(db, request.principal ?? HOLDER, id);
    const { key, bytes, sha256, filename } = archiveOf(summary);
    return sendFile(request, reply, {
      storage,
      key,
      bytes,
      contentType: 'application/zip',
      etag: sha256,
      // The same address has another archive after the dataset was built again.
      immutable: false,
      disposition: contentDisposition('attachment', filename),
    });
  };
  const isGone = (error: unknown): boolean => error instanceof PixmillError && error.code === 'storage.not_found';
  try {
    return await send();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  // A newer one has replaced it since it was looked up.
  return send().catch((error: unknown) => {
    throw isGone(error) ? datasetError('dataset.no_archive', { status: 'damaged' }, { cause: error }) : error;
  });
};
