/**
 * The tables, in one place. Ids are UUIDv7 (they sort by time of making). Hashes of 64 bits are signed bigints here and
 * 16 hex digits everywhere else. Migrations are generated from this file: `npm run db:generate`.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { users } from './accounts.schema.ts';
import type { Candidate, CandidateLocation, Json } from './candidate.ts';
import { moment } from './columns.ts';
import type { CandidateMeasures, ImageMeasures } from './measures.ts';
import type { JobConfig, JobKind, JobStatus } from './job.ts';
import type { Licence } from './licence.ts';
import type { OptOutDecision, Outcome } from './outcome.ts';

/** A 64-bit hash: 16 hex digits in code, a signed bigint in the database. */
const hash64 = customType<{ data: string; driverData: string }>({
  dataType: () => 'bigint',
  toDriver: (hex) => BigInt.asIntN(64, BigInt(`0x${hex}`)).toString(),
  fromDriver: (value) => BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0'),
});

/** One row: what tells this database from every other, so that storage knows whose bytes it holds. */
export const installation = pgTable('installation', {
  only: boolean('only').primaryKey().default(true),
  id: uuid('id').notNull(),
});

export const projects = pgTable(
  'projects',
  {
    id: uuid('id').primaryKey(),
    /** Whose it is; `null` for those of the command line, which only admins see. */
    ownerId: uuid('owner_id').references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** Where `pixmill build` writes its dataset: one project a directory. `null` for projects that are known by name. */
    directory: text('directory'),
    /** Where its owner's uploads go that name no project; at most one a user. */
    isDefault: boolean('is_default').notNull().default(false),
    /** Names of the analysers that look at its images, in their order; `null` for those of ANALYZERS. */
    analyzers: jsonb('analyzers').$type<readonly string[]>(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** Since when nobody sees it any more; what is in it goes bit by bit (removal.jobs.ts). */
    removedAt: moment('removed_at'),
  },
  (table) => [
    // The command line knows its projects by name; users may give the same name twice.
    uniqueIndex('projects_name')
      .on(table.name)
      .where(sql`directory is null and owner_id is null and removed_at is null`),
    uniqueIndex('projects_directory').on(table.directory),
    index('projects_owner').on(table.ownerId, table.createdAt),
    uniqueIndex('projects_default')
      .on(table.ownerId)
      .where(sql`is_default`),
  ],
);

export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** What a person calls it, and who asked for it; `null` for jobs of the command line. */
    name: text('name'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    /** The request of the API, as it was understood. */
    request: jsonb('request').$type<{ readonly [key: string]: Json }>(),
    kind: text('kind').$type<JobKind>().notNull(),
    status: text('status').$type<JobStatus>().notNull(),
    config: jsonb('config').$type<JobConfig>().notNull(),
    /**
     * Number of the newest event of the job. Whoever writes an end takes numbers here, and so holds the row until they
     * commit: numbers become visible in their order, and "after number n" never misses one.
     */
    eventSeq: bigint('event_seq', { mode: 'number' }).notNull().default(0),
    /** Why it failed: a code and its sentence. */
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    createdAt: moment('created_at').notNull().defaultNow(),
    startedAt: moment('started_at'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    /** Since when nobody sees it any more; its candidates and images go bit by bit (removal.jobs.ts). */
    removedAt: moment('removed_at'),
  },
  (table) => [
    index('jobs_project').on(table.projectId, table.createdAt),
    index('jobs_creator').on(table.createdBy, table.createdAt),
  ],
);

/** One question to one source within a job, and how far its answer has been read. */
export const searches = pgTable(
  'searches',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    /** Order of asking within the job. */
    position: integer('position').notNull(),
    source: text('source').notNull(),
    query: text('query').notNull(),
    /** Label for candidates to which the source gives none. */
    label: text('label'),
    /** Searches with the same target share it: they answer the same keyword from several sources. */
    targetGroup: integer('target_group').notNull(),
    /** Kept images wanted of the group; `null` means all. */
    target: integer('target'),
    cursor: jsonb('cursor').$type<Json>(),
    pages: integer('pages').notNull().default(0),
    /** Candidates named so far; also the next rank. */
    discovered: integer('discovered').notNull().default(0),
    kept: integer('kept').notNull().default(0),
    duplicate: integer('duplicate').notNull().default(0),
    rejected: integer('rejected').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
    /** Ended candidates whose bytes had arrived. */
    downloaded: integer('downloaded').notNull().default(0),
    /** Nothing more will come of it: it was read to its end, or gave up with an error. */
    dry: boolean('dry').notNull().default(false),
    notices: jsonb('notices').$type<readonly string[]>().notNull().default([]),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
  },
  (table) => [uniqueIndex('searches_position').on(table.jobId, table.position)],
);

