import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveWorkOf } from '../src/api/dataset-services.ts';
import { createArchiveHandler } from '../src/features/datasets/archive-handler.ts';
import { failArchive, writeArchive, type ArchiveWork } from '../src/features/datasets/write-archive.ts';
import { ARCHIVES } from '../src/library/archive-key.ts';
import { images, jobs } from '../src/library/schema.ts';
import { datasets, notifications } from '../src/library/service.schema.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { storageError } from '../src/platform/storage/storage.errors.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { openArchive } from './dataset-api.ts';
import { storeImages } from './stored-images.ts';

let api: TestApi;
let user: TestUser;
let work: ArchiveWork;
beforeAll(async () => {
  // Without a worker: archives are written by hand here, and die where a test wants them to.
  api = await startTestApi();
  user = await signUp(api);
  work = archiveWorkOf(api.pixmill);
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const signal = new AbortController().signal;
const logger = createLogger({ level: 'silent' });

/** A dataset whose crawl has ended, and which waits for its archive. */
const waitingDataset = async (): Promise<{ id: string; jobId: string; projectId: string }> => {
  const { projectId, jobId } = await storeImages(api.pixmill, {
    ownerId: user.userId,
    given: [{ label: 'kite' }, { label: 'owl' }],
  });
  const id = uuidv7();
  const request = { keywords: ['kite', 'owl'], categories: {}, sources: ['openverse'], maxImages: 2 };
  const owned = { ownerId: user.userId, projectId, jobId, name: 'Birds', request };
  await db()
    .insert(datasets)
    .values({ id, ...owned, archiveStatus: 'building' });
  return { id, jobId, projectId };
};

const read = async (id: string) => {
  const [row] = await db().select().from(datasets).where(eq(datasets.id, id));
  if (row === undefined) throw new Error('The dataset was written.');
  return row;
};

const archivesOf = async (id: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of api.pixmill.storage.list(`${ARCHIVES}${id}.`)) keys.push(key);
  return keys;
};

const leftovers = () => readdir(work.workDirectory);
const endsTold = (id: string) => db().$count(notifications, eq(notifications.resourceId, id));

const bytesOf = async (key: string | null): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of await api.pixmill.storage.read(key ?? '')) parts.push(part);
  return Buffer.concat(parts);
};

/** Runs it as the queue does; `comesBack` says whether it would be run again. */
const handle = (id: string, given: Partial<ArchiveWork>, comesBack: boolean) =>
  createArchiveHandler(
    { ...work, ...given },
    logger,
  )({
    id: uuidv7(),
    payload: { datasetId: id },
    signal,
    attempt: 1,
    comesBack: () => comesBack,
  });

