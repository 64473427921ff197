import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { candidateAt, insertJob, passed } from '../../../test/mill-rows.ts';
import { users } from '../../library/accounts.schema.ts';
import { newArchiveKey } from '../../library/archive-key.ts';
import { derivedKeys } from '../../library/derived-keys.ts';
import { datasets } from '../../library/service.schema.ts';
import { openStorage } from '../../platform/storage/open-storage.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { lockForSettling } from '../settle/open-settler.ts';
import { settleBatch } from '../settle/settle-batch.ts';
import { claimStorage } from './claim-storage.ts';
import { sweepBlobs } from './sweep-blobs.ts';

let database: TestDatabase;
let storage: Storage;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'pixmill-sweep-'));
  storage = await openStorage({ url: undefined, dataDirectory: folder });
});
afterAll(async () => {
  await storage.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const store = async (text: string): Promise<string> => {
  const bytes = async function* () {
    yield Buffer.from(text);
  };
  const file = await storage.receive(bytes(), { maxBytes: 1000 });
  await file.commit();
  for (const key of derivedKeys(file.sha256)) await storage.put(key, Buffer.from(text), 'image/webp');
  return file.sha256;
};

const isThere = async (key: string): Promise<boolean> => (await storage.stat(key)) !== null;

describe('sweeping', () => {
  it('removes old bytes that no image and no candidate in flight needs, and nothing else', async () => {
    const [kept, staged, orphan, young] = [
      await store('kept'),
      await store('staged'),
      await store('orphan'),
      await store('young'),
    ];
    const { rows, ...job } = await insertJob(database.db, {
      candidates: [
        candidateAt('http://images.test/kept'),
        candidateAt('staged', { location: { kind: 'blob', sha256: staged } }),
      ],
    });
    const [first] = rows;
    if (first === undefined) throw new Error('Two candidates were written.');
    await database.db.transaction(async (tx) => {
      await lockForSettling(tx, job);
      const settlements = [passed(first, { sha256: kept })];
      return settleBatch(tx, { projectId: job.projectId, nearDistance: null, settlements });
    });
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const sha256 of [kept, staged, orphan]) {
      for (const key of [blobKey(sha256), ...derivedKeys(sha256)]) {
        await utimes(join(folder, 'storage', key), twoDaysAgo, twoDaysAgo);
      }
    }
    const signal = new AbortController().signal;
    await sweepBlobs({ db: database.db, storage, signal });
    const left = await Promise.all([kept, staged, orphan, young].map((sha256) => isThere(blobKey(sha256))));
    expect(left).toEqual([true, true, false, true]);
    for (const key of derivedKeys(kept)) expect(await isThere(key)).toBe(true);
    for (const key of derivedKeys(orphan)) expect(await isThere(key)).toBe(false);
    expect(await sweepBlobs({ db: database.db, storage, signal })).toBeNull();
  });

  it('removes old archives that no dataset names', async () => {
    const { projectId } = await insertJob(database.db, { candidates: [candidateAt('http://images.test/archived')] });
    const ownerId = uuidv7();
    const [named, older, young] = [newArchiveKey(ownerId), newArchiveKey(ownerId), newArchiveKey(ownerId)];
    await database.db.insert(users).values({ id: ownerId, email: 'owner@example.org' });
    await database.db.insert(datasets).values({
      id: uuidv7(),
      ownerId,
      projectId,
      name: 'kites',
      request: { keywords: [], categories: {}, sources: [], maxImages: 1 },
      archiveKey: named,
    });
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const key of [named, older, young]) {
      await storage.put(key, Buffer.from('zip'), 'application/zip');
      if (key !== young) await utimes(join(folder, 'storage', key), twoDaysAgo, twoDaysAgo);
    }
    await sweepBlobs({ db: database.db, storage, signal: new AbortController().signal, force: true });
    expect(await Promise.all([named, older, young].map(isThere))).toEqual([true, false, true]);
  });

  it('begins again when the last one was cut off, and is due again a day after one that was not', async () => {
    const orphan = await store('orphan of a sweep that was cut off');
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
    const sweep = (now: Date, signal = new AbortController().signal) =>
      sweepBlobs({ db: database.db, storage, signal, now });
    await expect(sweep(inTwoDays, AbortSignal.abort(new Error('killed')))).rejects.toThrow('killed');
    expect(await isThere(blobKey(orphan))).toBe(true);
    expect(await sweep(inTwoDays)).not.toBeNull();
    expect(await isThere(blobKey(orphan))).toBe(false);
    // What is asked for a day later is due, although the last one took its time.
    const { modifiedAt } = (await storage.stat('sweeps/last')) ?? { modifiedAt: new Date() };
    expect(await sweep(new Date(modifiedAt.getTime() + 22 * 3_600_000))).toBeNull();
    expect(await sweep(new Date(modifiedAt.getTime() + 23.5 * 3_600_000))).not.toBeNull();
  });

  it('leaves a storage alone that belongs to another database', async () => {
    const other = await createTestDatabase();
    try {
      const orphan = await store('seen by nobody here');
      const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
      await utimes(join(folder, 'storage', blobKey(orphan)), twoDaysAgo, twoDaysAgo);
      await claimStorage(database.db, storage);
      const { signal } = new AbortController();
      expect(await sweepBlobs({ db: other.db, storage, signal, force: true })).toBeNull();
      expect(await isThere(blobKey(orphan))).toBe(true);
    } finally {
      await other.close();
    }
  });
});
