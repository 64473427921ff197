import { and, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { isThere, ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { EditableColumn, ImageRow } from '../../library/schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { imageError } from './images.errors.ts';

/** Images by their ids, in no particular order; those that are gone are left out. */
export const findImagesById = async (db: Queryable, ids: readonly string[]): Promise<ImageRow[]> =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(images)
        .where(inArray(images.id, [...ids]));

/**
 * One image that its reader may see; a signed link (no principal) shows its own whoever has it. Throws `image.not_found`.
 */
export const requireImage = async (db: Queryable, principal: Principal | null, id: string): Promise<ImageRow> => {
  const [found] = await db
    .select({ image: images })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(and(eq(images.id, id), principal === null ? isThere : ownProject(principal)));
  if (found === undefined) throw imageError('image.not_found');
  return found.image;
};

/** A project that a user may put images into; it stays until the transaction ends. Throws `image.no_project`. */
export const requireProject = async (tx: Transaction, principal: Principal, id: string): Promise<string> => {
  const [found] = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.id, id), ownProject(principal)))
    .for('key share');
  if (found === undefined) throw imageError('image.no_project');
  return found.id;
};

/** The project for uploads of a user that name none; made on first use, once, whoever else asks at the same time. */
export const takeDefaultProject = async (tx: Transaction, userId: string): Promise<string> => {
  const find = async (): Promise<string | undefined> => {
    const [found] = await tx
      .select({ id: projects.id })
      .from(projects)
      .where(and(eq(projects.ownerId, userId), projects.isDefault, isThere))
      .for('key share');
    return found?.id;
  };
  const known = await find();
  if (known !== undefined) return known;
  await tx
    .insert(projects)
    .values({ id: uuidv7(), ownerId: userId, name: 'Uploads', isDefault: true })
    .onConflictDoNothing();
  const made = await find();
  if (made === undefined) throw imageError('image.no_project');
  return made;
};

/** What a person may write about an image; what is left out stays as it is. */
export type ImageEdit = {
  readonly title?: string | null;
  readonly description?: string | null;
  readonly tags?: readonly string[];
  readonly label?: string | null;
};

/** Writes what a person says of an image, and remembers that it is theirs. Returns the row; `null` when it is gone. */
export const updateImage = async (tx: Transaction, id: string, edit: ImageEdit): Promise<ImageRow | null> => {
  const names: readonly EditableColumn[] = (['title', 'description', 'tags', 'label'] as const).filter(
    (name) => edit[name] !== undefined,
  );
  const [row] = await tx
    .update(images)
    .set({
      ...edit,
      edited: sql`(select coalesce(jsonb_agg(distinct name), '[]'::jsonb) from jsonb_array_elements(${images.edited} || ${JSON.stringify(names)}::jsonb) as name)`,
      updatedAt: new Date(),
    })
    .where(eq(images.id, id))
    .returning();
  return row ?? null;
};

/** Marks an image as waiting for its analysis. */
export const markPending = async (tx: Transaction, id: string): Promise<void> => {
  await tx
    .update(images)
    .set({ aiStatus: 'pending', aiError: null, aiResumeAt: null, aiAttempts: 0, updatedAt: new Date() })
    .where(eq(images.id, id));
};
