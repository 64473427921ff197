import { Type } from 'typebox';
import { extensionOf } from '../../library/image-view.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { FormFile } from '../../platform/http/file-schemas.ts';
import { operation } from '../../platform/http/operation.ts';
import { SignedQuery } from '../../platform/http/signed-url.ts';
import { callerOf } from './caller.ts';
import type { ImageServices } from './image-services.ts';
import { ImageFileAnswers, ThumbnailAnswers, ThumbnailQuery } from './image.schema.ts';
import { imageError } from './images.errors.ts';
import { requireImage } from './images.repository.ts';
import { withReceivedFiles } from './receive-files.ts';
import { sendImageFile, sendThumbnail } from './send-image.ts';
import { openThumbnails } from './thumbnails.ts';
import { readUploadFields } from './upload-fields.ts';
import { uploadFiles } from './upload.service.ts';

const TAG = 'uploads';

const StoredFile = Type.Object(
  {
    stored_filename: Type.String({
      description: 'Its name here: the id of the image and the extension of what it is.',
    }),
    preview_url: Type.String({ description: 'Shows the file; signed and expiring, so that `<img>` can use it.' }),
    original_filename: Type.String({ description: 'As it was sent.' }),
    file_size: Type.Integer({ description: 'Bytes.' }),
    content_type: Type.String({ description: 'What it is, whatever its name says.' }),
  },
  { title: 'StoredFile' },
);

const StoredFiles = Type.Object(
  { message: Type.String(), data: Type.Array(StoredFile) },
  {
    title: 'StoredFiles',
    examples: [
      {
        message: 'Successfully uploaded 1 files',
        data: [
          {
            stored_filename: '0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11.jpg',
            preview_url:
              'http://127.0.0.1:8000/uploads/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11.jpg?expires=1763683200&signature=…',
            original_filename: 'red-kite.jpg',
            file_size: 348_211,
            content_type: 'image/jpeg',
          },
        ],
      },
    ],
  },
);

const storedName = ({ id, format }: Pick<ImageRow, 'id' | 'format'>): string => `${id}.${extensionOf(format)}`;

const STORED_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[a-z]{3,4})?$/;

/** The id in a stored name; names that are none of ours are not there. Throws `image.not_found`. */
const idOf = (name: string): string => {
  const id = STORED_NAME.exec(name)?.[1];
  if (id === undefined) throw imageError('image.not_found');
  return id;
};

/** Adds the other dialect of uploads: plain files in, their stored names out. Outside `/api/v1`. */
export const addPlainUploadRoutes = (server: HttpServer, services: ImageServices): void => {
  const { db, storage, settings, signUrl } = services;
  const findThumbnail = openThumbnails(services);
  const reading = { tag: TAG, access: { kind: 'signed', scope: 'read' }, errors: [404, 416], uncounted: true } as const;

  server.post(
    '/api/upload',
    {
      ...operation({
        id: 'uploadFiles',
        tag: TAG,
        summary: 'Upload files',
        description:
          'One or more images into your default project. When one of them is not allowed, nothing is uploaded; one that cannot be decoded is told after the others were taken.',
        access: { kind: 'user', scope: 'ingest' },
        consumes: ['multipart/form-data'],
        takes: {
          body: Type.Object({ files: Type.Array(FormFile('An image.'), { description: 'The images.' }) }),
        },
        gives: { 200: StoredFiles },
        errors: [406, 409, 507],
      }),
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      // A request without any body has nothing to read as a form.
      if (request.headers['content-type'] === undefined) throw imageError('image.nothing_sent', { field: 'files' });
      return withReceivedFiles(
        request,
        { services, fieldNames: ['files', 'files[]', 'file'], onRefused: 'throw' },
        async ({ files, fields }) => {
          readUploadFields(fields, []);
          const ended = await uploadFiles(services, callerOf(request), files, {});
          const data = ended.map((file) => {
            if ('error' in file) throw file.error;
            const name = storedName(file.image);
            return {
              stored_filename: name,
              preview_url: signUrl(`${settings.uploadUrlPath}/${name}`),
              original_filename: file.name,
              file_size: file.image.bytes,
              content_type: `image/${file.image.format}`,
            };
          });
          return reply.send({ message: `Successfully uploaded ${data.length} files`, data });
        },
      );
    },
  );

  server.get(
    `${settings.uploadUrlPath}/:stored_filename`,
    operation({
      ...reading,
      id: 'getUpload',
      summary: 'Show an uploaded file',
      description: 'What `preview_url` points at.',
      takes: {
        params: Type.Object({ stored_filename: Type.String({ maxLength: 100, description: 'Its name here.' }) }),
        querystring: Type.Object(SignedQuery),
      },
      gives: ImageFileAnswers,
    }),
    async (request, reply) => {
      const name = request.params.stored_filename;
      const image = await requireImage(db, request.principal, idOf(name));
      if (storedName(image) !== name) throw imageError('image.not_found');
      return sendImageFile({ request, reply, image }, { storage, how: 'inline' });
    },
  );

  server.get(
    '/api/uploads/:file_id/thumbnail',
    operation({
      ...reading,
      id: 'getUploadThumbnail',
      summary: 'Show an uploaded file in small',
      description: 'WebP, made once. The id is the stored name, with or without its extension.',
      takes: {
        params: Type.Object({ file_id: Type.String({ maxLength: 100, description: 'The stored name or its id.' }) }),
        querystring: ThumbnailQuery,
      },
      gives: ThumbnailAnswers,
    }),
    async (request, reply) => {
      const image = await requireImage(db, request.principal, idOf(request.params.file_id));
      return sendThumbnail({ request, reply, image }, { storage, findThumbnail, size: request.query.size });
    },
  );
};
