import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ReportContext } from './features/exports/write-export.ts';
import { collectImages } from './features/reports/collect-report.ts';
import type { MeasuredImage } from './features/reports/histogram-builder.ts';
import type { BuildReportData, DuplicatePair, PairImage, Preview } from './features/reports/report-data.ts';
import { renderReport } from './features/reports/render-report.ts';
import { reportJson } from './features/reports/report-json.ts';
import { QUALITY_CHECKS } from './imaging/quality-thresholds.ts';
import { exportedImages, exportedMeasures } from './library/exported-images.repository.ts';
import type { JobConfig } from './library/job.ts';
import { readPreview } from './library/read-preview.ts';
import { candidates, duplicatePairs, images, searches } from './library/schema.ts';
import type { ImageRow, JobRow, SearchRow } from './library/schema.ts';
import type { Database, Queryable } from './platform/database/database.ts';
import type { Storage } from './platform/storage/storage.ts';
import { VERSION } from './version.ts';
import { countReasons } from './library/outcome-counts.repository.ts';
import { DEFAULT_JUDGE_RULES } from './library/job-defaults.ts';
import type { OutputPlan } from './features/exports/export-options.ts';
import { OUTCOME_SENTENCES } from './outcome-sentences.ts';

const SHOWN_PAIRS = 60;

/** Writes `report.html` and `report.json` of a project and its jobs (oldest first) into the directory that is being built; returns their names. */
export const writeProjectReport = async (
  { db, storage }: { readonly db: Database; readonly storage: Storage },
  {
    projectId,
    jobs,
    name,
    command,
    output,
    context,
  }: {
    readonly projectId: string;
    readonly jobs: readonly JobRow[];
    readonly name: string;
    readonly command: string;
    readonly output: OutputPlan;
    readonly context: ReportContext;
  },
): Promise<readonly string[]> => {
  const jobIds = jobs.map(({ id }) => id);
  const asked = await readSearches(db, jobIds);
  const configs = jobs.map(({ config }) => config);
  // The limits of the newest job are those that the lines across the histograms stand for.
  const limits = configs.at(-1)?.judge ?? DEFAULT_JUDGE_RULES;
  const previewOf = ({ sha256 }: { readonly sha256: string }) => readPreview(storage, sha256);
  const collected = await collectImages({
    images: exportedImages(db, projectId),
    rejected: rejectedMeasures(db, jobIds),
    limits: {
      minWidth: limits.minWidth,
      minHeight: limits.minHeight,
      blur: QUALITY_CHECKS.blurry.threshold,
      dark: QUALITY_CHECKS.dark.threshold,
      light: QUALITY_CHECKS.light.threshold,
    },
    previewOf,
    fileNameOf: context.fileNameOf,
  });
  const reasons = await countReasons(db, jobIds);
  const data: BuildReportData = {
    kind: 'build',
    title: name,
    madeAt: new Date().toISOString(),
    version: VERSION,
    sentences: OUTCOME_SENTENCES,
    ...collected,
    outcomes: reasons,
    inFlight: 0,
    optOuts: await countOptOuts(db, jobIds),
    duplicates: {
      total: await db.$count(images, and(eq(images.projectId, projectId), eq(images.status, 'duplicate'))),
      pairs: await readPairs(db, { projectId, previewOf, fileNameOf: context.fileNameOf }),
    },
    notices: [
      ...context.notices,
      ...asked.flatMap((search) => search.notices.map((notice) => `${search.source}: ${notice}`)),
      ...asked.flatMap(({ source, errorDetail }) => (errorDetail === null ? [] : [`${source}: ${errorDetail}`])),
    ],
    making: [
      { name: 'Command', value: command },
      { name: 'Pixmill', value: VERSION },
      { name: 'Checks', value: distinct(configs, ({ judge }) => `${judge.level}, ${judge.mode}`) },
      {
        name: 'Smallest image',
        value: distinct(configs, ({ judge }) => `${judge.minWidth}x${judge.minHeight} pixels`),
      },
      {
        name: 'Near duplicates',
        value: distinct(configs, ({ nearDistance }) =>
          nearDistance === null ? 'off' : `at most ${nearDistance} of 64 bits differ`,
        ),
      },
      { name: 'Formats', value: output.formats.join(', ') },
    ],
  };
  await writeFile(join(context.directory, 'report.html'), renderReport(data));
  await writeFile(join(context.directory, 'report.json'), reportJson(data));
  return ['report.html', 'report.json'];
};

