import { basename, resolve } from 'node:path';
import { and, eq, isNull } from 'drizzle-orm';
import { isThere } from '../../library/ownership.ts';
import { findProjectByDirectory, findProjectByName } from '../../library/projects.repository.ts';
import { projects } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { nearestWord } from '../nearest-word.ts';
import { searchCommandError } from './search.errors.ts';

/** Names that are looked through for one that was meant. */
const MAX_NAMES = 1000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The project that a person names: by its name, its id, the directory of its build, or the name that somebody gave it in
 * the service. Throws `search_command.unknown_project`, `search_command.same_name`.
 */
export const findSearchedProject = async (db: Database, project: string, cwd: string): Promise<string> => {
  const known = (await findProjectByName(db, project)) ?? (await findProjectByDirectory(db, resolve(cwd, project)));
  if (known !== null) return known.id;
  const isMeant = UUID.test(project) ? eq(projects.id, project) : eq(projects.name, project);
  const [own, another] = await db.select({ id: projects.id }).from(projects).where(and(isMeant, isThere)).limit(2);
  const shown = project.slice(0, 200);
  if (another !== undefined) throw searchCommandError('search_command.same_name', { project: shown });
  if (own !== undefined) return own.id;
  const names = await db
    .select({ name: projects.name })
    .from(projects)
    .where(and(isNull(projects.directory), isThere))
    .limit(MAX_NAMES);
  const meant = nearestWord(
    basename(project),
    names.map(({ name }) => name),
  );
  const hint = meant === null ? '' : `, did you mean "${meant}"?`;
  throw searchCommandError('search_command.unknown_project', { project: shown, hint });
};
