/**
 * Likely copies that hashes miss, the groups in which people look at them, and what they have decided. What is found can be
 * found anew; what people say of two images stands in `duplicate_pairs`, for ever.
 */
import { bigint, foreignKey, index, integer, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './accounts.schema.ts';
import { moment } from './columns.ts';
import { images, projects } from './schema.ts';

/** How one picture was made of the other. */
export type CopyKind = 'exact' | 'near' | 'cropped' | 'mirrored' | 'turned' | 'edited';

/** How far the finding of duplicates in a project is. */
export const duplicateFindings = pgTable('duplicate_findings', {
  projectId: uuid('project_id')
    .primaryKey()
    .references(() => projects.id, { onDelete: 'cascade' }),
  status: text('status').$type<'queued' | 'running' | 'completed' | 'failed'>().notNull(),
  /** What images were compared by: `look`, or a model's name and version. */
  comparedBy: text('compared_by'),
  /** Kept images when it began, and those of them that are compared. */
  images: integer('images').notNull().default(0),
  compared: integer('compared').notNull().default(0),
  errorCode: text('error_code'),
  errorDetail: text('error_detail'),
  startedAt: moment('started_at'),
  finishedAt: moment('finished_at'),
});
export type DuplicateFindingRow = typeof duplicateFindings.$inferSelect;

/** Images that have been compared with all others, and what they looked like then. */
export const comparedImages = pgTable(
  'compared_images',
  {
    imageId: uuid('image_id')
      .primaryKey()
      .references(() => images.id, { onDelete: 'cascade' }),
    projectId: uuid('project_id').notNull(),
    comparedBy: text('compared_by').notNull(),
    /** Of the vector: another one is compared anew. */
    digest: bigint('digest', { mode: 'number' }).notNull(),
  },
  (table) => [index('compared_images_project').on(table.projectId)],
);

/** Two kept images that are likely the same picture, though their hashes are not near. */
export const likelyCopies = pgTable(
  'likely_copies',
  {
    projectId: uuid('project_id').notNull(),
    /** The one with the lower id. */
    imageId: uuid('image_id').notNull(),
    otherId: uuid('other_id').notNull(),
    kind: text('kind').$type<CopyKind>().notNull(),
    /** 0..1: how sure it is that they are copies. */
    sureness: real('sureness').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.imageId, table.otherId] }),
    index('likely_copies_other').on(table.otherId),
    index('likely_copies_project').on(table.projectId),
    foreignKey({ columns: [table.imageId], foreignColumns: [images.id] }).onDelete('cascade'),
    foreignKey({ columns: [table.otherId], foreignColumns: [images.id] }).onDelete('cascade'),
  ],
);

/** What somebody decided at once, and can be taken back at once. */
export const duplicateActs = pgTable(
  'duplicate_acts',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    decision: text('decision').$type<'keep' | 'same' | 'different'>().notNull(),
    /** Of an act on many groups: the rule that chose what is kept. */
    rule: text('rule'),
    groups: integer('groups').notNull(),
    images: integer('images').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    undoneAt: moment('undone_at'),
  },
  (table) => [index('duplicate_acts_project').on(table.projectId, table.createdAt)],
);
export type DuplicateActRow = typeof duplicateActs.$inferSelect;

/** Images that are likely one picture, as people look at them. The id follows from the images: other images, another group. */
export const duplicateGroups = pgTable(
  'duplicate_groups',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Whether all but one of them are duplicates by hash already. */
    state: text('state').$type<'open' | 'settled'>().notNull(),
    /** The likeness that is least sure. */
    kind: text('kind').$type<CopyKind>().notNull(),
    /** That of the least sure member, in ten thousandths. */
    sureness: integer('sureness').notNull(),
    /** The act that decided about it; `null` while nobody has. */
    actId: uuid('act_id').references(() => duplicateActs.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('duplicate_groups_order').on(table.projectId, table.sureness, table.id),
    index('duplicate_groups_act').on(table.actId),
  ],
);
export type DuplicateGroupRow = typeof duplicateGroups.$inferSelect;

export const duplicateGroupImages = pgTable(
  'duplicate_group_images',
  {
    groupId: uuid('group_id')
      .notNull()
      .references(() => duplicateGroups.id, { onDelete: 'cascade' }),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    /** How it is like the best one of the group; that one has `exact` and 1. */
    kind: text('kind').$type<CopyKind>().notNull(),
    sureness: real('sureness').notNull(),
    /** From the best one to the worst. */
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.imageId] }),
    index('duplicate_group_images_image').on(table.imageId),
  ],
);

/** What an act said of two images, and what had been said before. */
export const duplicateActPairs = pgTable(
  'duplicate_act_pairs',
  {
    actId: uuid('act_id')
      .notNull()
      .references(() => duplicateActs.id, { onDelete: 'cascade' }),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    duplicateId: uuid('duplicate_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    /** `null` when there was no such row. */
    before: text('before').$type<'none' | 'same' | 'chosen' | 'different'>(),
    after: text('after').$type<'none' | 'same' | 'chosen' | 'different'>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.actId, table.imageId, table.duplicateId] }),
    index('duplicate_act_pairs_image').on(table.imageId),
    index('duplicate_act_pairs_duplicate').on(table.duplicateId),
  ],
);

/** What became of an image by an act, and what it had been. */
export const duplicateActImages = pgTable(
  'duplicate_act_images',
  {
    actId: uuid('act_id')
      .notNull()
      .references(() => duplicateActs.id, { onDelete: 'cascade' }),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    statusBefore: text('status_before').$type<'kept' | 'duplicate'>().notNull(),
    duplicateOfBefore: uuid('duplicate_of_before'),
    /** Of the outcome of its candidate. */
    codeBefore: text('code_before'),
    detailBefore: text('detail_before'),
  },
  (table) => [
    primaryKey({ columns: [table.actId, table.imageId] }),
    index('duplicate_act_images_image').on(table.imageId),
  ],
);
