import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { optionalBody } from '../../platform/http/optional-body.ts';
import { PageQuery } from '../../platform/http/pages.ts';
import {
  analyzeImage,
  chooseLevel,
  readDatasetStats,
  readLevel,
  readResults,
  validateBatch,
  validateJobImages,
} from './validation.service.ts';
import type { Asker, ValidationServices } from './validation.service.ts';
import {
  Analysis,
  DatasetValidationStats,
  JobValidationStarted,
  Level,
  LevelChoice,
  ValidationJob,
  ValidationResults,
} from './validation.view.ts';

const TAG = 'validation';
const LONGEST_ANALYSIS_MS = 60_000;
/** Images of one list; a dataset takes any number. */
const MOST_IMAGES = 1000;

const Id = Type.String({ format: 'uuid' });
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;

const askerOf = (request: FastifyRequest): Asker => {
  const { userId, role } = principalOf(request);
  return { userId, role, address: request.ip, requestId: request.id };
};

const LEVEL_BODY = { additionalProperties: false, examples: [{ level: 'medium' }] } as const;
const LevelBody = optionalBody(Type.Object({ level: Type.Optional(Level) }, LEVEL_BODY));

const BATCH_BODY = {
  additionalProperties: false,
  examples: [{ dataset_id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833', level: 'slow' }],
} as const;

/** Exactly one of a dataset and a list of images. */
const BatchBody = Type.Object(
  {
    dataset_id: Type.Optional(Id),
    image_ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: MOST_IMAGES, uniqueItems: true })),
    level: Type.Optional(Level),
  },
  { ...BATCH_BODY, oneOf: [{ required: ['dataset_id'] }, { required: ['image_ids'] }] },
);

/** Adds the operations of `/validation`. */
export const addValidationRoutes = (server: HttpServer, services: ValidationServices): void => {
  server.post(
    '/validation/job/:job_id',
    operation({
      id: 'validateJob',
      tag: TAG,
      summary: 'Check the images of a job',
      description:
        'Checks every kept image of a job in the background, by the limits of the job and at a level of your choice. ' +
        'Without `level` your default is taken (see `PUT /validation/level`). While one of yours at this level runs, ' +
        'that one is shown instead of another being started.',
      access: write,
      takes: { params: Type.Object({ job_id: Id }), body: LevelBody },
      gives: { 200: JobValidationStarted },
      errors: [404],
    }),
    async (request) =>
      validateJobImages(services, askerOf(request), { jobId: request.params.job_id, level: request.body.level }),
  );

  server.post(
    '/validation/analyze',
    operation({
      id: 'analyzeImage',
      tag: TAG,
      summary: 'Check one image now',
      description:
        'Says what was measured of an image, what is wrong with it, and how good it is as a picture. At level `slow` ' +
        'the stored file is read and decoded again first.',
      access: read,
      takes: {
        body: Type.Object(
          { image_id: Id, level: Type.Optional(Level) },
          {
            additionalProperties: false,
            examples: [{ image_id: '019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11', level: 'medium' }],
          },
        ),
      },
      gives: { 200: Analysis },
      errors: [404],
    }),
    async (request) => {
      const { image_id: imageId, level } = request.body;
      const signal = AbortSignal.timeout(LONGEST_ANALYSIS_MS);
      return analyzeImage(services, askerOf(request), { imageId, level, signal });
    },
  );

  server.post(
    '/validation/batch',
    operation({
      id: 'validateBatch',
      tag: TAG,
      summary: 'Check the images of a dataset, or a list of images',
      description: `Give \`dataset_id\`, or \`image_ids\` (at most ${MOST_IMAGES}). The images are checked in the background; the newest results of a dataset at each level are kept, and your newest 20 lists.`,
      access: write,
      takes: { body: BatchBody },
      gives: { 201: ValidationJob },
      errors: [404],
    }),
    async (request, reply) => {
      const { dataset_id: datasetId, image_ids: imageIds, level } = request.body;
      const keep = keepCreated(request, reply, (started) => started);
      const batch = { datasetId, imageIds, level };
      return reply.code(201).send(await validateBatch(services, askerOf(request), batch, keep));
    },
  );

  server.get(
    '/validation/results/:job_id',
    operation({
      id: 'getValidationResults',
      tag: TAG,
      summary: 'Read what a validation found',
      description:
        'Takes the id of a validation, or that of a job, whose newest validation is then shown. Images stand in the order in which they came.',
      access: read,
      takes: {
        params: Type.Object({ job_id: Id }),
        querystring: Type.Object({
          ...PageQuery,
          is_valid: Type.Optional(Type.Boolean({ description: 'Only images that are valid, or are not.' })),
        }),
      },
      gives: { 200: ValidationResults },
      errors: [404],
    }),
    async (request) => {
      const { is_valid: isValid, ...page } = request.query;
      return readResults(services, askerOf(request), { id: request.params.job_id, isValid, ...page });
    },
  );

  server.get(
    '/validation/stats/:dataset_id',
    operation({
      id: 'getDatasetValidationStats',
      tag: TAG,
      summary: 'Sum up the checks of a dataset',
      description: 'Counts by the newest check of each image that the dataset has now, whoever asked for it.',
      access: read,
      takes: { params: Type.Object({ dataset_id: Id }) },
      gives: { 200: DatasetValidationStats },
      errors: [404],
    }),
    async (request) => readDatasetStats(services, askerOf(request), request.params.dataset_id),
  );

  server.get(
    '/validation/level',
    operation({
      id: 'getValidationLevel',
      tag: TAG,
      summary: 'Read the default level',
      description: 'The level that is taken when a request of yours names none.',
      access: read,
      gives: { 200: LevelChoice },
    }),
    async (request) => readLevel(services.db, principalOf(request).userId),
  );

  server.put(
    '/validation/level',
    operation({
      id: 'setValidationLevel',
      tag: TAG,
      summary: 'Choose the default level',
      description:
        'Chooses the level that is taken when a request of yours names none. Admins may choose that of everybody who has ' +
        'not chosen, with `scope: "installation"`.',
      access: write,
      takes: {
        body: Type.Object(
          {
            level: Level,
            scope: Type.Optional(
              Type.Enum(['user', 'installation'], { default: 'user', description: 'For whom; default: for you.' }),
            ),
          },
          { additionalProperties: false, examples: [{ level: 'fast' }] },
        ),
      },
      gives: { 200: LevelChoice },
    }),
    async (request) => {
      const { level, scope = 'user' } = request.body;
      return chooseLevel(services, askerOf(request), { level, scope });
    },
  );
};
