import { openPixmill } from '../../compose.ts';
import { withAnalysedFolder } from '../analysed-folder/analysed-folder.ts';
import { EXIT } from '../exit-status.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { askSearch } from './ask-search.ts';
import { findSearchedProject } from './find-searched-project.ts';
import { placesInFolder, placesInProjects } from './found-places.ts';
import type { SearchPlan } from './search-plan.ts';
import { showAnswer } from './show-answer.ts';

/** Runs `pixmill search`: in a folder, which is looked at first, or in what the data directory holds. Returns the exit status. */
export const runSearch = (run: JobRun, plan: SearchPlan, cwd: string): Promise<number> =>
  plan.folder === null ? searchProjects(run, plan, cwd) : searchFolder(run, plan, plan.folder);

const searchProjects = async (run: JobRun, plan: SearchPlan, cwd: string): Promise<number> => {
  const { settings, logger, terminal, signal, json } = run;
  const pixmill = await openPixmill({ settings, logger });
  try {
    const { db } = pixmill.database;
    const projectId = plan.project === null ? undefined : await findSearchedProject(db, plan.project, cwd);
    const answer = await askSearch(pixmill, plan, { projectId, signal });
    const places = await placesInProjects(
      db,
      answer.found.map(({ image }) => image),
    );
    const showProjects = plan.project === null;
    showAnswer(terminal, answer, { json, byDistance: plan.like !== null, showProjects, places });
    return EXIT.ok;
  } finally {
    await pixmill.close();
  }
};

const searchFolder = (
  run: JobRun,
  plan: SearchPlan,
  { name, root }: NonNullable<SearchPlan['folder']>,
): Promise<number> =>
  withAnalysedFolder(run, { root, analysers: null }, async ({ pixmill, projectId, problems }) => {
    const { terminal, signal, json } = run;
    const answer = await askSearch(pixmill, plan, { projectId, signal });
    const images = answer.found.map(({ image }) => image);
    const places = await placesInFolder(pixmill.database.db, images, { projectId, name });
    const told = { ...answer, notices: [...answer.notices, ...problems] };
    showAnswer(terminal, told, { json, byDistance: plan.like !== null, showProjects: false, places });
    return EXIT.ok;
  });
