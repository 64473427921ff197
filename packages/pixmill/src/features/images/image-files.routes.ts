import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { SignedQuery } from '../../platform/http/signed-url.ts';
import type { ImageServices } from './image-services.ts';
import { ImageFileAnswers, ImageParams, TAG, ThumbnailAnswers, ThumbnailQuery } from './image.schema.ts';
import { requireImage } from './images.repository.ts';
import { sendImageFile, sendThumbnail } from './send-image.ts';
import type { FindThumbnail } from './thumbnails.ts';

/** Adds what `url` and `thumbnail_url` of an image point at. Not counted by the limits of requests. */
export const addImageFileRoutes = (
  server: HttpServer,
  { db, storage }: Pick<ImageServices, 'db' | 'storage'>,
  findThumbnail: FindThumbnail,
): void => {
  const common = { tag: TAG, access: { kind: 'signed', scope: 'read' }, errors: [404, 416], uncounted: true } as const;

  server.get(
    '/images/:id/file',
    operation({
      ...common,
      id: 'getImageFile',
      summary: 'Show the file of an image',
      description:
        'The bytes as they came. Ranges and `If-None-Match` work; they never change, so caches may keep them.',
      takes: { params: ImageParams, querystring: Type.Object(SignedQuery) },
      gives: ImageFileAnswers,
    }),
    async (request, reply) => {
      const image = await requireImage(db, request.principal, request.params.id);
      return sendImageFile({ request, reply, image }, { storage, how: 'inline' });
    },
  );

  server.get(
    '/images/:id/download',
    operation({
      ...common,
      id: 'downloadImage',
      summary: 'Save the file of an image',
      description: 'The same as `/file`, under its name and with the extension of what it is.',
      takes: { params: ImageParams, querystring: Type.Object(SignedQuery) },
      gives: ImageFileAnswers,
    }),
    async (request, reply) => {
      const image = await requireImage(db, request.principal, request.params.id);
      return sendImageFile({ request, reply, image }, { storage, how: 'attachment' });
    },
  );

  server.get(
    '/images/:id/thumbnail',
    operation({
      ...common,
      id: 'getImageThumbnail',
      summary: 'Show an image in small',
      description: 'WebP, made once. Animated images show their first frame.',
      takes: { params: ImageParams, querystring: ThumbnailQuery },
      gives: ThumbnailAnswers,
    }),
    async (request, reply) => {
      const image = await requireImage(db, request.principal, request.params.id);
      return sendThumbnail({ request, reply, image }, { storage, findThumbnail, size: request.query.size });
    },
  );
};
