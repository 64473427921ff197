import type { FastifyReply, FastifyRequest } from 'fastify';
import { PREVIEW_SIZE } from '../../library/derived-keys.ts';
import type { ThumbnailSize } from '../../library/derived-keys.ts';
import { extensionOf } from '../../library/image-view.ts';
import type { ImageRow } from '../../library/schema.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { contentDisposition, downloadName } from '../../platform/http/file-name-header.ts';
import { sendFile } from '../../platform/http/send-file.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import { otherExtensions } from './allowed-types.ts';
import type { ImageServices } from './image-services.ts';
import { imageError } from './images.errors.ts';
import type { FindThumbnail } from './thumbnails.ts';

/** A request, the answer to it, and the image that it is about. */
export type ImageRequest = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly image: ImageRow;
};

/** Sends an image's own file, to look at or to save under a name. Throws `image.gone`. */
export const sendImageFile = async (
  { request, reply, image }: ImageRequest,
  { storage, how }: { readonly storage: ImageServices['storage']; readonly how: 'inline' | 'attachment' },
): Promise<FastifyReply> => {
  const { format, originalName, id } = image;
  const name = downloadName(originalName ?? id, extensionOf(format), otherExtensions(format));
  return sendFile(request, reply, {
    storage,
    key: blobKey(image.sha256),
    bytes: image.bytes,
    contentType: `image/${format}`,
    etag: image.sha256,
    immutable: true,
    disposition: contentDisposition(how, name),
  }).catch((error: unknown) => {
    if (error instanceof PixmillError && error.code === 'storage.not_found') {
      throw imageError('image.gone', {}, { cause: error });
    }
    throw error;
  });
};

/** Sends a thumbnail as WebP, made when it is not there yet. Throws `image.gone`, `image.no_thumbnail`. */
export const sendThumbnail = async (
  { request, reply, image }: ImageRequest,
  {
    storage,
    findThumbnail,
    size = PREVIEW_SIZE,
  }: {
    readonly storage: ImageServices['storage'];
    readonly findThumbnail: FindThumbnail;
    readonly size?: ThumbnailSize | undefined;
  },
): Promise<FastifyReply> => {
  const { key, bytes } = await findThumbnail(image.sha256, size);
  return sendFile(request, reply, {
    storage,
    key,
    bytes,
    contentType: 'image/webp',
    etag: `${image.sha256}-${size}`,
    immutable: true,
    disposition: contentDisposition('inline', `${image.id}-${size}.webp`),
  });
};
