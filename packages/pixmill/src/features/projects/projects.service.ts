import { recordActivity } from '../../library/activity.repository.ts';
import type { Requester } from '../../library/job-ends.ts';
import type { AnalyserName } from '../../platform/config/analyser-names.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { isUniqueViolation } from '../../platform/database/unique-violation.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import { projectError } from './project.errors.ts';
import type { ProjectChanges } from './project.schema.ts';
import { findProject, insertProject, updateProject } from './projects.repository.ts';
import type { ProjectSummary, Viewer } from './projects.repository.ts';

/** What projects need. */
export type ProjectServices = {
  readonly db: Database;
  /** Names of the settings that an analyser needs and that are not set. */
  readonly settingsMissingFor: (analyser: AnalyserName) => readonly string[];
  /** Removes a project with everything in it, in the caller's transaction: what runs for it is told to stop. */
  readonly removeProject: (tx: Transaction, projectId: string) => Promise<void>;
};

/** Who asks, and from where. */
export type Asker = Viewer & Requester;

const requesterOf = ({ userId, address, requestId }: Asker): Requester => ({ userId, address, requestId });

/** One project that somebody may see. Throws `project.not_found`. */
export const requireProject = async (
  db: Database | Transaction,
  viewer: Viewer,
  id: string,
): Promise<ProjectSummary> => {
  const found = await findProject(db, viewer, id);
  if (found === null) throw projectError('project.not_found');
  return found;
};

/** What a new project is made of. */
type NewProject = {
  readonly name: string;
  readonly description?: string;
  readonly analyzers?: readonly AnalyserName[] | null;
};

/** Throws `project.analyser_off` where an analyser lacks what it needs: each image would fail. */
const assertSetUp = (
  { settingsMissingFor }: Pick<ProjectServices, 'settingsMissingFor'>,
  analyzers: readonly AnalyserName[] | null | undefined,
): void => {
  for (const analyser of analyzers ?? []) {
    const missing = settingsMissingFor(analyser);
    if (missing.length > 0) throw projectError('project.analyser_off', { analyser, settings: missing.join(', ') });
  }
};

/** Makes a project of whoever asks. Throws `project.analyser_off`. */
export const createProject = (
  services: ProjectServices,
  asker: Asker,
  { name, description = '', analyzers = null }: NewProject,
  keep: KeepAnswer<ProjectSummary>,
): Promise<ProjectSummary> => {
  assertSetUp(services, analyzers);
  return services.db.transaction(async (tx) => {
    const id = await insertProject(tx, { ownerId: asker.userId, name: name.trim(), description, analyzers });
    await recordActivity(tx, {
      ...requesterOf(asker),
      action: 'create',
      resourceType: 'project',
      resourceId: id,
      detail: { name: name.trim() },
    });
    const made = await requireProject(tx, asker, id);
    await keep(tx, made);
    return made;
  });
};

/** Changes what is given of a project. Throws `project.not_found`, `name_taken`, `analyser_off`. */
export const changeProject = async (
  services: ProjectServices,
  asker: Asker,
  id: string,
  { name, description, analyzers }: ProjectChanges,
): Promise<ProjectSummary> => {
  const { db } = services;
  assertSetUp(services, analyzers);
  const changes = {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(description === undefined ? {} : { description }),
    ...(analyzers === undefined ? {} : { analyzers }),
  };
  try {
    return await db.transaction(async (tx) => {
      if (!(await updateProject(tx, asker, id, changes))) throw projectError('project.not_found');
      const changed = await requireProject(tx, asker, id);
      await recordActivity(tx, {
        ...requesterOf(asker),
        action: 'update',
        resourceType: 'project',
        resourceId: id,
        detail: { name: changed.project.name, changed: Object.keys(changes) },
      });
      return changed;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'projects_name')) throw projectError('project.name_taken', {}, { cause: error });
    throw error;
  }
};

/** Removes a project with its jobs, datasets and images. Throws `project.not_found`. */
export const deleteProject = ({ db, removeProject }: ProjectServices, asker: Asker, id: string): Promise<void> =>
  db.transaction(async (tx) => {
    const { project, jobCount, imageCount } = await requireProject(tx, asker, id);
    await removeProject(tx, id);
    await recordActivity(tx, {
      ...requesterOf(asker),
      action: 'delete',
      resourceType: 'project',
      resourceId: id,
      detail: { name: project.name, jobs: jobCount, images: imageCount },
    });
  });
