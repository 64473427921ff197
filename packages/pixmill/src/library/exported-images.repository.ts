import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { IMAGE_FORMATS } from '../imaging/inspection.ts';
import type { Queryable } from '../platform/database/database.ts';
import { imageAnalyses } from './analysis.schema.ts';
import { attributionOf } from './attribution.ts';
import type { Candidate } from './candidate.ts';
import type { ExportedImage, ExportedOutcome } from './exported-image.ts';
import { candidates, images, searches } from './schema.ts';
import type { CandidateRow, ImageRow } from './schema.ts';
import type { CandidateMeasures } from './measures.ts';

/** A row with all that is known of an image takes some 10 KB of memory until it is an object. */
const PAGE = 200;

/**
 * What is said of images: the tags that are stored; those and the descriptions that analysers wrote; or the tags without
 * those that analysers wrote.
 */
export type ExportedWords = 'stored' | 'described' | 'own';

/**
 * Kept images of a project in the order of exports: by label (those without one last), then as they were found. Read in
 * pages, so that memory does not grow with the project; each page goes on behind the last image of the one before.
 */
export const exportedImages = async function* (
  db: Queryable,
  projectId: string,
  words: ExportedWords = 'stored',
): AsyncIterable<ExportedImage> {
  const hasLabel = sql`${images.label} is null`;
  // Columns of a query on one table are written without its name, which means another one inside this.
  const duplicates = sql<number>`(select count(*)::int from candidates as copy
    where copy.outcome = 'duplicate' and copy.image_id in (
      select images.id union all select other.id from images as other where other.duplicate_of = images.id))`;
  let last: ImageRow | undefined;
  for (;;) {
    const after =
      last === undefined
        ? undefined
        : sql`(${hasLabel}, coalesce(${images.label}, '') collate "C", ${images.jobId}, ${images.seenOrder}, ${images.id}) >
            (${last.label === null}, ${last.label ?? ''} collate "C", ${last.jobId}::uuid, ${last.seenOrder}::bigint, ${last.id}::uuid)`;
    const rows = await db
      .select({ image: images, duplicates })
      .from(images)
      .where(and(eq(images.projectId, projectId), eq(images.status, 'kept'), after))
      .orderBy(
        hasLabel,
        sql`coalesce(${images.label}, '') collate "C"`,
        asc(images.jobId),
        asc(images.seenOrder),
        asc(images.id),
      )
      .limit(PAGE);
    const written = words === 'own' ? await writtenTags(db, rows) : null;
    for (const { image, duplicates } of rows) {
      const tags = image.tags.filter((tag) => written?.get(image.id)?.has(tag) !== true);
      const description = words === 'described' ? image.description : null;
      yield { ...exportedImage(image, duplicates), tags, description };
    }
    last = rows.at(-1)?.image;
    if (rows.length < PAGE) return;
  }
};

