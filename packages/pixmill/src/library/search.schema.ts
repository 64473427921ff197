/**
 * What search reads: derived from the images, in narrow tables of its own, so that a search touches few pages and a list
 * of images does not carry what only search needs. Functions and triggers that belong to them are in `migrations/0001_search.sql`.
 */
import { bit, customType, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { SIGNATURE_BITS } from '../imaging/shape-signature.ts';
import { bytea } from './columns.ts';
import { images, projects } from './schema.ts';

/** Words by field, from `to_tsvector`; written by SQL only. */
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

// New keys wait in a list that every search reads through: a short one keeps both searches and inserts fast.
const SHORT_PENDING_LIST = { gin_pending_list_limit: 512 };

/** The words of each image, by the weight of the field that they stand in. */
export const imageTexts = pgTable(
  'image_texts',
  {
    imageId: uuid('image_id')
      .primaryKey()
      .references(() => images.id, { onDelete: 'cascade' }),
    projectId: uuid('project_id').notNull(),
    /** Weights: A title, label, tags; B description, caption, keywords; C creator, query; D file name. One more lexeme names the project. */
    words: tsvector('words').notNull(),
    /** That of its look: a search for words and a colour reads thousands of rows, and finds both in one. */
    palette: bytea('palette').notNull(),
  },
  (table) => [index('image_texts_words').using('gin', table.words).with(SHORT_PENDING_LIST)],
);

/** How each image looks: what similar images and colours are found by. */
export const imageLooks = pgTable(
  'image_looks',
  {
    imageId: uuid('image_id')
      .primaryKey()
      .references(() => images.id, { onDelete: 'cascade' }),
    projectId: uuid('project_id').notNull(),
    /** Project, palette cells, bands of the perceptual hash and of the shape: images with a key in common may be alike. */
    keys: integer('keys').array().notNull(),
    /** Colours with their shares: palette-bytes.ts. */
    palette: bytea('palette').notNull(),
    /** What it shows: imaging/shape-descriptor.ts. */
    shape: bytea('shape').notNull(),
    /** The shape in bits, of which PostgreSQL counts those that differ: imaging/shape-signature.ts. */
    signature: bit('signature', { dimensions: SIGNATURE_BITS }).notNull(),
  },
  (table) => [index('image_looks_keys').using('gin', table.keys).with(SHORT_PENDING_LIST)],
);

/** Every word of a project's images: what a mistyped one is compared with. */
export const searchWords = pgTable(
  'search_words',
  {
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    word: text('word').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.word] })],
);
