import { Type, type Static } from 'typebox';
import { datasetError } from '../../library/dataset.errors.ts';
import { JobConfigBody, JobConfigView, toJobConfigView, jobConfigOfBody } from '../../library/job-config-body.ts';
import { Keyword, MOST_KEYWORDS } from '../../library/keywords.ts';
import { NameText } from '../../library/name-text.ts';
import { toldReason } from '../../library/told-reason.ts';
import { Text } from '../../platform/http/text.ts';
import { progressOf, statusOf } from './dataset.rules.ts';
import type { DatasetSummary } from './datasets.repository.ts';

const MOST_CATEGORIES = 50;
const MOST_IMAGES = 100_000;
const MOST_SOURCES = 30;

const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });
const Nullable = (type: 'string' | 'integer', description: string, format?: string) =>
  Type.Unsafe<string | null>({ type: [type, 'null'], description, ...(format === undefined ? {} : { format }) });
const NullableInteger = (description: string) => Type.Unsafe<number | null>({ type: ['integer', 'null'], description });

const Description = Text({ maxLength: 2000, description: 'What it is for.' });
const SourceNames = (description: string) =>
  Type.Optional(
    Type.Array(Text({ minLength: 1, maxLength: 50 }), { minItems: 1, maxItems: MOST_SOURCES, description }),
  );

/** Labels with their keywords. */
const Categories = Type.Record(
  Text({ minLength: 1, maxLength: 100 }),
  Type.Array(Keyword, { minItems: 1, maxItems: MOST_KEYWORDS }),
  {
    maxProperties: MOST_CATEGORIES,
    additionalProperties: false,
    description: 'Keywords by label: what any of them finds gets the label. A keyword outside of it is its own label.',
  },
);

/** What a new dataset is made of. */
export const DatasetBody = Type.Object(
  {
    name: NameText({ description: 'What you call it; its project is called the same.' }),
    description: Type.Optional(Description),
    keywords: Type.Optional(
      Type.Array(Keyword, {
        maxItems: MOST_KEYWORDS,
        description: 'What to look for; repeated ones are dropped. Needed unless there are categories.',
      }),
    ),
    categories: Type.Optional(Categories),
    max_images: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_IMAGES,
        default: 100,
        description: 'Images to keep in all; every label gets the same share.',
      }),
    ),
    sources: SourceNames('Sources to ask, by id, or by subject (nature, art, space). All default ones when left out.'),
    search_engines: SourceNames('The same; the older name of it.'),
    config: Type.Optional(JobConfigBody),
  },
  {
    additionalProperties: false,
    examples: [
      { name: 'Birds of prey', categories: { kite: ['red kite', 'black kite'], owl: ['barn owl'] }, max_images: 200 },
    ],
  },
);
export type DatasetBody = Static<typeof DatasetBody>;

/** What can be changed of a dataset. */
export const DatasetChanges = Type.Object(
  { name: Type.Optional(NameText()), description: Type.Optional(Type.Union([Description, Type.Null()])) },
  { additionalProperties: false, minProperties: 1, examples: [{ name: 'Birds of prey, 2nd edition' }] },
);
export type DatasetChanges = Static<typeof DatasetChanges>;

export const Status = Type.Enum(['pending', 'processing', 'completed', 'failed', 'cancelled'], {
  description: 'pending, processing (its crawl, then its archive), then one of the others.',
});

const stateFields = {
  id: Id,
  status: Status,
  progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Percent; 100 when it is completed.' }),
  images_collected: Type.Integer({ description: 'Images that it has.' }),
  max_images: Type.Integer(),
  download_url: Nullable(
    'string',
    'Its archive; signed and expiring, so that it works without a header. While it is built again, the archive before.',
  ),
  error_code: Nullable('string', 'Why it failed, as a code.'),
  error_message: Nullable('string', 'Why it failed, in one sentence.'),
  updated_at: Moment,
};

const STATE_EXAMPLE = {
  id: '019c2f9b-33aa-7e55-b7c1-90e1c0b7a833',
  status: 'processing',
  progress: 42,
  images_collected: 89,
  max_images: 200,
  download_url: null,
  error_code: null,
  error_message: null,
  updated_at: '2026-11-20T08:00:30.000Z',
};

/** How far a dataset is. */
export const DatasetStatusView = Type.Object(stateFields, { examples: [STATE_EXAMPLE] });