describe('writing an archive', () => {
  it('changes nothing the second time', async () => {
    const { id } = await waitingDataset();
    await writeArchive({ datasetId: id, signal }, work);
    const first = await read(id);
    expect(first).toMatchObject({ archiveStatus: 'ready', errorCode: null });
    await writeArchive({ datasetId: id, signal }, work);
    expect(await read(id)).toEqual(first);
    expect(await archivesOf(id)).toEqual([first.archiveKey]);
    expect(await endsTold(id)).toBe(1);
    const { rows } = await openArchive(await bytesOf(first.archiveKey));
    expect(rows.map(({ label }) => label)).toEqual(['kite', 'owl']);
    expect(await leftovers()).toEqual([]);
  });

  it('begins anew where a run before was killed, and leaves nothing of it', async () => {
    const { id, projectId } = await waitingDataset();
    // Killed while it was packed: the export of that run lies there whole.
    const directory = join(work.workDirectory, id);
    await work.exportDataset({ projectId, name: 'Birds', directory, signal });
    // Killed while it was exported.
    await mkdir(join(work.workDirectory, `.${id}.partial-elsewhere-1-x`));
    await writeArchive({ datasetId: id, signal }, work);
    expect(await read(id)).toMatchObject({ archiveStatus: 'ready' });
    await openArchive(await bytesOf((await read(id)).archiveKey));
    expect(await archivesOf(id)).toHaveLength(1);
    expect(await readdir(work.workDirectory)).not.toContain(id);
  });

  it('leaves no trace when it fails in the middle, and the archive before stays', async () => {
    const { id } = await waitingDataset();
    await writeArchive({ datasetId: id, signal }, work);
    const before = await read(id);
    await db().update(datasets).set({ archiveStatus: 'building' }).where(eq(datasets.id, id));
    const halves: Partial<ArchiveWork>[] = [
      {
        exportDataset: async ({ directory }) => {
          await mkdir(directory, { recursive: true });
          await writeFile(join(directory, 'half'), 'of it');
          throw new TypeError('a fault of the program');
        },
      },
      {
        storage: {
          ...api.pixmill.storage,
          receive: async (bytes) => {
            for await (const _ of bytes) throw storageError('storage.unreachable', { where: 'there', reason: 'gone' });
            throw new Error('There are bytes.');
          },
        },
      },
    ];
    for (const half of halves) await expect(handle(id, half, true)).rejects.toThrow(/a fault|does not answer/);
    expect(await read(id)).toMatchObject({ archiveStatus: 'building', archiveKey: before.archiveKey });
    expect(await archivesOf(id)).toEqual([before.archiveKey]);
    expect(await leftovers()).not.toContain(id);
    await handle(id, {}, true);
    const after = await read(id);
    expect(after.archiveKey).not.toBe(before.archiveKey);
    expect(await archivesOf(id)).toEqual([after.archiveKey]);
  });

  it('stops at once when the process stops', async () => {
    const { id } = await waitingDataset();
    const stopped = AbortSignal.abort();
    await expect(writeArchive({ datasetId: id, signal: stopped }, work)).rejects.toThrow('aborted');
    expect(await read(id)).toMatchObject({ archiveStatus: 'building', archiveKey: null });
    expect(await archivesOf(id)).toEqual([]);
  });

  it('gives up with a sentence that says nothing of this machine, once', async () => {
    const { id } = await waitingDataset();
    const exportDataset = async () => {
      throw new TypeError('a fault in /srv/secret');
    };
    await handle(id, { exportDataset }, false);
    const failed = await read(id);
    expect(failed).toMatchObject({ archiveStatus: 'failed', errorCode: 'dataset.unexpected' });
    expect(failed.errorDetail).not.toContain('/srv');
    await failArchive(work, id, new Error('again'));
    expect(await endsTold(id)).toBe(1);
  });

  it('gives up at once when there is no room, and says so', async () => {
    const { id } = await waitingDataset();
    const exportDataset = async () => {
      throw storageError('storage.full', { path: '/srv/secret' });
    };
    await handle(id, { exportDataset }, true);
    const failed = await read(id);
    expect(failed).toMatchObject({ archiveStatus: 'failed', errorCode: 'dataset.no_room' });
    expect(failed.errorDetail).not.toContain('/srv');
  });

  it('fails when an image of it is damaged', async () => {
    const { id, projectId } = await waitingDataset();
    const [image] = await db().select().from(images).where(eq(images.projectId, projectId));
    const key = `blobs/${image?.sha256.slice(0, 2)}/${image?.sha256}`;
    await api.pixmill.storage.put(key, Buffer.from('other bytes'), 'image/jpeg');
    await handle(id, {}, true);
    expect(await read(id)).toMatchObject({ archiveStatus: 'failed', errorCode: 'export.image_changed' });
  });

  it.each([
    ['cancelled', (id: string) => db().update(datasets).set({ archiveStatus: 'cancelled' }).where(eq(datasets.id, id))],
    ['deleted', (id: string) => db().delete(datasets).where(eq(datasets.id, id))],
  ])('is thrown away when its dataset is %s meanwhile', async (_, change) => {
    const { id } = await waitingDataset();
    const exportDataset: ArchiveWork['exportDataset'] = async (options) => {
      await work.exportDataset(options);
      await change(id);
    };
    await writeArchive({ datasetId: id, signal }, { ...work, exportDataset });
    expect(await archivesOf(id)).toEqual([]);
    expect(await endsTold(id)).toBe(0);
  });

  it('is thrown away when the crawl began anew meanwhile, which asks for another one', async () => {
    const { id, jobId } = await waitingDataset();
    const exportDataset: ArchiveWork['exportDataset'] = async (options) => {
      await work.exportDataset(options);
      await db().update(jobs).set({ status: 'running' }).where(eq(jobs.id, jobId));
    };
    await writeArchive({ datasetId: id, signal }, { ...work, exportDataset });
    expect(await read(id)).toMatchObject({ archiveStatus: 'building', archiveKey: null });
    await db().update(jobs).set({ status: 'completed', finishedAt: new Date() }).where(eq(jobs.id, jobId));
    await writeArchive({ datasetId: id, signal }, work);
    expect(await read(id)).toMatchObject({ archiveStatus: 'ready' });
    expect(await archivesOf(id)).toHaveLength(1);
  });
});