/** The tags that analysers wrote, by image. */
const writtenTags = async (
  db: Queryable,
  rows: readonly { readonly image: ImageRow }[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const ids = rows.map(({ image }) => image.id);
  const marks = await db
    .select({ imageId: imageAnalyses.imageId, written: imageAnalyses.written })
    .from(imageAnalyses)
    .where(inArray(imageAnalyses.imageId, ids));
  const byImage = Map.groupBy(marks, ({ imageId }) => imageId);
  return new Map([...byImage].map(([id, found]) => [id, new Set(found.flatMap(({ written }) => written.tags))]));
};

/** An image's row as exports and reports see it. */
const exportedImage = (image: ImageRow, duplicates: number): Omit<ExportedImage, 'tags' | 'description'> => {
  const { measures } = image;
  const format = IMAGE_FORMATS.find((known) => known === image.format);
  if (format === undefined) throw new Error(`Image ${image.id} is stored with the unknown format ${image.format}.`);
  return {
    id: image.id,
    sha256: image.sha256,
    phash: image.phash,
    dhash: image.dhash,
    width: image.width,
    height: image.height,
    format,
    bytes: image.bytes,
    label: image.label,
    caption: image.caption,
    title: image.title,
    sourceUrl: image.sourceUrl,
    pageUrl: image.pageUrl,
    source: image.source,
    query: image.query,
    retrievedAt: image.retrievedAt.toISOString(),
    licence: image.licence,
    creator: image.creator,
    creatorUrl: image.creatorUrl,
    attribution: attributionLine(image),
    optOut: image.optOut,
    palette: measures.palette.map(({ hex }) => hex),
    measures: exportedMeasures(measures, image.width / image.height),
    qualityFlags: image.qualityFlags,
    duplicates,
    metadata: image.metadata,
    originalName: image.originalName,
  };
};

/** The line to print beside an image; `null` when nothing is known that could be said. */
const attributionLine = ({ title, creator, licence, pageUrl }: ImageRow): string | null => {
  if (creator === null && licence.id === null && licence.attributionText === undefined) return null;
  return attributionOf({
    licence,
    ...(title === null ? {} : { title }),
    ...(creator === null ? {} : { creator }),
    ...(pageUrl === null ? {} : { pageUrl }),
  });
};

/** The measures that exports and reports show. */
export const exportedMeasures = (
  {
    scores,
    brightness,
    entropy,
    sharpness,
  }: Pick<CandidateMeasures, 'scores' | 'brightness' | 'entropy' | 'sharpness'>,
  aspect: number,
): ExportedImage['measures'] => ({
  blur: scores.blurry,
  dark: scores.dark,
  light: scores.light,
  brightness: brightness.mean,
  entropy,
  aspect,
  sharpness,
});

/** Every candidate of a job that has ended, in the order in which they were found: search after search. */
export const exportedOutcomes = async function* (db: Queryable, jobId: string): AsyncIterable<ExportedOutcome> {
  const inOrder = await db
    .select({ id: searches.id, query: searches.query, label: searches.label })
    .from(searches)
    .where(eq(searches.jobId, jobId))
    .orderBy(asc(searches.position));
  for (const search of inOrder) yield* outcomesOfSearch(db, search);
};

const outcomesOfSearch = async function* (
  db: Queryable,
  search: Pick<typeof searches.$inferSelect, 'id' | 'query' | 'label'>,
): AsyncIterable<ExportedOutcome> {
  // The same address stands earlier: the image that it became stands for this candidate too.
  const sameAddress = sql<string | null>`(
    select other.image_id from candidates as other
    where other.project_id = ${candidates.projectId} and other.url_hash = ${candidates.urlHash} and other.image_id is not null
    limit 1)`;
  for (let last = -1; ;) {
    const rows = await db
      .select({ row: candidates, image: { id: images.id, duplicateOf: images.duplicateOf } })
      .from(candidates)
      .leftJoin(
        images,
        sql`${images.id} = coalesce(${candidates.imageId}, case when ${candidates.code} = 'dedupe.same_url' then ${sameAddress} end)`,
      )
      .where(and(eq(candidates.searchId, search.id), gt(candidates.rank, last)))
      .orderBy(asc(candidates.rank))
      .limit(PAGE);
    for (const { row, image } of rows) {
      if (row.outcome === null) continue;
      yield {
        url: addressOf(row),
        source: row.candidate.source,
        query: search.query,
        label: row.label ?? search.label,
        outcome: row.outcome,
        code: row.code,
        detail: row.detail,
        imageId: row.outcome === 'kept' ? row.imageId : null,
        duplicateOfId: row.outcome === 'duplicate' ? (image?.duplicateOf ?? image?.id ?? null) : null,
        httpStatus: row.httpStatus,
        attempts: row.attempts,
        optOut: row.optOut,
        at: (row.settledAt ?? new Date(0)).toISOString(),
      };
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    last = end.row.rank;
  }
};

const addressOf = ({ location, candidate }: CandidateRow): string | null => {
  if (location.kind === 'url') return location.url === '' ? null : location.url;
  const name: Candidate['originalName'] = candidate.originalName;
  return name ?? (location.kind === 'file' ? location.path : null);
};
