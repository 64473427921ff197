import { v7 as uuidv7 } from 'uuid';
import { SHAPE_BYTES } from '../src/imaging/shape-descriptor.ts';
import type { Candidate } from '../src/library/candidate.ts';
import { lookOf } from '../src/library/image-look.ts';
import type { JobConfig } from '../src/library/job.ts';
import { createProject } from '../src/library/projects.repository.ts';
import { candidates, chunks, jobs, searches } from '../src/library/schema.ts';
import type { CandidateRow, SearchRow } from '../src/library/schema.ts';
import type { PassedCandidate } from '../src/mill/settle/settlement.ts';
import type { Database } from '../src/platform/database/database.ts';

/** A job configuration with every default. */
export const JOB_CONFIG: JobConfig = {
  judge: {
    level: 'medium',
    mode: 'strict',
    minWidth: 64,
    minHeight: 64,
    maxAspect: 10,
    minBytes: 0,
    maxBytes: 25 * 1024 ** 2,
  },
  nearDistance: 4,
  licences: { kind: 'any' },
  maxImages: null,
  columns: {},
  chunkSize: 64,
};

/** A candidate at an address, about which nothing else is known. */
export const candidateAt = (url: string, given: Partial<Candidate> = {}): Candidate => ({
  source: 'url-list',
  sourceItemId: url,
  location: { kind: 'url', url },
  label: null,
  licence: { id: null, confidence: 'none' },
  retrievedAt: '2026-11-20T08:00:00.000Z',
  ...given,
});

/** Writes a running job with one search and its candidates, all in flight in one chunk. */
export const insertJob = async (
  db: Database,
  options: {
    readonly projectId?: string;
    readonly candidates: readonly Candidate[];
    readonly config?: Partial<JobConfig>;
    readonly target?: number | null;
  },
): Promise<{ projectId: string; jobId: string; search: SearchRow; rows: readonly CandidateRow[] }> => {
  const projectId = options.projectId ?? (await createProject(db, { name: uuidv7(), directory: null }));
  const jobId = uuidv7();
  const config = { ...JOB_CONFIG, ...options.config };
  await db.insert(jobs).values({ id: jobId, projectId, kind: 'crawl', status: 'running', config });
  const [search] = await db
    .insert(searches)
    .values({
      id: uuidv7(),
      jobId,
      position: 0,
      source: 'url-list',
      query: 'list',
      targetGroup: 0,
      target: options.target ?? null,
      discovered: options.candidates.length,
      dry: true,
    })
    .returning();
  if (search === undefined) throw new Error('The search was not written.');
  const chunkId = uuidv7();
  await db.insert(chunks).values({ id: chunkId, jobId, searchId: search.id });
  const rows = await db
    .insert(candidates)
    .values(
      options.candidates.map(({ location, sourceItemId, label, ...candidate }, rank) => ({
        id: uuidv7(),
        projectId,
        jobId,
        searchId: search.id,
        chunkId,
        rank,
        location,
        sourceItemId,
        label,
        candidate,
      })),
    )
    .returning();
  return { projectId, jobId, search, rows };
};

/** What the stages would say of a candidate whose picture has these hashes. */
export const passed = (
  row: CandidateRow,
  given: Partial<PassedCandidate['image']> & { readonly sha256: string },
): PassedCandidate => ({
  passed: true,
  candidateId: row.id,
  httpStatus: 200,
  attempts: 1,
  optOut: null,
  contentType: 'image/jpeg',
  look: lookOf({
    palette: given.measures?.palette ?? [],
    shape: new Uint8Array(SHAPE_BYTES),
    phash: given.phash ?? '0000000000000000',
    hashable: given.hashable ?? true,
  }),
  image: {
    id: uuidv7(),
    projectId: row.projectId,
    candidateId: row.id,
    jobId: row.jobId,
    searchId: row.searchId,
    seenOrder: row.rank,
    pixelHash: given.sha256,
    phash: '0000000000000000',
    dhash: '0000000000000000',
    hashable: true,
    width: 100,
    height: 100,
    bytes: 1000,
    format: 'jpeg',
    source: 'url-list',
    query: 'list',
    licence: { id: null, confidence: 'none' },
    licenceRank: 0,
    thumbhash: '',
    measures: {
      orientation: 1,
      frames: 1,
      colourSpace: 'srgb',
      channels: 3,
      bitDepth: 8,
      hasAlpha: false,
      scores: { dark: 1, light: 1, oddAspectRatio: 1, lowInformation: 1, blurry: 1 },
      brightness: { p1: 0, p5: 0, p50: 0.5, p95: 1, p99: 1, mean: 0.5 },
      sharpness: 100,
      entropy: 7,
      contrast: 0.2,
      greyscale: false,
      palette: [],
      embedded: {},
      warnings: [],
    },
    retrievedAt: new Date('2026-11-20T08:00:00.000Z'),
    ...given,
  },
});

/** Small deterministic generator (mulberry32): numbers from 0 to 1, so that a failing case can be repeated. */
export const randomNumbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
};

/** The same items in another order. */
export const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);
