import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import { thumbnailKey } from '../../library/derived-keys.ts';
import type { ThumbnailSize } from '../../library/derived-keys.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { StoredObject } from '../../platform/storage/storage.ts';
import type { ImageServices } from './image-services.ts';
import { imageError } from './images.errors.ts';

/** WebP quality; about a third of the bytes of a JPEG of 85. */
const QUALITY = 80;

/** Where a thumbnail of a blob is, made when it is not there. Throws `image.gone`, `image.no_thumbnail`. */
export type FindThumbnail = (sha256: string, size: ThumbnailSize) => Promise<StoredObject>;

/**
 * Thumbnails are made once and kept in storage; of those who ask at the same time in one process, one makes it and all
 * wait. They can be made again at any time: one that was lost, or that a power cut left empty, is.
 */
export const openThumbnails = ({
  storage,
  decoders,
  settings,
}: Pick<ImageServices, 'storage' | 'decoders' | 'settings'>): FindThumbnail => {
  const underway = new Map<string, Promise<StoredObject>>();

  const make = async (sha256: string, size: ThumbnailSize, key: string): Promise<StoredObject> => {
    const limits = { ...INSPECT_LIMITS, maxPixels: settings.maxPixels };
    const result = await storage
      .withLocalFile(blobKey(sha256), (path) =>
        decoders.transform(
          path,
          { resize: { width: size, height: size, fit: 'inside' }, encode: { format: 'webp', quality: QUALITY } },
          limits,
        ),
      )
      .catch((error: unknown) => {
        throw isMissing(error) ? imageError('image.gone', {}, { cause: error }) : error;
      });
    if (!result.ok) throw imageError('image.no_thumbnail', { detail: result.code });
    await storage.put(key, result.bytes, 'image/webp');
    return { key, bytes: result.bytes.byteLength, modifiedAt: new Date() };
  };

  return async (sha256, size) => {
    const key = thumbnailKey(sha256, size);
    const found = await storage.stat(key);
    if (found !== null && found.bytes > 0) return found;
    const begun = underway.get(key);
    if (begun !== undefined) return begun;
    const making = make(sha256, size, key).finally(() => underway.delete(key));
    underway.set(key, making);
    return making;
  };
};

const isMissing = (error: unknown): boolean => error instanceof PixmillError && error.code === 'storage.not_found';
