import { join } from 'node:path';
import type { ExportedImage, ExportedOutcome } from '../../library/exported-image.ts';
import { ATTRIBUTION_HEADER, attributionLine, licencesPage } from './attribution.ts';
import { checkExport } from './check-export.ts';
import { checksumLine, fileHash, filesBelow } from './checksums.ts';
import { columnJson } from './column-plan.ts';
import { datasetCard } from './dataset-card.ts';
import { exportError } from './export.errors.ts';
import { exportNotices } from './export-notices.ts';
import type { Encode, ExportFormat, LabelFile, Resize } from './export-options.ts';
import { createExportPlan, type ExportPlan } from './export-plan.ts';
import { surveyImages, type ExportSurvey } from './export-survey.ts';
import type { OpenImage, TransformImage } from './image-bytes.ts';
import { createImageWriter } from './image-writer.ts';
import { jsonObject } from './json-line.ts';
import { inOrder, type Ahead } from './ordered-work.ts';
import { outcomeLine } from './outcome-lines.ts';
import { beginDirectory } from './partial-directory.ts';
import { createTextFile, writeTextFile, type TextFile } from './text-file.ts';
import { createWebDatasetWriter, imageField, type ShardSummary } from './webdataset-writer.ts';
import { asWriteError } from './write-errors.ts';

/** Images that are read and written at once: many, since each waits for the disk, and never more than this in memory. */
const AHEAD: Ahead<ExportedImage> = { items: 64, weight: 64 * 1024 ** 2, weigh: ({ bytes }) => bytes };

/** What a writer of further files may know. */
export type ReportContext = {
  /** Directory to write into. */
  readonly directory: string;
  readonly survey: ExportSurvey;
  readonly notices: readonly string[];
  /** Path of an exported image by its id. */
  readonly fileNameOf: (id: string) => string | null;
};

export type ExportRequest = {
  /** What the dataset card calls it. */
  readonly name: string;
  /** Who may replace an existing directory: only a request with the same owner. */
  readonly owner: string;
  readonly outDirectory: string;
  readonly formats: readonly ExportFormat[];
  /** Only beside `imagefolder`. */
  readonly labelFiles: readonly LabelFile[];
  /** Kept images in their final order, the same each time it is called; never held in memory. */
  readonly images: () => AsyncIterable<ExportedImage>;
  readonly outcomes: () => AsyncIterable<ExportedOutcome>;
  readonly openImage: OpenImage;
  /** What `transformImage` does; both `null` without it. */
  readonly resize: Resize | null;
  readonly encode: Encode | null;
  readonly transformImage?: TransformImage;
  /** Writes `report.html`, `report.json` …; returns their names. */
  readonly writeReports?: (context: ReportContext) => Promise<readonly string[]>;
  readonly onProgress?: (images: number, total: number) => void;
  readonly shardLimits?: { readonly bytes: number; readonly samples: number };
  readonly signal?: AbortSignal;
};

export type ExportSummary = {
  readonly directory: string;
  readonly images: number;
  readonly labels: number;
  readonly shards: readonly ShardSummary[];
  readonly notices: readonly string[];
};

/** Writes the images and everything that has one line an image. */
const writeImages = async (
  request: ExportRequest,
  context: {
    readonly directory: string;
    readonly survey: ExportSurvey;
    readonly plan: ExportPlan;
    readonly labelFiles: readonly LabelFile[];
  },
): Promise<readonly ShardSummary[]> => {
  const { formats } = request;
  const { directory, survey, plan } = context;
  const open: TextFile[] = [];
  const file = async (name: string): Promise<TextFile> => {
    const text = await createTextFile(join(directory, name));
    open.push(text);
    return text;
  };
  const shards = createWebDatasetWriter({
    directory,
    columns: survey.columns,
    imageField: imageField(request.encode === null ? survey.formats.keys() : [request.encode.format]),
    classes: plan.classes,
    ...(request.shardLimits === undefined ? {} : { limits: request.shardLimits }),
  });
  try {
    const attribution = await file('ATTRIBUTION.csv');
    const metadata = formats.includes('imagefolder') ? await file('metadata.jsonl') : null;
    await attribution.write(ATTRIBUTION_HEADER);
    const prepare = createImageWriter({ ...request, labelFiles: context.labelFiles, directory, plan });
    let done = 0;
    for await (const { image, written, bytes } of inOrder(request.images(), prepare, AHEAD)) {
      request.signal?.throwIfAborted();
      const cells = survey.columns.map((column) => [column.name, columnJson(column, image, written, 'lines')] as const);
      await metadata?.write(`${jsonObject(cells)}\n`);
      await attribution.write(attributionLine(image, written.fileName));
      if (bytes !== null) await shards.add(image, written, bytes);
      done += 1;
      request.onProgress?.(done, survey.images);
    }
    for (const text of open) await text.finish();
    return await shards.finish();
  } finally {
    shards.abandon();
    for (const text of open) await text.abandon();
  }
};