/** A batch of candidates: the unit that the queue hands to a worker. */
export const chunks = pgTable(
  'chunks',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    searchId: uuid('search_id')
      .notNull()
      .references(() => searches.id, { onDelete: 'cascade' }),
    status: text('status').$type<'open' | 'done' | 'cancelled'>().notNull().default('open'),
    /** Workers that have begun it and not come to an end, good or bad: above 0, one died, and candidates go one at a time. */
    attempts: integer('attempts').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [index('chunks_job').on(table.jobId, table.status), index('chunks_search').on(table.searchId)],
);

export const candidates = pgTable(
  'candidates',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull(),
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    searchId: uuid('search_id')
      .notNull()
      .references(() => searches.id, { onDelete: 'cascade' }),
    /** `null` when it ended before it was handed out. */
    chunkId: uuid('chunk_id').references(() => chunks.id, { onDelete: 'cascade' }),
    /** Position in its search, from 0. */
    rank: integer('rank').notNull(),
    sourceItemId: text('source_item_id').notNull(),
    /** MD5 of the URL, for finding the same address again; `null` when it has none. */
    urlHash: uuid('url_hash'),
    label: text('label'),
    location: jsonb('location').$type<CandidateLocation>().notNull(),
    candidate: jsonb('candidate').$type<Omit<Candidate, 'location' | 'sourceItemId' | 'label'>>().notNull(),
    /** `null` while in flight. */
    outcome: text('outcome').$type<Outcome>(),
    code: text('code'),
    detail: text('detail'),
    httpStatus: integer('http_status'),
    attempts: integer('attempts').notNull().default(0),
    /** How often its host was waited for. */
    deferrals: integer('deferrals').notNull().default(0),
    /** How often its worker died while it was being decoded, alone. */
    workerDeaths: integer('worker_deaths').notNull().default(0),
    /** The image that it became, or that stands for it when it is a duplicate. */
    imageId: uuid('image_id'),
    optOut: jsonb('opt_out').$type<OptOutDecision>(),
    /** What was measured of a rejected one, so that a threshold can move without decoding again. */
    measures: jsonb('measures').$type<CandidateMeasures>(),
    settledAt: moment('settled_at'),
    /** Number of the job's event that tells of its end. */
    eventSeq: bigint('event_seq', { mode: 'number' }),
  },
  (table) => [
    uniqueIndex('candidates_item').on(table.searchId, table.sourceItemId),
    index('candidates_chunk').on(table.chunkId),
    index('candidates_rank').on(table.searchId, table.rank),
    index('candidates_job_outcome').on(table.jobId, table.outcome),
    index('candidates_event')
      .on(table.jobId, table.eventSeq)
      .where(sql`event_seq is not null`),
    index('candidates_url').on(table.projectId, table.urlHash),
    index('candidates_image').on(table.imageId),
    // Staged bytes that somebody still waits for; the sweeper asks.
    index('candidates_staged')
      .on(sql`(location->>'sha256')`)
      .where(sql`outcome is null`),
  ],
);

