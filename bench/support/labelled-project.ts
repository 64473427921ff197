import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Pixmill } from '../../packages/pixmill/src/compose.ts';
import { users } from '../../packages/pixmill/src/library/accounts.schema.ts';
import { writeEmbeddings } from '../../packages/pixmill/src/library/embeddings.repository.ts';
import { images, projects } from '../../packages/pixmill/src/library/schema.ts';
import { fillSearchData } from './search-data.ts';

const ROWS_AT_ONCE = 250;

/** Makes a project of somebody's with an image, and its embedding, for each vector. Returns the ids in their order. */
export const fillLabelledProject = async (
  { database }: Pick<Pixmill, 'database'>,
  vectorAt: (index: number) => Float32Array,
  count: number,
): Promise<{ readonly userId: string; readonly projectId: string; readonly imageIds: readonly string[] }> => {
  const { db, connection } = database;
  const userId = uuidv7();
  await db.insert(users).values({ id: userId, email: `${userId}@example.com` });
  await fillSearchData(connection, { ownerId: userId, projects: 1, images: count, seed: count });
  const [project] = await db.select().from(projects).where(eq(projects.ownerId, userId));
  if (project === undefined) throw new Error('The project was not made.');
  await db.update(images).set({ label: null }).where(eq(images.projectId, project.id));
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .where(eq(images.projectId, project.id))
    .orderBy(asc(images.id));
  const imageIds = rows.map(({ id }) => id);
  for (let start = 0; start < count; start += ROWS_AT_ONCE) {
    const part = imageIds.slice(start, start + ROWS_AT_ONCE).map((imageId, at) => ({
      imageId,
      projectId: project.id,
      model: 'bench',
      version: 1,
      vector: vectorAt(start + at),
    }));
    await db.transaction((tx) => writeEmbeddings(tx, part));
  }
  return { userId, projectId: project.id, imageIds };
};
