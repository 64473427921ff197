import { and, asc, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Candidate, Json } from '../../library/candidate.ts';
import type { JobConfig } from '../../library/job.ts';
import { candidates, images, jobs, searches, type ImageRow } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { recordPage } from '../discovery/record-page.ts';
import { chunkJob } from '../job/mill.jobs.ts';
import { chunkItem } from '../job/queue-items.ts';

/** An image, and the label that its copy is to have; `null` for its own. */
export type ImageToCopy = { readonly id: string; readonly label: string | null };

const PAGE = 500;
const CHUNK_SIZE = 64;
const MOST_BYTES = 2 ** 40;

/** They passed the checks once: what checks say of copies becomes their issues, and no two of them are one. */
const CONFIG: JobConfig = {
  judge: {
    level: 'medium',
    mode: 'report',
    minWidth: 1,
    minHeight: 1,
    maxAspect: 100_000,
    minBytes: 0,
    maxBytes: MOST_BYTES,
  },
  nearDistance: null,
  licences: { kind: 'any' },
  maxImages: null,
  columns: {},
  chunkSize: CHUNK_SIZE,
};

/**
 * Starts to copy images into another project, in the caller's transaction: a running job whose candidates are bytes that are
 * there already. They are measured anew and keep their provenance; the job ends like any other. Images that have gone
 * are left out. Returns the id of the job.
 */
export const copyImages = async (
  tx: Transaction,
  {
    queue,
    projectId,
    userId,
    name,
    images: given,
  }: {
    readonly queue: Pick<Queue, 'enqueue'>;
    readonly projectId: string;
    readonly userId: string;
    readonly name: string;
    readonly images: readonly ImageToCopy[];
  },
): Promise<string> => {
  const now = new Date();
  const jobId = uuidv7();
  const [job] = await tx
    .insert(jobs)
    .values({
      id: jobId,
      projectId,
      name,
      createdBy: userId,
      request: { images: given.length },
      kind: 'import',
      config: CONFIG,
      status: 'running',
      startedAt: now,
    })
    .returning();
  const searchId = uuidv7();
  await tx
    .insert(searches)
    .values({ id: searchId, jobId, position: 0, source: 'upload', query: '', targetGroup: 0, target: null });
  if (job === undefined) throw new Error('The job of a copy was not written.');
  for (let start = 0; start < given.length; start += PAGE) {
    const page = given.slice(start, start + PAGE);
    const [search] = await tx.select().from(searches).where(eq(searches.id, searchId));
    if (search === undefined) throw new Error('The search of a copy was not written.');
    const isLast = start + PAGE >= given.length;
    const chunkIds = await recordPage(tx, {
      projectId,
      search,
      page: { candidates: await readCopies(tx, page), dropped: [], cursor: isLast ? null : start + PAGE, notices: [] },
      chunkSize: CHUNK_SIZE,
    });
    await queue.enqueue(
      tx,
      chunkJob,
      chunkIds.map((id) => chunkItem(job, id)),
    );
  }
  return jobId;
};

/** Images stay until the transaction ends, and with them their bytes; then the candidates keep these. */
const readCopies = async (tx: Transaction, given: readonly ImageToCopy[]): Promise<Candidate[]> => {
  const rows = await tx
    .select({ image: images, candidate: candidates.candidate })
    .from(images)
    .leftJoin(candidates, eq(candidates.id, images.candidateId))
    .where(
      and(
        inArray(
          images.id,
          given.map(({ id }) => id),
        ),
        eq(images.status, 'kept'),
      ),
    )
    .orderBy(asc(images.id))
    .for('key share', { of: images });
  const labels = new Map(given.map(({ id, label }) => [id, label]));
  return rows.map(({ image, candidate }) => ({
    ...candidate,
    ...copyOf(image),
    label: labels.get(image.id) ?? image.label,
  }));
};

const optional = <Name extends string>(name: Name, value: string | null): { readonly [name in Name]?: string } => {
  const fields: { [name in Name]?: string } = {};
  if (value !== null) fields[name] = value;
  return fields;
};

const copyOf = (image: ImageRow): Omit<Candidate, 'label'> => {
  const from: { readonly [key: string]: Json } = {
    copied_from: image.id,
    ...(image.sourceUrl === null ? {} : { source_url: image.sourceUrl }),
  };
  return {
    source: image.source,
    sourceItemId: image.id,
    location: { kind: 'blob', sha256: image.sha256 },
    ...optional('originalName', image.originalName),
    ...optional('pageUrl', image.pageUrl),
    ...optional('title', image.title),
    ...optional('caption', image.caption),
    ...optional('creator', image.creator),
    ...optional('creatorUrl', image.creatorUrl),
    tags: image.tags,
    licence: image.licence,
    metadata: { ...image.metadata, ...from },
    retrievedAt: image.retrievedAt.toISOString(),
  };
};
