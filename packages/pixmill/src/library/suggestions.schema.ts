/** What labelled images teach about others: runs, what they say of images, and labels that people accepted from them. */
import { boolean, index, integer, jsonb, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './accounts.schema.ts';
import { moment } from './columns.ts';
import { images, projects } from './schema.ts';
import type { LearningFacts, SuggestionList, SuggestionRequest } from './suggestions.ts';

/** One time that the labels of a project were learned from. */
export const suggestionRuns = pgTable(
  'suggestion_runs',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    status: text('status').$type<'pending' | 'running' | 'completed' | 'failed'>().notNull(),
    request: jsonb('request').$type<SuggestionRequest>().notNull(),
    /** What was learned, and how well; `null` until it is completed. */
    facts: jsonb('facts').$type<LearningFacts>(),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    createdAt: moment('created_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    index('suggestion_runs_project').on(table.projectId, table.id),
    index('suggestion_runs_creator').on(table.createdBy),
  ],
);

/** What a run says of an image, in each of its lists. */
export const imageSuggestions = pgTable(
  'image_suggestions',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => suggestionRuns.id, { onDelete: 'cascade' }),
    list: text('list').$type<SuggestionList>().notNull(),
    /** From 0: the surest, the most doubtful, or the most useful first. */
    position: integer('position').notNull(),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    /** The likely label. */
    label: text('label').notNull(),
    confidence: real('confidence').notNull(),
    /** How likely the label is that it has; `null` where it was no example. */
    givenConfidence: real('given_confidence'),
    /** Whether the likely label is as likely as it is for images that have it. */
    certain: boolean('certain').notNull().default(false),
    /** Other labels that it may be. */
    alternatives: jsonb('alternatives').$type<readonly (readonly [label: string, confidence: number])[]>().notNull(),
    /** Its label when the run began, and whether a person had written it: what changed since is not proposed any more. */
    labelThen: text('label_then'),
    editedThen: boolean('edited_then').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.list, table.position] }),
    index('image_suggestions_label').on(table.runId, table.list, table.label, table.position),
    index('image_suggestions_image').on(table.imageId),
  ],
);

/** Labels that a person accepted in one act. */
export const acceptances = pgTable(
  'acceptances',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    status: text('status').$type<'accepting' | 'accepted' | 'undoing' | 'undone'>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    undoneAt: moment('undone_at'),
  },
  (table) => [
    index('acceptances_project').on(table.projectId, table.id),
    index('acceptances_creator').on(table.createdBy),
    index('acceptances_created').on(table.createdAt),
  ],
);

/** What an act changes of an image, and what was there, so that it can be undone. */
export const acceptedLabels = pgTable(
  'accepted_labels',
  {
    acceptanceId: uuid('acceptance_id')
      .notNull()
      .references(() => acceptances.id, { onDelete: 'cascade' }),
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    label: text('label').notNull(),
    labelBefore: text('label_before'),
    editedBefore: boolean('edited_before').notNull(),
    /** `passed` over: somebody else had changed it; `left` at the undo, for the same reason. */
    state: text('state').$type<'wanted' | 'written' | 'passed' | 'restored' | 'left'>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.acceptanceId, table.imageId] }),
    index('accepted_labels_state').on(table.acceptanceId, table.state, table.imageId),
    index('accepted_labels_image').on(table.imageId),
  ],
);

export type SuggestionRunRow = typeof suggestionRuns.$inferSelect;
export type ImageSuggestionRow = typeof imageSuggestions.$inferSelect;
export type AcceptanceRow = typeof acceptances.$inferSelect;
