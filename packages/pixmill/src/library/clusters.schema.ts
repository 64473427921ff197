/** Groups of a project's images that look or mean alike, as they were found by runs: the newest ones are kept. */
import { sql } from 'drizzle-orm';
import {
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
import type { Comparison } from './comparison-vectors.ts';
import { images, projects } from './schema.ts';

export type ClusterStatus = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
export type ClusterAlgorithm = 'hdbscan' | 'kmeans';

/** What a run was asked for; `null` leaves it to the number of images. */
export type ClusterOptions = {
  readonly algorithm: ClusterAlgorithm | 'auto';
  /** Least images of a group. */
  readonly minSize: number | null;
  /** Groups in all; k-means only. */
  readonly groups: number | null;
  /** Whether the map is drawn anew instead of going on from the one before. */
  readonly newMap: boolean;
};

export const clusterRuns = pgTable(
  'cluster_runs',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    status: text('status').$type<ClusterStatus>().notNull().default('pending'),
    options: jsonb('options').$type<ClusterOptions>().notNull(),
    /** 0..1 */
    progress: real('progress').notNull().default(0),
    /** What it did, when it is completed. */
    algorithm: text('algorithm').$type<ClusterAlgorithm>(),
    comparedBy: jsonb('compared_by').$type<Comparison['by']>(),
    /** Images that were grouped, outliers among them. */
    images: integer('images'),
    /** Kept images that could not be compared, e.g. since a model has not seen them. */
    leftOut: integer('left_out'),
    isMapKept: boolean('is_map_kept'),
    notices: jsonb('notices').$type<readonly string[]>().notNull().default([]),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    createdAt: moment('created_at').notNull().defaultNow(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    index('cluster_runs_project').on(table.projectId, table.id),
    // One at a time a project.
    uniqueIndex('cluster_runs_open')
      .on(table.projectId)
      .where(sql`status in ('pending', 'running')`),
    index('cluster_runs_creator').on(table.createdBy),
  ],
);

export const clusterGroups = pgTable(
  'cluster_groups',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => clusterRuns.id, { onDelete: 'cascade' }),
    /** From 1, the largest group first. */
    number: integer('number').notNull(),
    name: text('name').notNull(),
    /** What it is named after, the most telling first. */
    tags: jsonb('tags').$type<readonly string[]>().notNull(),
    /** Ids of images that stand for it, the one for its cover first; some may be gone. */
    representatives: jsonb('representatives').$type<readonly string[]>().notNull(),
    /** The label that its images were given. */
    labelledAs: text('labelled_as'),
    labelledAt: moment('labelled_at'),
  },
  (table) => [primaryKey({ columns: [table.runId, table.number] })],
);

export const clusterMembers = pgTable(
  'cluster_members',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => clusterRuns.id, { onDelete: 'cascade' }),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    /** `null` for an outlier. */
    group: integer('group_number'),
    /** How surely it belongs to its group, 0..1. */
    strength: real('strength').notNull(),
    /** Place on the map. */
    x: real('x').notNull(),
    y: real('y').notNull(),
    /** What the label of the group took the place of, so that it can be taken back; `null` while it has not been given. */
    before: jsonb('before').$type<{ readonly label: string | null; readonly edited: boolean }>(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.imageId] }),
    index('cluster_members_image').on(table.imageId),
    index('cluster_members_group').on(table.runId, table.group, table.strength, table.imageId),
  ],
);

export type ClusterRunRow = typeof clusterRuns.$inferSelect;
export type ClusterGroupRow = typeof clusterGroups.$inferSelect;
