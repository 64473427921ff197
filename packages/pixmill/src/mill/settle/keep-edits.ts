import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { EditableColumn } from '../../library/schema.ts';
import { images } from '../../library/schema.ts';

/** The columns of a provenance that a person may write over. */
type Editable = {
  readonly title?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly label?: string | null | undefined;
  readonly edited?: readonly EditableColumn[] | undefined;
};

const unlessEdited = (name: EditableColumn, column: AnyPgColumn, value: unknown): SQL =>
  sql`case when ${images.edited} ? ${name} then ${column} else ${sql.param(value, column)} end`;

const alsoEdited = (names: readonly EditableColumn[]): SQL =>
  sql`(select coalesce(jsonb_agg(distinct name), '[]') from jsonb_array_elements(${images.edited} || ${JSON.stringify(names)}::jsonb) as name)`;

/**
 * The same columns for an update of an image that is there already: what a person has written stays, whatever the new
 * source says.
 */
export const keepEdits = <Columns extends Editable>(columns: Columns) => {
  const { title, tags, label, edited } = columns;
  return {
    ...columns,
    ...(title === undefined ? {} : { title: unlessEdited('title', images.title, title) }),
    ...(tags === undefined ? {} : { tags: unlessEdited('tags', images.tags, tags) }),
    ...(edited === undefined ? {} : { edited: alsoEdited(edited) }),
    ...(label === undefined ? {} : { label: unlessEdited('label', images.label, label) }),
  };
};
