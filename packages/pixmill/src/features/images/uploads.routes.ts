import { Type } from 'typebox';
import { toImageView } from '../../library/image-view.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { FormFile } from '../../platform/http/file-schemas.ts';
import { operation } from '../../platform/http/operation.ts';
import { Text } from '../../platform/http/text.ts';
import { callerOf } from './caller.ts';
import type { ImageServices } from './image-services.ts';
import { Tags, TAG, UploadedImage } from './image.schema.ts';
import { withReceivedFiles } from './receive-files.ts';
import { readUploadFields } from './upload-fields.ts';
import { digestOf } from './upload-digest.ts';
import { uploadFiles } from './upload.service.ts';

const FORM = 'multipart/form-data';

const Details = {
  project_id: Type.Optional(Type.String({ format: 'uuid', description: 'Yours; without it your default project.' })),
  tags: Type.Optional(Tags),
};

const Rejected = Type.Object({
  filename: Type.String({ description: 'As it was sent.' }),
  code: Type.String(),
  detail: Type.String({ description: 'Why, and what to do.' }),
});

/** Forms are read and checked as they arrive. */
const unchecked = () => () => true;

/** Adds uploads of images: one, or many at once. */
export const addUploadRoutes = (server: HttpServer, services: ImageServices): void => {
  const { signUrl } = services;

  server.post(
    '/images/upload',
    {
      ...operation({
        id: 'uploadImage',
        tag: TAG,
        summary: 'Upload an image',
        description:
          'The file goes through the same pipeline as every other image: measured, checked for duplicates, stored once. An exact copy of what the project has answers 200 with that image.',
        access: { kind: 'user', scope: 'ingest' },
        consumes: [FORM],
        takes: {
          body: Type.Object({
            file: FormFile('The image.'),
            title: Type.Optional(Text({ maxLength: 500 })),
            ...Details,
          }),
        },
        gives: { 200: UploadedImage, 201: UploadedImage },
        errors: [404, 406, 409, 507],
      }),
      validatorCompiler: unchecked,
    },
    async (request, reply) =>
      withReceivedFiles(
        request,
        { services, fieldNames: ['file'], maxFiles: 1, onRefused: 'throw' },
        async ({ files, fields }) => {
          const details = readUploadFields(fields, ['project_id', 'title', 'tags']);
          if (await request.claimIdempotencyKey(reply, digestOf(files, fields))) return reply;
          const [uploaded] = await uploadFiles(services, callerOf(request), files, details);
          if (uploaded === undefined) throw new Error('One file was received, and none has ended.');
          if ('error' in uploaded) throw uploaded.error;
          const { image, isDuplicate } = uploaded;
          return reply
            .code(isDuplicate ? 200 : 201)
            .send({ ...toImageView(image, { signUrl }), duplicate: isDuplicate });
        },
      ),
  );

  server.post(
    '/images/upload-multiple',
    {
      ...operation({
        id: 'uploadImages',
        tag: TAG,
        summary: 'Upload many images',
        description: 'As many files as MAX_UPLOAD_FILES allows. A file that is not taken never loses the others.',
        access: { kind: 'user', scope: 'ingest' },
        consumes: [FORM],
        takes: {
          body: Type.Object({ files: Type.Array(FormFile('An image.'), { description: 'The images.' }), ...Details }),
        },
        gives: {
          201: Type.Object(
            {
              uploaded: Type.Array(UploadedImage, { description: 'In their order.' }),
              rejected: Type.Array(Rejected),
            },
            { title: 'UploadedImages' },
          ),
        },
        errors: [404, 406, 507],
      }),
      validatorCompiler: unchecked,
    },
    async (request, reply) =>
      withReceivedFiles(
        request,
        { services, fieldNames: ['files', 'files[]', 'file'], onRefused: 'collect' },
        async ({ files, fields }) => {
          const details = readUploadFields(fields, ['project_id', 'tags']);
          if (await request.claimIdempotencyKey(reply, digestOf(files, fields))) return reply;
          const ended = await uploadFiles(services, callerOf(request), files, details);
          return reply.code(201).send({
            uploaded: ended.flatMap((file) =>
              'image' in file ? [{ ...toImageView(file.image, { signUrl }), duplicate: file.isDuplicate }] : [],
            ),
            rejected: ended.flatMap((file) =>
              'error' in file ? [{ filename: file.name, code: file.error.code, detail: file.error.publicMessage }] : [],
            ),
          });
        },
      ),
  );
};
