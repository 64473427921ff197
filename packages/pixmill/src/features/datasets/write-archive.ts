import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { newArchiveKey } from '../../library/archive-key.ts';
import { recordDatasetEnd } from '../../library/dataset-ends.ts';
import { datasetError } from '../../library/dataset.errors.ts';
import { jobs } from '../../library/schema.ts';
import { datasets } from '../../library/service.schema.ts';
import type { DatasetRow } from '../../library/service.schema.ts';
import type { JobEndServices } from '../../library/tell-of-end.ts';
import type { Database, Queryable, Transaction } from '../../platform/database/database.ts';
import type { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { knownError } from '../../platform/queue/final-errors.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { lockDataset } from './datasets.repository.ts';
import { zipDirectory } from './zip-directory.ts';

/** Writes the kept images of a project, with all that belongs to them, into a directory that appears whole. */
export type ExportDataset = (options: {
  readonly projectId: string;
  readonly name: string;
  /** Absolute path; what an earlier run left there is replaced. */
  readonly directory: string;
  readonly signal: AbortSignal;
}) => Promise<void>;

/** What writing archives needs. */
export type ArchiveWork = JobEndServices & {
  readonly db: Database;
  readonly storage: Pick<Storage, 'receive' | 'remove'>;
  readonly exportDataset: ExportDataset;
  /** Absolute path of a local folder for archives in the making. */
  readonly workDirectory: string;
};

/** The crawl that an archive is of: it may begin anew while the archive is written. */
type Crawl = { readonly jobId: string | null; readonly finishedAt: number | null };

/** A dataset that waits for its archive, with the crawl that it is of; `null` when it does not wait. */
const waitingDataset = async (
  db: Queryable,
  dataset: DatasetRow | undefined | null,
): Promise<{ readonly dataset: DatasetRow; readonly crawl: Crawl } | null> => {
  if (dataset?.archiveStatus !== 'building') return null;
  if (dataset.jobId === null) return { dataset, crawl: { jobId: null, finishedAt: null } };
  const [job] = await db.select().from(jobs).where(eq(jobs.id, dataset.jobId));
  // A crawl that runs again asks for an archive when it ends.
  if (job?.status !== 'completed') return null;
  return { dataset, crawl: { jobId: job.id, finishedAt: job.finishedAt?.getTime() ?? null } };
};

const occurrenceOf = (crawl: Crawl): string => `${crawl.jobId ?? ''} ${crawl.finishedAt ?? Date.now()}`;

/** What a worker that died on this machine, and another that went on elsewhere, leave behind is removed after this. */
const STALE_MS = 7 * 24 * 60 * 60 * 1000;

const removeStale = async (root: string): Promise<void> => {
  for (const entry of await readdir(root)) {
    const path = join(root, entry);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
};

const signalled = async function* (parts: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncIterable<Uint8Array> {
  for await (const part of parts) {
    signal.throwIfAborted();
    yield part;
  }
};

/**
 * Writes the archive of a dataset that waits for one: the export into a local folder, the ZIP of it into storage, then
 * the row in one transaction with what people are told. A run that dies anywhere leaves nothing that counts, and the next
 * one begins anew; the archive before is removed after this one has its place. Running it twice changes nothing.
 */
export const writeArchive = async (
  { datasetId, signal }: { readonly datasetId: string; readonly signal: AbortSignal },
  work: ArchiveWork,
): Promise<void> => {
  const { db, storage, workDirectory } = work;
  const [row] = await db.select().from(datasets).where(eq(datasets.id, datasetId));
  const waiting = await waitingDataset(db, row);
  if (waiting === null) return;
  const { dataset, crawl } = waiting;
  await mkdir(workDirectory, { recursive: true });
  await removeStale(workDirectory);
  const directory = join(workDirectory, datasetId);
  try {
    await work.exportDataset({ projectId: dataset.projectId, name: dataset.name, directory, signal });
    const file = await storage.receive(signalled(zipDirectory(directory), signal), {
      maxBytes: Number.POSITIVE_INFINITY,
    });
    try {
      const key = newArchiveKey(datasetId);
      await file.commitTo(key, 'application/zip');
      const placed = await placeArchive(work, { datasetId, crawl, key, bytes: file.bytes, sha256: file.sha256 });
      // What is not removed now is removed by the sweeper.
      const unwanted = placed === null ? key : placed.before;
      if (unwanted !== null) await storage.remove(unwanted).catch(() => undefined);
    } finally {
      await file.discard();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Names an archive in the row of its dataset; `null` when the dataset does not wait for it any more. */
const placeArchive = (
  work: ArchiveWork,
  {
    datasetId,
    crawl,
    ...archive
  }: {
    readonly datasetId: string;
    readonly crawl: Crawl;
    readonly key: string;
    readonly bytes: number;
    readonly sha256: string;
  },
): Promise<{ readonly before: string | null } | null> =>
  work.db.transaction(async (tx) => {
    const waiting = await waitingDataset(tx, await lockDataset(tx, datasetId));
    if (waiting === null || occurrenceOf(waiting.crawl) !== occurrenceOf(crawl)) return null;
    const now = new Date();
    await tx
      .update(datasets)
      .set({
        archiveStatus: 'ready',
        archiveKey: archive.key,
        archiveBytes: archive.bytes,
        archiveSha256: archive.sha256,
        archivedAt: now,
        errorCode: null,
        errorDetail: null,
        updatedAt: now,
      })
      .where(eq(datasets.id, datasetId));
    const { dataset } = waiting;
    await recordDatasetEnd(tx, work, { dataset, end: 'completed', reason: null, occurrence: now.toISOString() });
    return { before: dataset.archiveKey };
  });

/** Why an archive cannot be written, for people who do not know this machine. */
const reasonOf = (error: unknown): PixmillError => {
  const known = knownError(error);
  if (known?.code === 'export.empty') return datasetError('dataset.nothing_kept');
  if (known?.code === 'storage.full' || known?.code === 'export.disk_full') return datasetError('dataset.no_room');
  // What an export says to somebody at a terminal may name a folder of this machine.
  return known === null || 'path' in known.details ? datasetError('dataset.unexpected') : known;
};

/** Ends a dataset whose archive cannot be written, with the reason. */
export const failArchive = (work: ArchiveWork, datasetId: string, error: unknown): Promise<void> =>
  work.db.transaction(async (tx: Transaction) => {
    const waiting = await waitingDataset(tx, await lockDataset(tx, datasetId));
    if (waiting === null) return;
    const { code, message } = reasonOf(error);
    const now = new Date();
    await tx
      .update(datasets)
      .set({ archiveStatus: 'failed', errorCode: code, errorDetail: message, updatedAt: now })
      .where(eq(datasets.id, datasetId));
    const { dataset } = waiting;
    await recordDatasetEnd(tx, work, { dataset, end: 'failed', reason: message, occurrence: now.toISOString() });
  });