const readSearches = (db: Queryable, jobIds: readonly string[]): Promise<readonly SearchRow[]> =>
  db
    .select()
    .from(searches)
    .where(inArray(searches.jobId, [...jobIds]))
    .orderBy(asc(searches.jobId), asc(searches.position));

/** What the jobs were told, each once. */
const distinct = (configs: readonly JobConfig[], text: (config: JobConfig) => string): string =>
  [...new Set(configs.map(text))].join('; ');

const rejectedMeasures = async function* (db: Queryable, jobIds: readonly string[]): AsyncIterable<MeasuredImage> {
  const PAGE = 1000;
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await db
      .select({ id: candidates.id, measures: candidates.measures })
      .from(candidates)
      .where(
        and(
          inArray(candidates.jobId, [...jobIds]),
          isNotNull(candidates.measures),
          sql`${candidates.id} > ${last}::uuid`,
        ),
      )
      .orderBy(asc(candidates.id))
      .limit(PAGE);
    for (const { measures } of rows) {
      if (measures === null) continue;
      const { width, height } = measures;
      yield { width, height, measures: exportedMeasures(measures, width / height) };
    }
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.id ?? last;
  }
};

const countOptOuts = async (db: Queryable, jobIds: readonly string[]): Promise<{ rule: string; count: number }[]> => {
  const { rows } = await db.execute<{ rule: string; count: number }>(sql`
    select opt_out->>'rule' as rule, count(*)::int as count from ${candidates}
    where ${inArray(candidates.jobId, [...jobIds])} and opt_out->>'decision' = 'deny' group by 1 order by 2 desc, 1 limit 100`);
  return rows;
};

/** The closest pairs of the project, with the kept copy of each. */
const readPairs = async (
  db: Queryable,
  {
    projectId,
    previewOf,
    fileNameOf,
  }: {
    projectId: string;
    previewOf: (image: { readonly sha256: string }) => Promise<Preview | null>;
    fileNameOf: (id: string) => string | null;
  },
): Promise<DuplicatePair[]> => {
  const kept = alias(images, 'kept');
  const rows = await db
    .select({ pair: duplicatePairs, kept, duplicate: images })
    .from(images)
    .innerJoin(kept, eq(kept.id, images.duplicateOf))
    .innerJoin(duplicatePairs, and(eq(duplicatePairs.imageId, kept.id), eq(duplicatePairs.duplicateId, images.id)))
    .where(and(eq(images.projectId, projectId), eq(images.status, 'duplicate')))
    .orderBy(desc(duplicatePairs.distance), asc(images.seenOrder))
    .limit(SHOWN_PAIRS);
  const half = async (image: ImageRow): Promise<PairImage> => ({
    preview: await previewOf(image),
    name: image.originalName ?? image.sourceUrl ?? image.sha256,
    fileName: fileNameOf(image.id),
    width: image.width,
    height: image.height,
    bytes: image.bytes,
  });
  const pairs: DuplicatePair[] = [];
  for (const { pair, kept: better, duplicate } of rows) {
    const { kind, distance } = pair;
    pairs.push({
      kind,
      distance,
      kept: await half(better),
      duplicate: await half(duplicate),
      why: whyKept(better, duplicate),
    });
  }
  return pairs;
};

/** The first rule of the order of copies that tells the two apart. */
const whyKept = (kept: ImageRow, duplicate: ImageRow): string => {
  if (kept.width * kept.height !== duplicate.width * duplicate.height) return 'more pixels';
  if (kept.bytes !== duplicate.bytes) return 'more bytes';
  return kept.licenceRank === duplicate.licenceRank ? 'seen first' : 'better licence';
};
