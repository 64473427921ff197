/** The tables that only the service needs: datasets, validations, what people are told, and what they did. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { users } from './accounts.schema.ts';
import { moment } from './columns.ts';
import type { Json } from './candidate.ts';
import type { DatasetRequest } from './dataset-request.ts';
import type { ImageIssue } from './image-issue.ts';
import type { ValidationLevel } from './job.ts';
import { images, jobs, projects } from './schema.ts';

/** A dataset that was asked for in one call: a project, its crawl, and the archive that is written from it. */
export const datasets = pgTable(
  'datasets',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    jobId: uuid('job_id').references(() => jobs.id, { onDelete: 'set null' }),
    name: text('name').notNull(),
    description: text('description'),
    /** What was asked for, so that it can be built again. */
    request: jsonb('request').$type<DatasetRequest>().notNull(),
    /** State of the archive; the crawl's own is that of its job. */
    archiveStatus: text('archive_status')
      .$type<'none' | 'building' | 'ready' | 'failed' | 'cancelled'>()
      .notNull()
      .default('none'),
    /** Storage key of the newest archive; while it is built again, of the one before. */
    archiveKey: text('archive_key'),
    archiveBytes: bigint('archive_bytes', { mode: 'number' }),
    archiveSha256: text('archive_sha256'),
    archivedAt: moment('archived_at'),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('datasets_owner').on(table.ownerId, table.createdAt),
    index('datasets_project').on(table.projectId),
    index('datasets_job').on(table.jobId),
    // The sweeper asks whose archive a file is.
    index('datasets_archive').on(table.archiveKey),
  ],
);

/** One run of the checks over images that are there already. */
export const validations = pgTable(
  'validations',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** What it was asked about; exactly one of these, or a list of images. */
    jobId: uuid('job_id').references(() => jobs.id, { onDelete: 'cascade' }),
    datasetId: uuid('dataset_id').references(() => datasets.id, { onDelete: 'cascade' }),
    level: text('level').$type<ValidationLevel>().notNull(),
    status: text('status').$type<'pending' | 'running' | 'completed' | 'failed'>().notNull().default('pending'),
    imagesCount: integer('images_count').notNull(),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    createdAt: moment('created_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    index('validations_owner').on(table.ownerId, table.createdAt),
    index('validations_job').on(table.jobId),
    index('validations_dataset').on(table.datasetId),
  ],
);

export const validationResults = pgTable(
  'validation_results',
  {
    validationId: uuid('validation_id')
      .notNull()
      .references(() => validations.id, { onDelete: 'cascade' }),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    isValid: boolean('is_valid'),
    /** 0..100; `null` until it is checked. */
    qualityScore: real('quality_score'),
    issues: jsonb('issues').$type<readonly ImageIssue[]>(),
    checkedAt: moment('checked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.validationId, table.imageId] }),
    index('validation_results_image').on(table.imageId),
    // What is still to be checked.
    index('validation_results_open')
      .on(table.validationId, table.imageId)
      .where(sql`checked_at is null`),
  ],
);

export const notifications = pgTable(
  'notifications',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    category: text('category').notNull(),
    title: text('title').notNull(),
    message: text('message').notNull(),
    resourceType: text('resource_type'),
    resourceId: uuid('resource_id'),
    /** Which time this happened to the resource, e.g. when a job ended that is retried; empty when it happens once. */
    occurrence: text('occurrence').notNull().default(''),
    /** Whether it is shown; one that only made a mail is kept so that the mail is not sent again. */
    inApp: boolean('in_app').notNull().default(true),
    readAt: moment('read_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('notifications_user').on(table.userId, table.id),
    // The same end of the same thing tells once, however often it is written.
    uniqueIndex('notifications_once').on(table.userId, table.resourceId, table.category, table.title, table.occurrence),
  ],
);

/** What a user wants to be told of, and how; no row means the defaults. */
export const notificationPreferences = pgTable('notification_preferences', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** By category: whether a notification is made, and whether a mail is sent. */
  categories: jsonb('categories')
    .$type<{ readonly [category: string]: { readonly inApp: boolean; readonly email: boolean } }>()
    .notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

/** Who did what, when, from where. Kept when the user goes. */
export const activity = pgTable(
  'activity',
  {
    id: uuid('id').primaryKey(),
    /** Whose list it stands in. */
    userId: uuid('user_id').notNull(),
    action: text('action').notNull(),
    resourceType: text('resource_type').notNull(),
    resourceId: uuid('resource_id'),
    detail: jsonb('detail').$type<{ readonly [key: string]: Json }>().notNull().default({}),
    address: text('address'),
    requestId: text('request_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('activity_user').on(table.userId, table.id),
    index('activity_created').on(table.createdAt),
    index('activity_resource').on(table.resourceType, table.resourceId),
  ],
);

/** Answers to POSTs that carried an `Idempotency-Key`, so that the same request again gets the same answer. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: uuid('user_id').notNull(),
    key: text('key').notNull(),
    /** Method and path, and SHA-256 of the body: the same key for something else is an error. */
    request: text('request').notNull(),
    /** `null` while the first request is still running. */
    status: integer('status'),
    body: jsonb('body').$type<Json>(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] }), index('idempotency_keys_age').on(table.createdAt)],
);

/** Installation-wide choices that are made while it runs, e.g. the validation level. */
export const choices = pgTable('choices', {
  name: text('name').primaryKey(),
  value: jsonb('value').$type<Json>().notNull(),
  updatedAt: moment('updated_at')
    .notNull()
    .default(sql`now()`),
});

export type DatasetRow = typeof datasets.$inferSelect;
export type ValidationRow = typeof validations.$inferSelect;
export type NotificationRow = typeof notifications.$inferSelect;
export type ActivityRow = typeof activity.$inferSelect;
