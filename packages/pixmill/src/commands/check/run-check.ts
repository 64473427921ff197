import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openDecoders } from '../../imaging/decoders.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import type { Decoders, InspectLimits } from '../../imaging/inspection.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { EXIT } from '../exit-status.ts';
import { colours, formatBytes, formatCount, formatImages, formatSeconds, plainText } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { checkError } from './check.errors.ts';
import { writeCheckEvents } from './check-events.ts';
import type { CheckPlan } from './check-plan.ts';
import { showCheckProgress } from './check-progress.ts';
import { writeCheckReport } from './check-report.ts';
import type { PreviewOf } from './check-report.ts';
import { concludeCheck } from './check-summary.ts';
import type { CheckResult } from './check-summary.ts';
import { createFileMeasures } from './file-measures.ts';
import { findFiles } from './find-files.ts';
import type { FoundFiles } from './find-files.ts';
import { measureFiles } from './measure-files.ts';
import { summaryTable } from './summary-table.ts';

/** One run of `pixmill check`. */
export type CheckRun = {
  readonly plan: CheckPlan;
  readonly json: boolean;
  /** The command as it was typed, for the report. */
  readonly command: string;
  readonly settings: Pick<Settings, 'workerConcurrency' | 'maxPixels'>;
  readonly terminal: Terminal;
  /** Ends the measuring; what was found until then is still told. */
  readonly signal: AbortSignal;
  /** Hears how many files are done. */
  readonly onMeasured?: (done: number) => void;
};

/** Checks a folder and tells what was found. Changes nothing in it. Returns the exit status; throws `check.*` errors. */
export const runCheck = async (run: CheckRun): Promise<number> => {
  const { plan, json, settings, terminal, signal } = run;
  const startedAt = performance.now();
  const progress = showCheckProgress({ json, terminal });
  const processes = settings.workerConcurrency || availableParallelism();
  const decoders = openDecoders({ processes });
  const limits = { ...INSPECT_LIMITS, maxPixels: settings.maxPixels };
  try {
    const found = await findFiles({ root: plan.root, signal, onFound: progress.found });
    if (found.paths.length === 0 && found.faults.length === 0) throw nothingFound(plan, found);
    const files = createFileMeasures(found.paths.length);
    await measureFiles({
      root: plan.root,
      found,
      files,
      rules: plan.rules,
      decoders,
      processes,
      limits,
      signal,
      onMeasured: (done) => {
        progress.measured(done, found.paths.length);
        run.onMeasured?.(done);
      },
    });
    progress.stop();
    const result = concludeCheck({ plan, found, files });
    const interrupted = result.summary.left > 0;
    const seconds = (performance.now() - startedAt) / 1000;
    if (json) await writeCheckEvents(result, { terminal, interrupted, seconds });
    else terminal.out.write(tellResult(result, { interrupted, seconds, columns: terminal.out.columns ?? Infinity }));
    await writeReport(run, { result, interrupted, previewOf: previewsOf(result, { decoders, limits }) });
    return interrupted ? EXIT.interrupted : EXIT.ok;
  } finally {
    progress.stop();
    await decoders.close();
  }
};

const nothingFound = ({ root }: CheckPlan, { others }: FoundFiles) => {
  const passedOver = others.count === 0 ? '' : `, only ${formatCount(others.count)} other files`;
  return checkError('check.nothing_found', { path: root, others: passedOver });
};

const tellResult = (
  { plan, summary }: CheckResult,
  { interrupted, seconds, columns }: { interrupted: boolean; seconds: number; columns: number },
): string => {
  const { images, files, left, bytes, withFindings } = summary;
  const name = plainText(plan.name, 80);
  const looked = `${formatImages(images)} (${formatBytes(bytes)}) in ${formatSeconds(seconds)}`;
  const unreadable = files === images ? '' : `, ${formatCount(files - images)} not readable`;
  const head = interrupted
    ? `${colours.yellow('Interrupted')}: this is only what was found before; ${formatCount(left)} files were not checked.\n`
    : '';
  return (
    `\n${head}${colours.bold(name)}: ${looked}, ${formatCount(withFindings)} with findings${unreadable}\n\n` +
    `${summaryTable(summary, { plan, columns })}\n\n` +
    (plan.report === null
      ? `${colours.dim('Nothing was changed. Every file with its findings: --out report.html, or --json for programs.')}\n`
      : '')
  );
};

const writeReport = async (
  { plan, command, json, terminal }: CheckRun,
  { result, interrupted, previewOf }: { result: CheckResult; interrupted: boolean; previewOf: PreviewOf },
): Promise<void> => {
  if (plan.report === null) return;
  await writeCheckReport(result, { path: plan.report, command, interrupted, previewOf });
  if (json) terminal.out.write(`${JSON.stringify({ event: 'report', path: plan.report })}\n`);
  else terminal.out.write(`${colours.dim('Nothing was changed.')} Look at ${plan.report}\n`);
};

/** Makes previews again, since keeping one of each file would take gigabytes. */
const previewsOf =
  ({ plan, found }: CheckResult, { decoders, limits }: { decoders: Decoders; limits: InspectLimits }): PreviewOf =>
  async (index) => {
    const path = found.linked.get(index) ?? join(plan.root, found.paths[index] ?? '');
    const result = await decoders.inspect(path, limits);
    return result.ok ? result.inspection.preview : null;
  };
