import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Queryable, Transaction } from '../platform/database/database.ts';
import type { Principal } from '../platform/http/principal.ts';
import { isThere, ownProject } from './ownership.ts';
import { projects } from './schema.ts';
import type { ProjectRow } from './schema.ts';
import { projectTotals } from './totals.schema.ts';

/** The project whose dataset is written to a directory (absolute path); `null` when there is none. */
export const findProjectByDirectory = async (db: Queryable, directory: string): Promise<ProjectRow | null> => {
  const [project] = await db.select().from(projects).where(eq(projects.directory, directory));
  return project ?? null;
};

/** The project that is known by this name; `null` when there is none. */
export const findProjectByName = async (db: Queryable, name: string): Promise<ProjectRow | null> => {
  const [project] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.name, name), isNull(projects.directory), isNull(projects.ownerId), isThere));
  return project ?? null;
};

/** Makes a project and returns its id. Throws PostgreSQL's unique violation when name or directory is taken. */
export const createProject = async (
  db: Queryable,
  { name, directory }: { readonly name: string; readonly directory: string | null },
): Promise<string> => {
  const id = uuidv7();
  await db.insert(projects).values({ id, name, directory });
  return id;
};

/** Takes the directory from a project whose dataset is not there any more; it stays, known by nothing but its id. */
export const releaseDirectory = async (db: Queryable, project: ProjectRow): Promise<void> => {
  const name = `${project.name} (${project.id})`;
  await db.update(projects).set({ directory: null, name }).where(eq(projects.id, project.id));
};

/** Whether a project is somebody's to use; then it stays until the transaction ends. */
export const holdProject = async (
  tx: Transaction,
  viewer: Pick<Principal, 'role' | 'userId'>,
  id: string,
): Promise<boolean> => {
  const held = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.id, id), ownProject(viewer)))
    .for('key share');
  return held.length > 0;
};

/**
 * Marks projects as removed: from the end of the transaction on nobody sees them or what is in them, and their names and
 * places are free. Returns their ids; the caller enqueues what removes the rest (removal.jobs.ts). Waits for nobody who
 * reads or adds to a project, only for those who change the very rows.
 */
export const markProjects = async (tx: Transaction, which: SQL): Promise<readonly string[]> => {
  const marked = await tx
    .update(projects)
    .set({ removedAt: new Date(), directory: null, isDefault: false })
    .where(and(which, isThere))
    .returning({ id: projects.id });
  const ids = marked.map(({ id }) => id);
  // Lists that were kept are known by their totals: without them they are made anew.
  if (ids.length > 0) await tx.delete(projectTotals).where(inArray(projectTotals.projectId, ids));
  return ids;
};
