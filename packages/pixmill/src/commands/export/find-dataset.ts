import { basename, resolve } from 'node:path';
import { and, eq, isNull } from 'drizzle-orm';
import { findProjectByDirectory, findProjectByName } from '../../library/projects.repository.ts';
import { images, projects } from '../../library/schema.ts';
import type { ProjectRow } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { nearestWord } from '../nearest-word.ts';
import { exportCommandError } from './export-command.errors.ts';

/** Names that are looked through for one that was meant. */
const MAX_NAMES = 1000;

/**
 * The project that a person names, by its own name or by the directory of its build. Throws
 * `export_command.unknown_dataset`, and `export_command.nothing_kept` for one without images.
 */
export const findDataset = async (db: Database, dataset: string, cwd: string): Promise<ProjectRow> => {
  const project = (await findProjectByName(db, dataset)) ?? (await findProjectByDirectory(db, resolve(cwd, dataset)));
  if (project === null) {
    const names = await db
      .select({ name: projects.name })
      .from(projects)
      .where(isNull(projects.directory))
      .limit(MAX_NAMES);
    const meant = nearestWord(
      basename(dataset),
      names.map(({ name }) => name),
    );
    throw exportCommandError('export_command.unknown_dataset', {
      dataset: dataset.slice(0, 200),
      hint: meant === null ? '' : `, did you mean "${meant}"?`,
    });
  }
  const kept = await db.$count(images, and(eq(images.projectId, project.id), eq(images.status, 'kept')));
  if (kept === 0) throw exportCommandError('export_command.nothing_kept', { dataset });
  return project;
};
