import { v7 as uuidv7 } from 'uuid';
import { installation } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Storage } from '../../platform/storage/storage.ts';

/** Says whose rows speak for the bytes in a storage. */
const OWNER = 'sweeps/owner';

/**
 * Whether the bytes in this storage belong to this database. The first database that asks becomes the owner: call it
 * before the first byte is stored. Another database may share the storage, but what it cannot see a row for may be the
 * owner's, so it must never remove anything.
 */
export const claimStorage = async (db: Database, storage: Storage): Promise<boolean> => {
  const id = await installationId(db);
  const owner = await readOwner(storage);
  if (owner !== null) return owner === id;
  await storage.put(OWNER, Buffer.from(id), 'text/plain');
  // Two that claimed at once: the one whose name stayed is the owner.
  return (await readOwner(storage)) === id;
};

const installationId = async (db: Database): Promise<string> => {
  await db.insert(installation).values({ id: uuidv7() }).onConflictDoNothing();
  const [row] = await db.select().from(installation);
  if (row === undefined) throw new Error('The row of this installation has gone.');
  return row.id;
};

const readOwner = async (storage: Storage): Promise<string | null> => {
  try {
    const parts: Uint8Array[] = [];
    for await (const part of await storage.read(OWNER)) parts.push(part);
    return Buffer.concat(parts).toString('utf8');
  } catch (error) {
    if (error instanceof PixmillError && error.code === 'storage.not_found') return null;
    throw error;
  }
};