/** A dataset as the API shows it. */
export const DatasetView = Type.Object(
  {
    ...stateFields,
    name: Type.String(),
    description: Nullable('string', 'What it is for.'),
    keywords: Type.Array(Type.String()),
    categories: Type.Record(Type.String(), Type.Array(Type.String())),
    sources: Type.Array(Type.String(), { description: 'Ids of the sources that are asked.' }),
    config: JobConfigView,
    project_id: Type.String({ format: 'uuid', description: 'Where its images are.' }),
    job_id: Nullable('string', 'Its newest crawl.', 'uuid'),
    archive_bytes: NullableInteger('Size of the archive.'),
    archive_sha256: Nullable('string', 'Of the archive, 64 hex digits.'),
    archived_at: Nullable('string', 'When the archive was written.', 'date-time'),
    created_at: Moment,
  },
  {
    examples: [
      {
        ...STATE_EXAMPLE,
        name: 'Birds of prey',
        description: null,
        keywords: [],
        categories: { kite: ['red kite', 'black kite'], owl: ['barn owl'] },
        sources: ['openverse', 'commons'],
        config: {
          level: 'medium',
          mode: 'strict',
          min_size: '64x64',
          max_aspect: 10,
          min_bytes: 1024,
          max_bytes: 26_214_400,
          near: 4,
          license: 'any',
        },
        project_id: '019c2f9b-33aa-7e55-b7c1-8f2b0a5d1c44',
        job_id: '019c2f9b-33aa-7e55-b7c1-93a7d2e4f155',
        archive_bytes: null,
        archive_sha256: null,
        archived_at: null,
        created_at: '2026-11-20T08:00:00.000Z',
      },
    ],
  },
);
export type DatasetView = Static<typeof DatasetView>;

/** Counts of datasets. */
export const DatasetStats = Type.Object(
  {
    total_datasets: Type.Integer(),
    completed_datasets: Type.Integer(),
    processing_datasets: Type.Integer({ description: 'Those that wait to begin, too.' }),
    failed_datasets: Type.Integer(),
    total_images: Type.Integer({ description: 'Images that all of them have.' }),
  },
  {
    examples: [
      { total_datasets: 7, completed_datasets: 5, processing_datasets: 1, failed_datasets: 0, total_images: 812 },
    ],
  },
);

/** A link to an archive. */
export const DownloadLink = Type.Object(
  {
    url: Type.String({ description: 'Works without a header until it expires; parts can be asked for (`Range`).' }),
    expires_at: Moment,
    filename: Type.String(),
    bytes: Type.Integer(),
    sha256: Type.String({ description: 'Of the archive, 64 hex digits.' }),
  },
  {
    examples: [
      {
        url: 'http://127.0.0.1:8000/api/v1/datasets/019c2f9b-33aa-7e55-b7c1-90e1c0b7a833/archive?expires=1763683200&signature=…',
        expires_at: '2026-11-21T00:00:00.000Z',
        filename: 'Birds of prey.zip',
        bytes: 48_211_930,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
    ],
  },
);

/** Makes an absolute, signed link of a path. */
export type SignUrl = (path: string) => string;

/** Path of the archive of a dataset. */
export const archivePath = (id: string): string => `/api/v1/datasets/${id}/archive`;

/** Why a dataset has failed: by its job, its archive, or because its job is gone. */
const failureOf = ({ dataset, job }: DatasetSummary) => {
  const state = { archiveStatus: dataset.archiveStatus, jobStatus: job?.status ?? null };
  if (statusOf(state) !== 'failed') return { error_code: null, error_message: null };
  if (job?.status === 'failed') return { error_code: job.errorCode, error_message: toldReason(job) };
  if (dataset.errorCode !== null) return { error_code: dataset.errorCode, error_message: toldReason(dataset) };
  const { code, message } = datasetError('dataset.job_gone');
  return { error_code: code, error_message: message };
};

/** How far a dataset is, as the API shows it. */
export const toDatasetStatus = (
  summary: DatasetSummary,
  { signUrl }: { readonly signUrl: SignUrl },
): Static<typeof DatasetStatusView> => {
  const { dataset, job, request, counts } = summary;
  const state = { archiveStatus: dataset.archiveStatus, jobStatus: job?.status ?? null };
  const updatedAt = Math.max(dataset.updatedAt.getTime(), job?.updatedAt.getTime() ?? 0);
  return {
    id: dataset.id,
    status: statusOf(state),
    progress: progressOf(state, request.maxImages, counts),
    images_collected: counts.collected,
    max_images: request.maxImages,
    download_url: dataset.archiveKey === null ? null : signUrl(archivePath(dataset.id)),
    ...failureOf(summary),
    updated_at: new Date(updatedAt).toISOString(),
  };
};

/** A dataset as the API shows it. */
export const toDatasetView = (summary: DatasetSummary, services: { readonly signUrl: SignUrl }): DatasetView => {
  const { dataset, request } = summary;
  return {
    ...toDatasetStatus(summary, services),
    name: dataset.name,
    description: dataset.description,
    keywords: [...request.keywords],
    categories: Object.fromEntries(Object.entries(request.categories).map(([label, words]) => [label, [...words]])),
    sources: [...request.sources],
    config: toJobConfigView(jobConfigOfBody(request.config ?? {}, request)),
    project_id: dataset.projectId,
    job_id: dataset.jobId,
    archive_bytes: dataset.archiveBytes,
    archive_sha256: dataset.archiveSha256,
    archived_at: dataset.archivedAt?.toISOString() ?? null,
    created_at: dataset.createdAt.toISOString(),
  };
};
