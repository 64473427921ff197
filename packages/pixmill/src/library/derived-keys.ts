import { previewKey } from './preview-key.ts';

/** Longest sides of thumbnails, in pixels; the preview that every image has is the one of 256. */
export const THUMBNAIL_SIZES = [128, 256, 512, 1024] as const;
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number];

/** The one that is there from the beginning. */
export const PREVIEW_SIZE = 256 satisfies ThumbnailSize;

/** Storage keys of all thumbnails lie below this. */
export const THUMBNAILS = 'thumbnails/';

/** Storage key of a thumbnail of a blob. */
export const thumbnailKey = (sha256: string, size: ThumbnailSize): string =>
  size === PREVIEW_SIZE ? previewKey(sha256) : `${THUMBNAILS}${size}/${sha256.slice(0, 2)}/${sha256}.webp`;

/** Everything in storage that was made from a blob and can be made again. */
export const derivedKeys = (sha256: string): readonly string[] =>
  THUMBNAIL_SIZES.map((size) => thumbnailKey(sha256, size));
