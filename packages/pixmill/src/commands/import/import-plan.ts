import { stat } from 'node:fs/promises';
import type { JobConfig, NewSearch } from '../../library/job.ts';
import { fetchPlanOf, jobConfigOf } from '../options/job-options.ts';
import type { FetchPlan, JobOptions } from '../options/job-options.ts';
import { resolveInput } from '../options/resolve-input.ts';
import type { JobIntent } from '../jobs/job-intent.ts';
import { importError } from './import.errors.ts';

/** An import, as it was asked for, with every default put in. */
export type ImportPlan = FetchPlan & {
  /** Name of the project. */
  readonly project: string;
  /** One a path; none when an interrupted import is to go on as it was asked for. */
  readonly searches: readonly NewSearch[];
  readonly config: JobConfig;
  readonly intent: JobIntent;
};

/** Each path is a search with a cursor of its own, which everything that moves the job reads. */
const MAX_PATHS = 1000;

/** Makes the plan of an import. Throws `import.*`, `input.*`, `usage.*` and `licence.*` errors for what cannot be meant. */
export const planImport = async ({
  paths,
  project,
  options,
  intent,
  cwd,
}: {
  readonly paths: readonly string[];
  readonly project: string;
  readonly options: JobOptions;
  readonly intent: JobIntent;
  readonly cwd: string;
}): Promise<ImportPlan> => {
  const distinct = [...new Set(paths)];
  if (distinct.length === 0 && intent.kind === 'new') throw importError('import.nothing_asked');
  if (distinct.length > MAX_PATHS) {
    throw importError('import.too_many_paths', { count: distinct.length, most: MAX_PATHS });
  }
  const searches: NewSearch[] = [];
  for (const path of distinct) {
    const { source, query } = await resolveInput(path, cwd);
    // Single images are shown and counted as one; everything else is a group of its own.
    const isImage = source === 'folder' && (await stat(query)).isFile();
    searches.push({ source, query, label: null, targetGroup: isImage ? 0 : searches.length + 1, target: null });
  }
  return {
    project: projectName(project),
    searches,
    config: jobConfigOf(options, { maxImages: null }),
    intent,
    ...fetchPlanOf(options),
  };
};

const projectName = (text: string): string => {
  const name = text.trim().replaceAll(/\s+/g, ' ');
  // oxlint-disable-next-line no-control-regex -- names are shown in terminals
  if (name === '' || name.length > 100 || /[\u0000-\u001f\u007f]/.test(name)) {
    throw importError('import.bad_project', { name: name.slice(0, 120) });
  }
  return name;
};
