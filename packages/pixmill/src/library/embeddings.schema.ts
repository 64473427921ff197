/**
 * What models make of images to compare them by, and which of it the vector store does not know yet. The rows are the
 * truth; the store is derived from them and can be made anew.
 */
import { bigserial, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';
import { images } from './schema.ts';

export const imageEmbeddings = pgTable(
  'image_embeddings',
  {
    imageId: uuid('image_id')
      .notNull()
      .references(() => images.id, { onDelete: 'cascade' }),
    /** Name of the model: vectors of one model can be compared, those of two never. */
    model: text('model').notNull(),
    /** Of the model's manifest; vectors of two versions cannot be compared either. */
    version: integer('version').notNull(),
    projectId: uuid('project_id').notNull(),
    dimensions: smallint('dimensions').notNull(),
    /** Unit length, 32-bit floats, little end first (`embedding-bytes.ts`). */
    vector: bytea('vector').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.imageId, table.model] }),
    index('image_embeddings_project').on(table.projectId, table.model, table.imageId),
  ],
);
export type ImageEmbeddingRow = typeof imageEmbeddings.$inferSelect;

/**
 * Embeddings that came, changed or went, or whose image became or ceased to be kept, since the vector store was told:
 * written by triggers in the transaction that changed them (`migrations/0007_vector_versions.sql`), taken away when the
 * store has been told (features/vector-index).
 */
export const vectorChanges = pgTable('vector_changes', {
  seq: bigserial('seq', { mode: 'bigint' }).primaryKey(),
  imageId: uuid('image_id').notNull(),
  model: text('model').notNull(),
  version: integer('version').notNull(),
  dimensions: smallint('dimensions').notNull(),
  changedAt: moment('changed_at').notNull().defaultNow(),
});
