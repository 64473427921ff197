import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Candidate } from '../../library/candidate.ts';
import type { JobConfig } from '../../library/job.ts';
import { candidates, jobs, searches } from '../../library/schema.ts';
import type { CandidateRow, SearchRow } from '../../library/schema.ts';
import { UNKNOWN_LICENCE } from '../../library/licence.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { recordPage } from '../discovery/record-page.ts';
import { chunkJob } from '../job/mill.jobs.ts';
import { chunkItem } from '../job/queue-items.ts';

/** One uploaded file whose bytes are staged in storage. */
export type StagedUpload = {
  /** Of its bytes. */
  readonly sha256: string;
  /** As it was sent; data only. */
  readonly name: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly label?: string;
};

/** A job of uploads with everything that settling it needs. */
export type UploadJob = {
  readonly jobId: string;
  readonly projectId: string;
  readonly config: JobConfig;
  readonly search: SearchRow;
  /** One for each file, in their order. */
  readonly rows: readonly CandidateRow[];
};

/** Files of one job; also of one chunk. */
export const UPLOADS_A_JOB = 64;

/** What a person uploads on purpose is never thrown away by rule: what checks say of it becomes its issues. */
const uploadConfig = (maxBytes: number): JobConfig => ({
  judge: { level: 'medium', mode: 'report', minWidth: 64, minHeight: 64, maxAspect: 10, minBytes: 0, maxBytes },
  nearDistance: 4,
  licences: { kind: 'any' },
  maxImages: null,
  columns: {},
  chunkSize: UPLOADS_A_JOB,
});

/** After this a worker takes up what the process that received it has not settled: it must have died. */
const RESCUE_AFTER_MS = 10 * 60_000;

const candidateOf = ({ sha256, name, title, tags, label }: StagedUpload, retrievedAt: string): Candidate => ({
  source: 'upload',
  sourceItemId: uuidv7(),
  location: { kind: 'blob', sha256 },
  ...(name === '' ? {} : { originalName: name }),
  label: label ?? null,
  ...(title === undefined ? {} : { title }),
  ...(tags === undefined ? {} : { tags }),
  licence: UNKNOWN_LICENCE,
  retrievedAt,
});

/**
 * Writes an upload down as a running job with one search that is read to its end, in the caller's transaction: at most
 * `UPLOADS_A_JOB` files whose bytes are durable. The queue gets its chunk too, for the case that this process dies.
 */
export const recordUpload = async (
  tx: Transaction,
  {
    queue,
    projectId,
    userId,
    uploads,
    maxBytes,
  }: {
    readonly queue: Pick<Queue, 'enqueue'>;
    readonly projectId: string;
    readonly userId: string;
    readonly uploads: readonly StagedUpload[];
    readonly maxBytes: number;
  },
): Promise<UploadJob> => {
  const now = new Date();
  const jobId = uuidv7();
  const config = uploadConfig(maxBytes);
  const name = uploads.length === 1 ? 'Upload of one file' : `Upload of ${uploads.length} files`;
  const [job] = await tx
    .insert(jobs)
    .values({
      id: jobId,
      projectId,
      name,
      createdBy: userId,
      request: { files: uploads.length },
      kind: 'upload',
      config,
      status: 'running',
      startedAt: now,
    })
    .returning();
  const [search] = await tx
    .insert(searches)
    .values({ id: uuidv7(), jobId, position: 0, source: 'upload', query: '', targetGroup: 0, target: null })
    .returning();
  if (job === undefined || search === undefined) throw new Error('The job of an upload was not written.');
  const chunkIds = await recordPage(tx, {
    projectId,
    search,
    page: {
      candidates: uploads.map((upload) => candidateOf(upload, now.toISOString())),
      dropped: [],
      cursor: null,
      notices: [],
    },
    chunkSize: UPLOADS_A_JOB,
  });
  const startAfter = new Date(now.getTime() + RESCUE_AFTER_MS);
  await queue.enqueue(
    tx,
    chunkJob,
    chunkIds.map((id) => chunkItem(job, id, startAfter)),
  );
  const rows = await tx.select().from(candidates).where(eq(candidates.jobId, jobId)).orderBy(asc(candidates.rank));
  return { jobId, projectId, config, search, rows };
};
