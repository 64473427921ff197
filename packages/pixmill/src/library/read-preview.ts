import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Storage } from '../platform/storage/storage.ts';
import { previewKey } from './preview-key.ts';

/** The small picture of an image; `null` when it is not there: it can be made again, and a report without it is still one. */
export const readPreview = async (storage: Pick<Storage, 'read'>, sha256: string): Promise<Buffer | null> => {
  try {
    const parts: Uint8Array[] = [];
    for await (const part of await storage.read(previewKey(sha256))) parts.push(part);
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof PixmillError && error.code === 'storage.not_found') return null;
    throw error;
  }
};
