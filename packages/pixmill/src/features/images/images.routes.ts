import { Type } from 'typebox';
import { ImageFilterQuery } from '../../library/image-filters.ts';
import { openImageRevisions } from '../../library/image-revisions.repository.ts';
import { ImageView, toImageView } from '../../library/image-view.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { createKeptAnswers } from '../../platform/http/kept-answers.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf, rowsOf, toPage } from '../../platform/http/pages.ts';
import { callerOf } from './caller.ts';
import { addImageFileRoutes } from './image-files.routes.ts';
import type { ImageServices } from './image-services.ts';
import { ImageChange, ImageParams, Reprocessing, TAG } from './image.schema.ts';
import { ImagePageQuery, listImages } from './image-list.repository.ts';
import { requireImage } from './images.repository.ts';
import { deleteImage, editImage, reprocess } from './images.service.ts';
import { openThumbnails } from './thumbnails.ts';
import { addUploadRoutes } from './uploads.routes.ts';

/** Adds images and their uploads under `/api/v1`. */
export const addImagesRoutes = (server: HttpServer, services: ImageServices): void => {
  const { db, signUrl } = services;
  const readRevision = openImageRevisions(db);
  const keptAnswers = createKeptAnswers();

  server.get(
    '/images',
    operation({
      id: 'listImages',
      tag: TAG,
      summary: 'List images',
      description: 'Your images (admins: all), newest first. Filters are joined by and.',
      access: { kind: 'user', scope: 'read' },
      takes: { querystring: Type.Object({ ...ImageFilterQuery, ...ImagePageQuery }) },
      gives: { 200: pageOf(ImageView) },
      errors: [400],
    }),
    async (request, reply) => {
      const { query } = request;
      const principal = principalOf(request);
      const make = async () => {
        const { rows, total, nextCursor } = await listImages(db, principal, query, query);
        const items = rows.map((row) => toImageView(row, { signUrl }));
        return toPage(items, { total, ...rowsOf(query), nextCursor });
      };
      // Datasets change without their images.
      if (query.dataset_id !== undefined) return reply.send(await make());
      return keptAnswers(request, reply, { ...(await readRevision(principal)), make });
    },
  );

  server.get(
    '/images/:id',
    operation({
      id: 'getImage',
      tag: TAG,
      summary: 'Get an image',
      description: 'What is known of one image.',
      access: { kind: 'user', scope: 'read' },
      takes: { params: ImageParams },
      gives: { 200: ImageView },
      errors: [404],
    }),
    async (request) => toImageView(await requireImage(db, principalOf(request), request.params.id), { signUrl }),
  );

  server.patch(
    '/images/:id',
    operation({
      id: 'updateImage',
      tag: TAG,
      summary: 'Change an image',
      description:
        'Title, description, tags and label; what is left out stays. What you write is never overwritten by a source.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: ImageParams, body: ImageChange },
      gives: { 200: ImageView },
      errors: [404],
    }),
    async (request) => {
      const row = await editImage(services, callerOf(request), { id: request.params.id, edit: request.body });
      return toImageView(row, { signUrl });
    },
  );

  server.delete(
    '/images/:id',
    operation({
      id: 'deleteImage',
      tag: TAG,
      summary: 'Delete an image',
      description:
        'The image leaves its project. What it stood for as a duplicate is decided anew; its bytes go when nothing else needs them.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: ImageParams },
      gives: { 204: Type.Null() },
      errors: [404],
    }),
    async (request, reply) => {
      await deleteImage(services, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  server.post(
    '/images/:id/reprocess',
    operation({
      id: 'reprocessImage',
      tag: TAG,
      summary: 'Analyse an image again',
      description: 'Measures it anew in the background: scores, hashes, palette, issues, duplicates.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: ImageParams },
      gives: { 202: Reprocessing },
      errors: [404],
    }),
    async (request, reply) => {
      const { id } = request.params;
      await reprocess(services, callerOf(request), id);
      return reply.code(202).send({
        image_id: id,
        ai_processing_status: 'pending',
        message: 'The image is measured again in the background.',
      });
    },
  );

  addImageFileRoutes(server, services, openThumbnails(services));
  addUploadRoutes(server, services);
};
