import type { Storage } from '../../platform/storage/storage.ts';

/** The decoder has written the preview, unless it could not: then it comes back, and the disk says here what is wrong. */
export const storePreview = ({
  storage,
  key,
  scratch,
  preview,
}: {
  storage: Storage;
  key: string;
  scratch: string;
  preview: Uint8Array | null;
}): Promise<void> =>
  preview === null ? storage.place(scratch, key, 'image/webp') : storage.put(key, preview, 'image/webp');
