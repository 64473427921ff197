import { eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import type { ImageLook } from './image-look.ts';
import { placeKeys } from './look-keys.ts';
import { imageLooks, imageTexts } from './search.schema.ts';
import { images } from './schema.ts';

/** An image that search is to find. */
export type IndexedImage = { readonly id: string; readonly projectId: string; readonly look: ImageLook };

/**
 * Lets search find images whose rows were written in this transaction, or find them by a new look. Their words follow by
 * themselves whenever the rows change (migrations/0001_search.sql).
 */
export const indexImages = async (tx: Transaction, indexed: readonly IndexedImage[]): Promise<void> => {
  if (indexed.length === 0) return;
  await tx
    .insert(imageLooks)
    .values(
      indexed.map(({ id, projectId, look }) => ({
        ...look,
        imageId: id,
        projectId,
        // The driver makes a string for every element.
        keys: sql`${`{${[...placeKeys({ id, projectId }), ...look.keys].join(',')}}`}::int[]`,
      })),
    )
    .onConflictDoUpdate({
      target: imageLooks.imageId,
      set: {
        keys: sql`excluded.keys`,
        palette: sql`excluded.palette`,
        shape: sql`excluded.shape`,
        signature: sql`excluded.signature`,
      },
    });
  const ids = indexed.map(({ id }) => id);
  await tx.execute(sql`
    with written as (
      insert into ${imageTexts} (image_id, project_id, words, palette)
      select ${images.id}, ${images.projectId}, search_image_words(${images}), ${imageLooks.palette}
        from ${images} join ${imageLooks} on ${eq(imageLooks.imageId, images.id)} where ${inArray(images.id, ids)}
      on conflict (image_id) do update set words = excluded.words, palette = excluded.palette
      returning project_id, words
    )
    select search_learn(project_id, array_agg(words)) from written group by project_id`);
};
