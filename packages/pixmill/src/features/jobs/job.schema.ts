import { Type, type Static } from 'typebox';
import { JobConfigBody, JobConfigView, toJobConfigView } from '../../library/job-config-body.ts';
import { Keyword, MOST_KEYWORDS } from '../../library/keywords.ts';
import { NameText } from '../../library/name-text.ts';
import { toldReason } from '../../library/told-reason.ts';
import { Text } from '../../platform/http/text.ts';
import { progressOf } from './job-progress.rules.ts';
import { CountFields, toCountFields } from './job-progress.schema.ts';
import type { JobSummary } from './jobs.repository.ts';

const MOST_IMAGES = 1_000_000;
const MOST_SOURCES = 30;

const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });

const SourceName = Text({ minLength: 1, maxLength: 50 });

/** What a new job is made of. */
export const JobBody = Type.Object(
  {
    project_id: Id,
    name: NameText({ description: 'What you call it.' }),
    keywords: Type.Array(Keyword, {
      minItems: 1,
      maxItems: MOST_KEYWORDS,
      description: 'What to look for; space around them and repeated ones are dropped. Each labels what it finds.',
    }),
    max_images: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MOST_IMAGES, default: 100, description: 'Images to keep in all.' }),
    ),
    sources: Type.Optional(
      Type.Array(SourceName, {
        minItems: 1,
        maxItems: MOST_SOURCES,
        description: 'Sources to ask, by id, or by subject (nature, art, space). All default ones when left out.',
      }),
    ),
    search_engine: Type.Optional(
      Text({ minLength: 1, maxLength: 50, description: 'One more source; the older way to name one.' }),
    ),
    config: Type.Optional(JobConfigBody),
  },
  {
    additionalProperties: false,
    examples: [
      {
        project_id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9',
        name: 'Red kites',
        keywords: ['red kite', 'milvus milvus'],
        max_images: 200,
        sources: ['openverse', 'commons'],
        config: { level: 'medium', license: 'cc0,by,by-sa' },
      },
    ],
  },
);
export type JobBody = Static<typeof JobBody>;

/** A job as the API shows it. */
export const JobView = Type.Object(
  {
    id: Id,
    project_id: Id,
    name: Type.Union([Type.String(), Type.Null()], { description: 'Null for jobs of the command line.' }),
    kind: Type.Enum(['crawl', 'import', 'upload']),
    status: Type.Enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
    keywords: Type.Array(Type.String()),
    sources: Type.Array(Type.String()),
    max_images: Type.Union([Type.Integer(), Type.Null()], { description: 'Null keeps all that pass.' }),
    config: JobConfigView,
    progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Percent; 100 when it is completed.' }),
    ...CountFields,
    created_by: Type.Union([Id, Type.Null()]),
    error_code: Type.Union([Type.String(), Type.Null()]),
    error_message: Type.Union([Type.String(), Type.Null()], { description: 'Why it failed, in one sentence.' }),
    last_event_id: Type.String({
      description: 'Number of its newest event: `/events` after it tells what comes next.',
    }),
    created_at: Moment,
    started_at: Type.Union([Moment, Type.Null()]),
    updated_at: Moment,
    finished_at: Type.Union([Moment, Type.Null()]),
  },
  {
    examples: [
      {
        id: '0198c2f0-5a61-7d10-b0f4-7c8e21d3a4b5',
        project_id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9',
        name: 'Red kites',
        kind: 'crawl',
        status: 'pending',
        keywords: ['red kite', 'milvus milvus'],
        sources: ['openverse', 'commons'],
        max_images: 200,
        config: {
          level: 'medium',
          mode: 'strict',
          min_size: '64x64',
          max_aspect: 10,
          min_bytes: 1024,
          max_bytes: 26_214_400,
          near: 4,
          license: 'cc0,by,by-sa',
        },
        progress: 0,
        discovered_images: 0,
        downloaded_images: 0,
        valid_images: 0,
        duplicate_images: 0,
        rejected_images: 0,
        failed_images: 0,
        skipped_images: 0,
        in_flight_images: 0,
        created_by: '0198c2ee-90b1-7f3a-9c1e-2f8f6c1d7a10',
        error_code: null,
        error_message: null,
        last_event_id: '0',
        created_at: '2026-11-20T08:00:00.000Z',
        started_at: null,
        updated_at: '2026-11-20T08:00:00.000Z',
        finished_at: null,
      },
    ],
  },
);
export type JobView = Static<typeof JobView>;

/** Turns what is known of a job into what the API shows. */
export const toJobView = ({ job, counts, keywords, sources }: JobSummary): JobView => ({
  id: job.id,
  project_id: job.projectId,
  name: job.name,
  kind: job.kind,
  status: job.status,
  keywords: [...keywords],
  sources: [...sources],
  max_images: job.config.maxImages,
  config: toJobConfigView(job.config),
  progress: progressOf({ status: job.status, target: job.config.maxImages }, counts),
  ...toCountFields(counts),
  created_by: job.createdBy,
  error_code: job.errorCode,
  error_message: toldReason(job),
  last_event_id: String(job.eventSeq),
  created_at: job.createdAt.toISOString(),
  started_at: job.startedAt?.toISOString() ?? null,
  updated_at: job.updatedAt.toISOString(),
  finished_at: job.finishedAt?.toISOString() ?? null,
});
