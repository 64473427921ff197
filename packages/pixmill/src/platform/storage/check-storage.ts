import { PixmillError } from '../errors/pixmill-error.ts';
import { storageError } from './storage.errors.ts';
import type { Storage } from './storage.ts';

/**
 * Writes a few bytes, reads them back and removes them. Throws `storage.unreachable` (or the more telling
 * `storage.full`, `storage.not_permitted`, `storage.no_bucket`) when that does not work.
 */
export const checkStorage = async (storage: Storage, path: string, token: string): Promise<void> => {
  const key = `checks/${token}`;
  try {
    await storage.put(key, Buffer.from(token), 'text/plain');
    const chunks: Uint8Array[] = [];
    for await (const chunk of await storage.read(key)) chunks.push(chunk);
    await storage.remove(key);
    if (Buffer.concat(chunks).toString() !== token) throw new Error('it gave back other bytes than it was given');
  } catch (error) {
    if (error instanceof PixmillError && error.code !== 'storage.not_found') throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    throw storageError('storage.unreachable', { path, reason }, { cause: error });
  }
};
