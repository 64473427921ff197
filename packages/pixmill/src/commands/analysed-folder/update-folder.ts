import type { JobConfig } from '../../library/job.ts';
import { DEFAULT_JOB_CONFIG } from '../../library/job-defaults.ts';
import { createProject, findProjectByName } from '../../library/projects.repository.ts';
import type { Pixmill } from '../../compose.ts';
import { rereadJob } from '../../mill/job/reread-job.ts';
import { latestJob, startJob } from '../../mill/job/start-job.ts';
import { findFolderChanges } from './folder-changes.ts';
import { leaveFilesOut, noteSeen } from './leave-files-out.ts';

/** The project of a folder, and the job that brings its files in. */
export type UpdatedFolder = {
  readonly projectId: string;
  readonly jobId: string;
  /** Whether there is something to bring in. */
  readonly isRunning: boolean;
};

/** Every picture that can be decoded is wanted; what is wrong with it is noted. */
const CONFIG: JobConfig = {
  ...DEFAULT_JOB_CONFIG,
  judge: {
    level: 'medium',
    mode: 'report',
    minWidth: 1,
    minHeight: 1,
    maxAspect: 1_000,
    minBytes: 1,
    maxBytes: 2 ** 30,
  },
};

const projectNameOf = (root: string): string => `folder ${root}`;

/**
 * Finds or makes the project of a folder (real path) and begins to bring in what is new in it; files that have gone or
 * changed leave it first. The caller keeps other commands out, and works on the job.
 */
export const updateFolder = async (
  pixmill: Pick<Pixmill, 'database' | 'queue' | 'storage'>,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal },
): Promise<UpdatedFolder> => {
  const {
    database: { db },
    queue,
  } = pixmill;
  const name = projectNameOf(root);
  const project = await findProjectByName(db, name);
  const projectId = project?.id ?? (await createProject(db, { name, directory: null }));
  const job = project === null ? null : await latestJob(db, projectId);
  if (job === null) {
    const search = { source: 'folder', query: root, label: null, targetGroup: 0, target: null };
    const jobId = await startJob({ db, queue }, { projectId, kind: 'import', config: CONFIG, searches: [search] });
    return { projectId, jobId, isRunning: true };
  }
  const jobId = job.id;
  const startedAt = new Date();
  const { outdated, touched, added } = await findFolderChanges(db, { projectId, root, signal });
  await leaveFilesOut(pixmill, { projectId, jobId, candidateIds: outdated, signal });
  await noteSeen(pixmill, touched, startedAt);
  const isRunning = outdated.length > 0 || added > 0 || job.status !== 'completed';
  if (isRunning) await rereadJob({ db, queue }, jobId);
  return { projectId, jobId, isRunning };
};
