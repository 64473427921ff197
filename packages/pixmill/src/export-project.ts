import { asc, eq } from 'drizzle-orm';
import { writeExport } from './features/exports/write-export.ts';
import type { ExportSummary } from './features/exports/write-export.ts';
import { exportedImages, exportedOutcomes, type ExportedWords } from './library/exported-images.repository.ts';
import { jobs } from './library/schema.ts';
import type { JobRow } from './library/schema.ts';
import type { ExportedOutcome } from './library/exported-image.ts';
import type { Database } from './platform/database/database.ts';
import { blobKey } from './platform/storage/storage.ts';
import type { Storage } from './platform/storage/storage.ts';
import type { Decoders } from './imaging/inspection.ts';
import type { OutputPlan } from './features/exports/export-options.ts';
import { exportError } from './features/exports/export.errors.ts';
import { writeProjectReport } from './write-project-report.ts';

/** What writing a project needs. */
export type ExportServices = {
  readonly database: { readonly db: Database };
  readonly storage: Storage;
  readonly decoders: Pick<Decoders, 'transform'>;
  readonly settings: { readonly maxPixels: number };
};

const TRANSFORM_LIMITS = { maxChannels: 5, timeoutMs: 60_000 };

/**
 * Writes the kept images of a project, with the outcomes of all of its jobs, to a directory that appears whole or not at
 * all. Throws `export.*` errors.
 */
export const exportProject = async (
  { database: { db }, storage, decoders, settings: { maxPixels } }: ExportServices,
  {
    projectId,
    name,
    directory,
    output,
    words = 'stored',
    command,
    signal,
    onProgress,
  }: {
    readonly projectId: string;
    /** What the dataset card and the report call it. */
    readonly name: string;
    /** Absolute path; an earlier output of the same project is replaced. */
    readonly directory: string;
    readonly output: OutputPlan;
    /** What is said of images. */
    readonly words?: ExportedWords;
    /** The command as it was typed, for the report. */
    readonly command: string;
    readonly signal: AbortSignal;
    readonly onProgress: (images: number, total: number) => void;
  },
): Promise<ExportSummary> => {
  const { resize, encode } = output;
  const jobsOfProject = await readJobs(db, projectId);
  const transforms = resize !== null || encode !== null;
  return writeExport({
    name,
    owner: projectId,
    outDirectory: directory,
    formats: output.formats,
    labelFiles: output.labelFiles,
    images: () => exportedImages(db, projectId, words),
    outcomes: () => outcomesOf(db, jobsOfProject),
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
              throw exportError('export.not_transformed', { image: sha256, reason: result.detail });
            }),
        }
      : {}),
    writeReports: (context) =>
      writeProjectReport({ db, storage }, { projectId, jobs: jobsOfProject, name, command, output, context }),
    onProgress,
    signal,
  });
};

const readJobs = (db: Database, projectId: string): Promise<readonly JobRow[]> =>
  db.select().from(jobs).where(eq(jobs.projectId, projectId)).orderBy(asc(jobs.id));

const outcomesOf = async function* (db: Database, all: readonly JobRow[]): AsyncIterable<ExportedOutcome> {
  for (const { id } of all) yield* exportedOutcomes(db, id);
};
