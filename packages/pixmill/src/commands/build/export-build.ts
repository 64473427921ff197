import { writeExport } from '../../features/exports/write-export.ts';
import type { ExportSummary } from '../../features/exports/write-export.ts';
import { exportedImages, exportedOutcomes } from '../../library/exported-images.repository.ts';
import type { Pixmill } from '../../compose.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import { buildError } from './build.errors.ts';
import type { BuildOutput } from './build-plan.ts';
import { writeBuildReport } from './write-build-report.ts';

const TRANSFORM_LIMITS = { maxChannels: 5, timeoutMs: 60_000 };

/** Writes the dataset of a project, with the outcomes of one of its jobs, to a directory that appears whole or not at all. */
export const exportBuild = async (
  pixmill: Pixmill,
  {
    projectId,
    jobId,
    name,
    directory,
    output,
    command,
    signal,
    onProgress,
  }: {
    readonly projectId: string;
    readonly jobId: string;
    readonly name: string;
    readonly directory: string;
    readonly output: BuildOutput;
    /** The command as it was typed, for the report. */
    readonly command: string;
    readonly signal: AbortSignal;
    readonly onProgress: (images: number, total: number) => void;
  },
): Promise<ExportSummary> => {
  const { database, storage, decoders } = pixmill;
  const { maxPixels } = pixmill.settings;
  const { resize, encode } = output;
  const transforms = resize !== null || encode !== null;
  return writeExport({
    name,
    owner: projectId,
    outDirectory: directory,
    formats: output.formats,
    labelFiles: output.labelFiles,
    images: () => exportedImages(database.db, projectId),
    outcomes: () => exportedOutcomes(database.db, jobId),
    openImage: ({ sha256 }) => storage.read(blobKey(sha256)),
    resize,
    encode,
    ...(transforms
      ? {
          transformImage: ({ sha256 }) =>
            storage.withLocalFile(blobKey(sha256), async (path) => {
              const transformation = {
                ...(resize === null ? {} : { resize }),
                encode: encode ?? ({ format: 'keep' } as const),
              };
              const result = await decoders.transform(path, transformation, { ...TRANSFORM_LIMITS, maxPixels }, signal);
              if (result.ok) return result;
              throw buildError('build.failed', { reason: `${sha256} could not be transformed (${result.detail}).` });
            }),
        }
      : {}),
    writeReports: (context) => writeBuildReport(pixmill, { projectId, jobId, name, command, output, context }),
    onProgress,
    signal,
  });
};
