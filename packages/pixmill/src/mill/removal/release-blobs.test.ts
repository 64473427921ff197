import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob, passed } from '../../../test/mill-rows.ts';
import { derivedKeys } from '../../library/derived-keys.ts';
import { blobs, candidates, images, jobs } from '../../library/schema.ts';
import { openStorage } from '../../platform/storage/open-storage.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { lockBlobs } from '../blob-lock.ts';
import { lockForSettling } from '../settle/open-settler.ts';
import { settleBatch } from '../settle/settle-batch.ts';
import { releaseBlobs } from './release-blobs.ts';
import { removeImages } from './remove-images.ts';

let database: TestDatabase;
let storage: Storage;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'pixmill-release-'));
  storage = await openStorage({ url: undefined, dataDirectory: folder });
});
afterAll(async () => {
  await storage.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const services = () => ({ db: database.db, storage });

const store = async (text: string): Promise<string> => {
  const bytes = async function* () {
    yield Buffer.from(text);
  };
  const file = await storage.receive(bytes(), { maxBytes: 1000 });
  await file.commit();
  for (const key of derivedKeys(file.sha256)) await storage.put(key, Buffer.from(text), 'image/webp');
  return file.sha256;
};

const keysOf = (sha256: string): string[] => [blobKey(sha256), ...derivedKeys(sha256)];
const stored = async (sha256: string): Promise<number> => {
  const found = await Promise.all(keysOf(sha256).map((key) => storage.stat(key)));
  return found.filter((object) => object !== null).length;
};
const end = (jobId: string) => database.db.update(jobs).set({ status: 'completed' }).where(eq(jobs.id, jobId));

/** An image with these bytes in a project of its own, found by a job that has ended. */
const keep = async (sha256: string) => {
  const { rows, ...job } = await insertJob(database.db, { candidates: [candidateAt(`http://images.test/${sha256}`)] });
  const [row] = rows;
  if (row === undefined) throw new Error('One candidate was written.');
  const settlement = passed(row, { sha256 });
  await database.db.transaction(async (tx) => {
    await lockForSettling(tx, job);
    await settleBatch(tx, { projectId: job.projectId, nearDistance: null, settlements: [settlement] });
  });
  await end(job.jobId);
  return { ...job, imageId: settlement.image.id };
};

describe('releasing blobs', () => {
  it('removes bytes that nothing needs, with everything that was made of them', async () => {
    const orphan = await store('orphan');
    expect(await stored(orphan)).toBe(5);
    expect(await releaseBlobs(services(), [orphan, orphan])).toBe(1);
    expect(await stored(orphan)).toBe(0);
  });

  it('leaves bytes that an image of any project has', async () => {
    const sha256 = await store('shared');
    const [first, second] = [await keep(sha256), await keep(sha256)];
    for (const [image, left] of [
      [first, 5],
      [second, 0],
    ] as const) {
      const free = await database.db.transaction((tx) =>
        removeImages(tx, { projectId: image.projectId, imageIds: [image.imageId] }),
      );
      expect(free).toEqual([sha256]);
      await releaseBlobs(services(), free);
      expect(await stored(sha256)).toBe(left);
    }
    expect(await database.db.$count(blobs, eq(blobs.sha256, sha256))).toBe(0);
  });

  it('leaves bytes that a candidate in flight waits for', async () => {
    const sha256 = await store('staged');
    const { jobId } = await insertJob(database.db, {
      candidates: [candidateAt('staged', { location: { kind: 'blob', sha256 } })],
    });
    await end(jobId);
    expect(await releaseBlobs(services(), [sha256])).toBe(0);
    expect(await stored(sha256)).toBe(5);
    await database.db.update(candidates).set({ outcome: 'failed' }).where(eq(candidates.jobId, jobId));
    expect(await releaseBlobs(services(), [sha256])).toBe(1);
  });

  it('leaves them to the sweeper while a crawl may be storing the same', async () => {
    const sha256 = await store('arriving');
    const { jobId } = await insertJob(database.db, { candidates: [candidateAt('http://images.test/arriving')] });
    expect(await releaseBlobs(services(), [sha256])).toBe(0);
    await end(jobId);
    expect(await releaseBlobs(services(), [sha256])).toBe(0);
    await database.db.update(candidates).set({ outcome: 'skipped' }).where(eq(candidates.jobId, jobId));
    expect(await releaseBlobs(services(), [sha256])).toBe(1);
  });

  it('waits for an upload that is just writing its rows, and then leaves them', async () => {
    const sha256 = await store('uploading');
    let release: Promise<number> | undefined;
    await database.db.transaction(async (tx) => {
      await lockBlobs(tx, [sha256], 'shared');
      release = releaseBlobs(services(), [sha256]);
      await vi.waitFor(async () => {
        const { rows } = await database.db.execute(
          sql`select 1 from pg_locks join pg_database on pg_database.oid = database
              where locktype = 'advisory' and not granted and datname = current_database()`,
        );
        expect(rows).toHaveLength(1);
      });
      const { jobId } = await insertJob(database.db, {
        candidates: [candidateAt('uploading', { location: { kind: 'blob', sha256 } })],
      });
      await end(jobId);
    });
    expect(await release).toBe(0);
    expect(await stored(sha256)).toBe(5);
  });

  it('never touches a storage that belongs to another database', async () => {
    const other = await createTestDatabase();
    try {
      const orphan = await store('of somebody else');
      expect(await releaseBlobs({ db: other.db, storage }, [orphan])).toBe(0);
      expect(await stored(orphan)).toBe(5);
    } finally {
      await other.close();
    }
  });
});

describe('removing images', () => {
  it('of another project, or that are gone, does nothing', async () => {
    const [one, other] = [await keep(await store('one')), await keep(await store('two'))];
    const remove = (projectId: string, imageId: string) =>
      database.db.transaction((tx) => removeImages(tx, { projectId, imageIds: [imageId] }));
    expect(await remove(other.projectId, one.imageId)).toEqual([]);
    expect(await database.db.$count(images, eq(images.id, one.imageId))).toBe(1);
    expect(await remove(one.projectId, one.imageId)).toHaveLength(1);
    expect(await remove(one.projectId, one.imageId)).toEqual([]);
  });
});
