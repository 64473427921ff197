import { openPixmill } from '../../compose.ts';
import { assertNotForeign } from '../../features/exports/replaceable-directory.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { EXIT } from '../exit-status.ts';
import type { OutputPlan } from '../../features/exports/export-options.ts';
import { colours, formatImages, formatSeconds } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { exportProject } from '../../export-project.ts';
import { showExportProgress } from './export-progress.ts';
import { findDataset } from './find-dataset.ts';

/** One run of `pixmill export`. */
export type ExportRun = {
  /** Name of a project, or the directory of a build. */
  readonly dataset: string;
  /** Absolute path. */
  readonly directory: string;
  readonly output: OutputPlan;
  readonly cwd: string;
  readonly json: boolean;
  /** The command as it was typed, for the report. */
  readonly command: string;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
};

/** Writes the kept images of a project. Returns the exit status; throws catalogue errors. */
export const runExport = async (run: ExportRun): Promise<number> => {
  const { dataset, directory, output, cwd, json, command, terminal, signal } = run;
  const startedAt = performance.now();
  await assertNotForeign(directory);
  const pixmill = await openPixmill({ settings: run.settings, logger: run.logger });
  const progress = showExportProgress({ json, terminal });
  try {
    const project = await findDataset(pixmill.database.db, dataset, cwd);
    const summary = await exportProject(pixmill, {
      projectId: project.id,
      name: project.name,
      directory,
      output,
      command,
      signal,
      onProgress: progress.update,
    });
    progress.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    if (json) {
      const { images, labels, notices } = summary;
      const end = { event: 'end', project: project.name, directory, images, labels, notices, seconds };
      terminal.out.write(`${JSON.stringify(end)}\n`);
    } else {
      for (const notice of summary.notices) terminal.out.write(`  ${notice}\n`);
      const done = `${formatImages(summary.images)} in ${formatSeconds(seconds)}`;
      terminal.out.write(`${colours.green('✓')} ${done}: ${colours.bold(summary.directory)}\n`);
      terminal.out.write(`  Look at ${summary.directory}/report.html\n`);
    }
    return EXIT.ok;
  } finally {
    progress.stop();
    await pixmill.close();
  }
};