const writeOutcomes = async (request: ExportRequest, directory: string, plan: ExportPlan): Promise<void> => {
  const file = await createTextFile(join(directory, 'outcomes.jsonl'));
  try {
    for await (const outcome of request.outcomes()) {
      request.signal?.throwIfAborted();
      await file.write(outcomeLine(outcome, plan.fileNameOf));
    }
    await file.finish();
  } finally {
    await file.abandon();
  }
};

const writeChecksums = async (directory: string, plan: ExportPlan, shards: readonly ShardSummary[]): Promise<void> => {
  const ofShards = new Map(shards.map(({ file, sha256 }) => [file, sha256]));
  const file = await createTextFile(join(directory, 'SHA256SUMS'));
  try {
    for await (const path of filesBelow(directory)) {
      if (path === 'SHA256SUMS') continue;
      const known = plan.hashOf(path) ?? ofShards.get(path);
      await file.write(checksumLine(known ?? (await fileHash(join(directory, path))), path));
    }
    await file.finish();
  } finally {
    await file.abandon();
  }
};

const writeShardIndex = (
  directory: string,
  options: { readonly shards: readonly ShardSummary[]; readonly plan: ExportPlan; readonly survey: ExportSurvey },
): Promise<void> => {
  const classes = options.plan.classes === null ? [] : [...options.plan.classes.keys()];
  const index = { samples: options.survey.images, classes, shards: options.shards };
  return writeTextFile(join(directory, 'webdataset.json'), `${JSON.stringify(index, null, 2)}\n`);
};

/**
 * Writes an export. The directory appears whole or not at all; the same images give the same bytes. Throws `export.*`.
 */
export const writeExport = async (request: ExportRequest): Promise<ExportSummary> => {
  const { formats, signal } = request;
  // Label files mirror folders; a sample of a shard carries its label itself.
  const labelFiles = formats.includes('imagefolder') ? request.labelFiles : [];
  const encoded = request.encode !== null;
  const transformed = request.transformImage !== undefined;
  const partial = await beginDirectory({ directory: request.outDirectory, owner: request.owner });
  const directory = partial.path;
  try {
    const survey = await surveyImages(request.images(), { transformed, signal });
    if (survey.images === 0) throw exportError('export.empty', { path: request.outDirectory });
    const plan = createExportPlan({ survey, formats, labelFiles });
    const shards = await writeImages(request, { directory, survey, plan, labelFiles });
    if (plan.taken() !== survey.images) throw exportError('export.images_changed');
    await writeOutcomes(request, directory, plan);
    if (formats.includes('webdataset')) await writeShardIndex(directory, { shards, plan, survey });
    const notices = exportNotices({ survey, formats, encoded });
    const context = { directory, survey, notices, fileNameOf: plan.fileNameOf };
    const reportFiles = (await request.writeReports?.(context)) ?? [];
    const { directories } = plan;
    const card = datasetCard({ name: request.name, survey, formats, labelFiles, directories, reportFiles, notices });
    await writeTextFile(join(directory, 'README.md'), card);
    await writeTextFile(join(directory, 'LICENSES.md'), licencesPage(survey.licences));
    await writeChecksums(directory, plan, shards);
    await checkExport({ directory, formats, images: survey.images });
    signal?.throwIfAborted();
    await partial.place();
    return { directory: request.outDirectory, images: survey.images, labels: survey.labels.size, shards, notices };
  } catch (error) {
    throw asWriteError(error, request.outDirectory);
  } finally {
    await partial.discard();
  }
};
