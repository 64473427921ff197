import { Type, type Static } from 'typebox';
import type { ValidationRow } from '../../library/service.schema.ts';
import { toldReason } from '../../library/told-reason.ts';
import { pageOf } from '../../platform/http/pages.ts';

const Id = Type.String({ format: 'uuid' });
const NullableId = Type.Union([Id, Type.Null()]);
const NullableMoment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

/** How thoroughly images are checked. */
export const Level = Type.Enum(['fast', 'medium', 'slow'], {
  description:
    '`fast`: size, shape and bytes. `medium`: also dark, light, blurry and low-information pictures, by stored scores. ' +
    '`slow`: reads and decodes every file again, so that damaged storage is found too.',
});

const Issue = Type.Object(
  {
    code: Type.String({ description: 'The check, e.g. `blurry`.' }),
    detail: Type.String({ description: 'What was measured, and what is wanted.' }),
    severity: Type.Enum(['reject', 'notice'], {
      description: '`reject` makes the image invalid; `notice` is worth a look.',
    }),
  },
  { examples: [{ code: 'blurry', detail: 'score 0.141, at least 0.29 wanted', severity: 'reject' }] },
);

const Quality = Type.Number({
  minimum: 0,
  maximum: 100,
  description: 'How good it is as a picture; what fails a check has less than 50.',
});

const score = (description: string) => Type.Number({ description });

/** What was measured of an image. */
const Scores = Type.Object({
  dark: score("cleanvision's, 0 to 1; low is dark."),
  light: score("cleanvision's, 0 to 1; low is washed out."),
  blurry: score("cleanvision's, 0 to 1; low is blurry."),
  low_information: score("cleanvision's, 0 to 1; low is plain."),
  odd_aspect_ratio: score("cleanvision's, 0 to 1: the shorter side divided by the longer one."),
  sharpness: score('Variance of the Laplacian; higher is sharper.'),
  entropy: score('Bits.'),
  contrast: score('Standard deviation of the brightness, 0 to 0.5.'),
  brightness: score('Mean brightness, 0 to 1.'),
});

export const Analysis = Type.Object(
  {
    image_id: Id,
    level: Level,
    is_valid: Type.Boolean(),
    quality_score: Quality,
    width: Type.Integer(),
    height: Type.Integer(),
    bytes: Type.Integer(),
    format: Type.String(),
    scores: Scores,
    issues: Type.Array(Issue),
  },
  {
    examples: [
      {
        image_id: '019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11',
        level: 'medium',
        is_valid: true,
        quality_score: 87.4,
        width: 1200,
        height: 800,
        bytes: 214_302,
        format: 'jpeg',
        scores: {
          dark: 0.93,
          light: 0.81,
          blurry: 0.52,
          low_information: 0.77,
          odd_aspect_ratio: 0.67,
          sharpness: 812.4,
          entropy: 7.7,
          contrast: 0.21,
          brightness: 0.46,
        },
        issues: [],
      },
    ],
  },
);
export type Analysis = Static<typeof Analysis>;

export const JobValidationStarted = Type.Object(
  {
    job_id: Id,
    validation_id: Type.String({
      format: 'uuid',
      description: 'Where the results stand: GET /validation/results/{id}.',
    }),
    images_count: Type.Integer(),
    validation_level: Level,
    task_ids: Type.Array(Type.String({ format: 'uuid' }), { description: 'Background tasks that check the images.' }),
    message: Type.String(),
  },
  {
    examples: [
      {
        job_id: '019c2f9e-7a10-7c3e-9a51-2f6f0f6a8d11',
        validation_id: '019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22',
        images_count: 128,
        validation_level: 'medium',
        task_ids: ['019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22'],
        message: 'Validation of 128 images started at level medium',
      },
    ],
  },
);

const validationFields = {
  job_id: Type.Union([Id, Type.Null()], { description: 'The job whose images it checks, if it checks those of one.' }),
  dataset_id: NullableId,
  validation_level: Level,
  status: Type.Enum(['pending', 'running', 'completed', 'failed']),
  images_count: Type.Integer({ description: 'Images that were to be checked.' }),
  error_message: Type.Union([Type.String(), Type.Null()]),
  created_at: Type.String({ format: 'date-time' }),
  finished_at: NullableMoment,
};

/** A validation that was asked for. */
export const ValidationJob = Type.Object(
  { id: Id, ...validationFields, task_ids: Type.Array(Id), message: Type.String() },
  {
    examples: [
      {
        id: '019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22',
        job_id: null,
        dataset_id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833',
        validation_level: 'medium',
        status: 'pending',
        images_count: 128,
        error_message: null,
        created_at: '2026-11-20T08:00:00.000Z',
        finished_at: null,
        task_ids: ['019c2fa0-1be2-7d4f-8f0e-5a4c2f6a9b22'],
        message: 'Validation of 128 images started at level medium',
      },
    ],
  },
);

/** What was found of one image. */
const ImageResult = Type.Object({
  image_id: Id,
  is_valid: Type.Union([Type.Boolean(), Type.Null()], { description: '`null` until it is checked.' }),
  quality_score: Type.Union([Quality, Type.Null()]),
  issues: Type.Array(Issue),
  checked_at: NullableMoment,
});

/** A validation with a page of its images. */
export const ValidationResults = Type.Object({
  validation_id: Id,
  ...validationFields,
  checked_images: Type.Integer(),
  valid_images: Type.Integer(),
  invalid_images: Type.Integer(),
  average_quality_score: Type.Union([Quality, Type.Null()]),
  ...pageOf(ImageResult).properties,
});

/** What the newest checks of a dataset's images say. */
export const DatasetValidationStats = Type.Object(
  {
    dataset_id: Id,
    total_images: Type.Integer({ description: 'Images that the dataset has now.' }),
    validated_images: Type.Integer({ description: 'Those of them that were ever checked.' }),
    valid_images: Type.Integer(),
    invalid_images: Type.Integer(),
    average_quality_score: Type.Union([Quality, Type.Null()]),
    quality_histogram: Type.Array(Type.Integer(), {
      description: 'Checked images by quality: 0 to 10, 10 to 20, … 90 to 100.',
      minItems: 10,
      maxItems: 10,
    }),
    issues: Type.Record(Type.String(), Type.Integer(), { description: 'Images by the code of each issue.' }),
    last_validated_at: NullableMoment,
  },
  {
    examples: [
      {
        dataset_id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833',
        total_images: 130,
        validated_images: 128,
        valid_images: 121,
        invalid_images: 7,
        average_quality_score: 81.2,
        quality_histogram: [0, 1, 2, 1, 3, 6, 12, 20, 40, 43],
        issues: { blurry: 5, dark: 2, greyscale: 9 },
        last_validated_at: '2026-11-20T08:00:10.000Z',
      },
    ],
  },
);

/** Which level is taken when a request names none. */
export const LevelChoice = Type.Object(
  {
    level: Level,
    scope: Type.Enum(['user', 'installation', 'default'], {
      description: 'Who chose it: you, an admin for everybody, or nobody.',
    }),
  },
  { examples: [{ level: 'medium', scope: 'user' }] },
);

/** The part of an answer that stands in the row of a validation. */
export const toValidationFields = (row: ValidationRow) => ({
  job_id: row.jobId,
  dataset_id: row.datasetId,
  validation_level: row.level,
  status: row.status,
  images_count: row.imagesCount,
  error_message: toldReason(row),
  created_at: row.createdAt.toISOString(),
  finished_at: row.finishedAt?.toISOString() ?? null,
});