/** Bytes that storage holds; the row is written after the file. */
export const blobs = pgTable('blobs', {
  sha256: text('sha256').primaryKey(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  contentType: text('content_type').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const images = pgTable(
  'images',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** The candidate whose provenance it carries: the best one of those with these bytes. */
    candidateId: uuid('candidate_id').notNull(),
    jobId: uuid('job_id').notNull(),
    searchId: uuid('search_id').notNull(),
    /** Order of first sight within its job: search position, then rank. */
    seenOrder: bigint('seen_order', { mode: 'number' }).notNull(),
    status: text('status').$type<'kept' | 'duplicate'>().notNull(),
    /** The kept image that stands for it, when it is a duplicate. */
    duplicateOf: uuid('duplicate_of'),
    sha256: text('sha256')
      .notNull()
      .references(() => blobs.sha256),
    pixelHash: text('pixel_hash').notNull(),
    phash: hash64('phash').notNull(),
    dhash: hash64('dhash').notNull(),
    /** Whether the perceptual hashes mean anything; a picture that is too plain is only ever an exact duplicate. */
    hashable: boolean('hashable').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    format: text('format').notNull(),
    label: text('label'),
    source: text('source').notNull(),
    query: text('query').notNull(),
    sourceUrl: text('source_url'),
    pageUrl: text('page_url'),
    originalName: text('original_name'),
    title: text('title'),
    description: text('description'),
    caption: text('caption'),
    tags: jsonb('tags').$type<readonly string[]>().notNull().default([]),
    /** Which of title, description, tags and label a person has written: no source overwrites these. */
    edited: jsonb('edited').$type<readonly EditableColumn[]>().notNull().default([]),
    creator: text('creator'),
    creatorUrl: text('creator_url'),
    licence: jsonb('licence').$type<Licence>().notNull(),
    /** Order of licences when copies compete: higher is better, 0 is unknown. */
    licenceRank: integer('licence_rank').notNull(),
    metadata: jsonb('metadata').$type<{ readonly [key: string]: Json }>().notNull().default({}),
    optOut: jsonb('opt_out').$type<OptOutDecision>(),
    measures: jsonb('measures').$type<ImageMeasures>().notNull(),
    thumbhash: text('thumbhash').notNull(),
    /** Codes of checks that it does not pass but was not rejected for (modes `lenient` and `report`). */
    qualityFlags: jsonb('quality_flags').$type<readonly string[]>().notNull().default([]),
    /** How far its analysis is (features/analysis); images of commands stay pending. */
    aiStatus: text('ai_status').$type<AiStatus>().notNull().default('pending'),
    /** Why it failed, or what it waits for. */
    aiError: text('ai_error'),
    /** When a pending one goes on with what is missing; `null`: now, with everything. */
    aiResumeAt: moment('ai_resume_at'),
    /** Analyses in a row that ended with trouble that may pass. */
    aiAttempts: integer('ai_attempts').notNull().default(0),
    retrievedAt: moment('retrieved_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('images_bytes').on(table.projectId, table.sha256),
    index('images_sha256').on(table.sha256),
    index('images_pixels').on(table.projectId, table.pixelHash),
    index('images_duplicate_of').on(table.duplicateOf),
    index('images_label').on(table.projectId, table.status, table.label),
    index('images_search').on(table.searchId, table.status),
    index('images_created').on(table.projectId, table.createdAt, table.id),
    index('images_job').on(table.jobId, table.createdAt),
    // The order of exports (exported-images.repository.ts).
    index('images_export')
      .on(
        table.projectId,
        sql`(label is null)`,
        sql`(coalesce(label, '')) collate "C"`,
        table.jobId,
        table.seenOrder,
        table.id,
      )
      .where(sql`status = 'kept'`),
    // What is still to be analysed: mostly nothing.
    index('images_unanalysed')
      .on(table.projectId, table.aiResumeAt, table.createdAt, table.id)
      .where(sql`ai_status in ('pending', 'processing')`),
    // The near index: four bands of 16 bits, kept and hashable images only. Two hashes within r bits agree within floor(r / 4) bits in
    // at least one band, so that a question probes a few values of each band instead of scanning.
    ...[0, 1, 2, 3].map((band) =>
      index(`images_near_${band}`)
        .on(table.projectId, sql.raw(`(((phash >> ${band * 16}) & 65535)::int)`))
        .where(sql`status = 'kept' and hashable`),
    ),
  ],
);

/** Two images of a project that show the same picture, and how far apart they are. */
export const duplicatePairs = pgTable(
  'duplicate_pairs',
  {
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** The better copy. */
    imageId: uuid('image_id').notNull(),
    duplicateId: uuid('duplicate_id').notNull(),
    /** `similar` where hashes say nothing of it. */
    kind: text('kind').$type<'exact' | 'near' | 'similar'>().notNull(),
    /** Bits of the perceptual hash that differ. */
    distance: integer('distance').notNull(),
    /** A person's word on the pair; never asked again. */
    decision: text('decision').$type<'same' | 'different'>(),
    /** A person chose `image_id` over `duplicate_id`, whatever the rule says. */
    chosen: boolean('chosen').notNull().default(false),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.imageId, table.duplicateId] }),
    index('duplicate_pairs_duplicate').on(table.duplicateId),
    index('duplicate_pairs_project').on(table.projectId, table.distance),
    foreignKey({ columns: [table.imageId], foreignColumns: [images.id] }).onDelete('cascade'),
    foreignKey({ columns: [table.duplicateId], foreignColumns: [images.id] }).onDelete('cascade'),
  ],
);

/** Requests that a source's service was asked on one UTC day; a daily budget outlives a restart. */
export const sourceRequests = pgTable(
  'source_requests',
  {
    source: text('source').notNull(),
    day: text('day').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.day] })],
);

/** What a person may write about an image. */
export type EditableColumn = 'title' | 'description' | 'tags' | 'label';

/** How far the models have come with an image. */
export type AiStatus = 'pending' | 'processing' | 'completed' | 'failed';

export type ProjectRow = typeof projects.$inferSelect;
export type JobRow = typeof jobs.$inferSelect;
export type SearchRow = typeof searches.$inferSelect;
export type CandidateRow = typeof candidates.$inferSelect;
export type ImageRow = typeof images.$inferSelect;
