/** Numbers that would take too long to be counted each time; triggers keep them (`migrations/0002_totals.sql`). */
import { bigint, pgTable, uuid } from 'drizzle-orm/pg-core';
import { projects } from './schema.ts';

export const projectTotals = pgTable('project_totals', {
  projectId: uuid('project_id')
    .primaryKey()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** All of its images, duplicates too. */
  images: bigint('images', { mode: 'number' }).notNull(),
  /** Another number whenever anything about one of them has changed. */
  revision: bigint('revision', { mode: 'number' }).notNull().default(0),
});
