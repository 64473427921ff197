import { and, eq, gte, lt, lte, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { Type, type Static } from 'typebox';
import { Moment, Text } from '../platform/http/text.ts';
import { LICENCE_CODES } from './accepts-licence.ts';
import { images } from './schema.ts';
import { datasets } from './service.schema.ts';

const MOST_PIXELS_A_SIDE = 1_000_000;

const side = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_PIXELS_A_SIDE, description: `${description}, in pixels.` }));

const size = (description: string) =>
  Type.Optional(
    Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: `${description}, in bytes.` }),
  );

const moment = (description: string) => Type.Optional(Moment({ description, examples: ['2026-11-20T08:00:00Z'] }));

/** Query parameters that choose images; spread them into `querystring`. All of those that are given must hold. */
export const ImageFilterQuery = {
  project_id: Type.Optional(Type.String({ format: 'uuid', description: 'Images of this project.' })),
  job_id: Type.Optional(Type.String({ format: 'uuid', description: 'Images that this job found.' })),
  dataset_id: Type.Optional(Type.String({ format: 'uuid', description: 'Kept images of this dataset.' })),
  tag: Type.Optional(
    Type.Array(Text({ minLength: 1, maxLength: 100 }), {
      maxItems: 20,
      description: 'Images with this tag; given several times, with all of them.',
    }),
  ),
  label: Type.Optional(Text({ maxLength: 200, description: 'Images with this label.' })),
  license: Type.Optional(
    Text({
      minLength: 1,
      maxLength: 200,
      description: `Licences, comma-separated: ${LICENCE_CODES.join(', ')}, an id such as CC-BY-4.0, commercial, or unknown.`,
    }),
  ),
  source: Type.Optional(Text({ minLength: 1, maxLength: 100, description: 'Where they come from, e.g. openverse.' })),
  min_width: side('Least width'),
  max_width: side('Most width'),
  min_height: side('Least height'),
  max_height: side('Most height'),
  min_bytes: size('Least size of the file'),
  max_bytes: size('Most size of the file'),
  from: moment('Added at this time or later (RFC 3339).'),
  to: moment('Added before this time (RFC 3339).'),
  issue: Type.Optional(
    Type.Array(Text({ minLength: 1, maxLength: 50 }), {
      maxItems: 20,
      description: 'Images that do not pass this check, e.g. blurry; given several times, any of them.',
    }),
  ),
  status: Type.Optional(
    Type.Enum(['kept', 'duplicate'], { description: 'Those that were kept, or those that a better copy stands for.' }),
  ),
  ai_processing_status: Type.Optional(
    Type.Enum(['pending', 'processing', 'completed', 'failed'], { description: 'How far the analysis is.' }),
  ),
};

const ImageFilters = Type.Object(ImageFilterQuery);
export type ImageFilters = Static<typeof ImageFilters>;

const licenceId = sql<string>`(${images.licence}->>'id')`;

/** What one word of a list of licences stands for. */
const licenceCondition = (word: string): SQL | undefined => {
  const code = word.toLowerCase().replace(/^cc-(?=by|pdm)/, '');
  if (code === 'any') return sql`true`;
  if (code === 'unknown') return sql`${licenceId} is null`;
  if (code === 'commercial') return sql`(${images.licence}->>'commercialOk') = 'true'`;
  if (code === 'cc0') return sql`${licenceId} = 'CC0-1.0'`;
  if (code === 'pdm') return sql`${licenceId} in ('CC-PDM-1.0', 'public-domain', 'US-Gov-PD')`;
  const known = LICENCE_CODES.find((name) => name === code);
  if (known !== undefined) return sql`${licenceId} ~ ${`^CC-${known.toUpperCase()}(-[0-9]|$)`}`;
  return sql`lower(${licenceId}) = ${word.toLowerCase()}`;
};

const licencesCondition = (text: string): SQL | undefined =>
  or(
    ...text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .map(licenceCondition),
  );

const anyIssue = (issues: readonly string[]): SQL | undefined =>
  or(...issues.map((issue) => sql`${images.qualityFlags} @> ${JSON.stringify([issue])}::jsonb`));

/** The condition on `images` that filters stand for; `undefined` when none is given. Who may see them is not part of it. */
export const imageFilterCondition = (filters: ImageFilters): SQL | undefined => {
  const { tag, label, license, source, from, to, issue, status, ai_processing_status: aiStatus } = filters;
  return and(
    filters.project_id === undefined ? undefined : eq(images.projectId, filters.project_id),
    filters.job_id === undefined ? undefined : eq(images.jobId, filters.job_id),
    filters.dataset_id === undefined
      ? undefined
      : sql`${images.status} = 'kept' and ${images.projectId} in
          (select ${datasets.projectId} from ${datasets} where ${datasets.id} = ${filters.dataset_id})`,
    tag === undefined || tag.length === 0 ? undefined : sql`${images.tags} @> ${JSON.stringify(tag)}::jsonb`,
    label === undefined ? undefined : eq(images.label, label),
    license === undefined ? undefined : licencesCondition(license),
    source === undefined ? undefined : eq(images.source, source),
    filters.min_width === undefined ? undefined : gte(images.width, filters.min_width),
    filters.max_width === undefined ? undefined : lte(images.width, filters.max_width),
    filters.min_height === undefined ? undefined : gte(images.height, filters.min_height),
    filters.max_height === undefined ? undefined : lte(images.height, filters.max_height),
    filters.min_bytes === undefined ? undefined : gte(images.bytes, filters.min_bytes),
    filters.max_bytes === undefined ? undefined : lte(images.bytes, filters.max_bytes),
    from === undefined ? undefined : gte(images.createdAt, new Date(from)),
    to === undefined ? undefined : lt(images.createdAt, new Date(to)),
    issue === undefined || issue.length === 0 ? undefined : anyIssue(issue),
    status === undefined ? undefined : eq(images.status, status),
    aiStatus === undefined ? undefined : eq(images.aiStatus, aiStatus),
  );
};
