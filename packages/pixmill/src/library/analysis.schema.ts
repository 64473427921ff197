/** What analysers say of images: one row an image and analyser, so that "missing" and "older than version 3" are one query. */
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { images } from './schema.ts';

/** A word for an image; `from` says what it was told by, e.g. `palette` or the name of a model. */
export type FoundTag = {
  readonly name: string;
  /** 0..1 */
  readonly confidence: number;
  readonly from: string;
};

/** What one analyser found in one image. */
export type AnalysisResult = {
  readonly tags: readonly FoundTag[];
  /** One or two sentences; `null` when it has none to say. */
  readonly description: string | null;
  /** What else it knows: plain values by name. */
  readonly facts: Readonly<Record<string, unknown>>;
};

/** What an analysis wrote into the columns of its image: taken back before another one writes. */
export type AnalysisMark = { readonly tags: readonly string[]; readonly description: string | null };

export const imageAnalyses = pgTable(
  'image_analyses',
  {
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    /** e.g. `builtin` */
    analyser: text('analyser').notNull(),
    /** Of the analyser; a higher one may say something else of the same picture. */
    version: integer('version').notNull(),
    /** `null` when it failed. */
    result: jsonb('result').$type<AnalysisResult>(),
    /** Why it failed, for people. */
    error: text('error'),
    written: jsonb('written').$type<AnalysisMark>().notNull(),
    finishedAt: timestamp('finished_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.imageId, table.analyser] }),
    index('image_analyses_version').on(table.analyser, table.version),
  ],
);
export type ImageAnalysisRow = typeof imageAnalyses.$inferSelect;
