import { createHash } from 'node:crypto';
import type { ImageFormat } from '../../imaging/inspection.ts';
import type { ExportedImage } from '../../library/exported-image.ts';
import { exportError } from './export.errors.ts';

/** An image as it is written: the stored bytes, or what a transform made of them. */
export type ImageBytes = {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
};

/** What a transform gives back. */
export type TransformedImage = Omit<ImageBytes, 'sha256'>;

/** Opens the stored bytes of an image. */
export type OpenImage = (image: ExportedImage) => Promise<AsyncIterable<Uint8Array>>;

/** Resizes and encodes an image; `null` keeps the stored bytes. */
export type TransformImage = (image: ExportedImage) => Promise<TransformedImage | null>;

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Gets the bytes to write. Throws `export.image_changed` when stored bytes are not those that were kept. */
export const loadImage = async (
  image: ExportedImage,
  {
    openImage,
    transformImage,
  }: { readonly openImage: OpenImage; readonly transformImage?: TransformImage | undefined },
): Promise<ImageBytes> => {
  const transformed = (await transformImage?.(image)) ?? null;
  if (transformed !== null) return { ...transformed, sha256: sha256Of(transformed.bytes) };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await openImage(image)) {
    size += chunk.length;
    if (size > image.bytes) break;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const sha256 = sha256Of(bytes);
  if (sha256 !== image.sha256) throw exportError('export.image_changed', { name: image.sha256 });
  return { bytes, sha256, format: image.format, width: image.width, height: image.height };
};
