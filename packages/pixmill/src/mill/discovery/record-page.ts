import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Candidate, Json } from '../../library/candidate.ts';
import { candidates, chunks, jobs, searches } from '../../library/schema.ts';
import type { SearchRow } from '../../library/schema.ts';
import type { CandidatePage, DroppedItem } from '../../library/source.ts';
import type { Transaction } from '../../platform/database/database.ts';

type NewCandidate = typeof candidates.$inferInsert;

/** Rows that one statement inserts: far below PostgreSQL's 65,535 parameters. */
const ROWS_PER_INSERT = 500;

/**
 * Writes a page of a source in the caller's transaction, which holds the job's lock: candidates in chunks, items that end
 * here with their outcome, the counters, and the cursor to go on from. Items that the search has named before are not
 * written again. Returns the ids of the chunks.
 */
export const recordPage = async (
  tx: Transaction,
  {
    projectId,
    search,
    page,
    chunkSize,
  }: {
    readonly projectId: string;
    readonly search: SearchRow;
    readonly page: CandidatePage;
    readonly chunkSize: number;
  },
): Promise<readonly string[]> => {
  const items = await newItems(tx, search, [...page.candidates, ...page.dropped]);
  const addresses = items.flatMap((item) => (isDropped(item) ? [] : (urlHash(item) ?? [])));
  const known = await knownAddresses(tx, { projectId, jobId: search.jobId, addresses });
  const rows: NewCandidate[] = [];
  const open: NewCandidate[] = [];
  for (const [index, item] of items.entries()) {
    const base = { id: uuidv7(), projectId, jobId: search.jobId, searchId: search.id, rank: search.discovered + index };
    if (isDropped(item)) {
      rows.push({ ...base, ...droppedColumns(item, search) });
      continue;
    }
    const address = urlHash(item);
    const row: NewCandidate = { ...base, ...candidateColumns(item), urlHash: address };
    rows.push(row);
    if (address === null || !known.has(address)) open.push(row);
    else
      Object.assign(row, {
        outcome: 'duplicate',
        code: 'dedupe.same_url',
        settledAt: new Date(),
      } satisfies Partial<NewCandidate>);
    if (address !== null) known.add(address);
  }
  await numberEnds(tx, { jobId: search.jobId, rows });
  const chunkIds = await insertChunks(tx, { search, open, chunkSize });
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx.insert(candidates).values(rows.slice(start, start + ROWS_PER_INSERT));
  }
  await moveSearch(tx, { search, page, rows });
  return chunkIds;
};

type Item = Candidate | DroppedItem;
const isDropped = (item: Item): item is DroppedItem => 'outcome' in item;

/** A source may name an item twice, on pages that overlap or after going on from a cursor. */
const newItems = async (tx: Transaction, search: SearchRow, items: readonly Item[]): Promise<Item[]> => {
  const byId = new Map<string, Item>();
  for (const item of items) if (!byId.has(item.sourceItemId)) byId.set(item.sourceItemId, item);
  if (byId.size === 0) return [];
  const seen = await tx
    .select({ id: candidates.sourceItemId })
    .from(candidates)
    .where(and(eq(candidates.searchId, search.id), inArray(candidates.sourceItemId, [...byId.keys()])));
  for (const { id } of seen) byId.delete(id);
  return [...byId.values()];
};

/** MD5 of the address as a UUID: short, and the same for the same address in any source. */
const urlHash = ({ location }: Candidate): string | null => {
  if (location.kind !== 'url') return null;
  const hex = createHash('md5').update(location.url).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Addresses that this job has named already, or from which the project has an image. */
const knownAddresses = async (
  tx: Transaction,
  { projectId, jobId, addresses }: { projectId: string; jobId: string; addresses: readonly string[] },
): Promise<Set<string>> => {
  if (addresses.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ urlHash: candidates.urlHash })
    .from(candidates)
    .where(
      and(
        eq(candidates.projectId, projectId),
        inArray(candidates.urlHash, [...addresses]),
        sql`(${candidates.jobId} = ${jobId} or ${candidates.imageId} is not null)`,
      ),
    );
  return new Set(rows.flatMap((row) => row.urlHash ?? []));
};

const candidateColumns = ({ location, sourceItemId, label, ...candidate }: Candidate) => ({
  location,
  sourceItemId,
  label,
  candidate,
});

const droppedColumns = (item: DroppedItem, search: SearchRow) => ({
  sourceItemId: item.sourceItemId,
  location: { kind: 'url', url: item.url ?? '' } as const,
  candidate: {
    source: search.source,
    licence: { id: null, confidence: 'none' } as const,
    retrievedAt: new Date().toISOString(),
  },
  outcome: item.outcome,
  code: item.code,
  detail: item.detail.slice(0, 500),
  settledAt: new Date(),
});

/** What ends with its page is an event of the job, too. */
const numberEnds = async (
  tx: Transaction,
  { jobId, rows }: { jobId: string; rows: readonly NewCandidate[] },
): Promise<void> => {
  const ended = rows.filter(({ outcome }) => outcome !== undefined);
  const [job] = await tx
    .update(jobs)
    .set({ eventSeq: sql`${jobs.eventSeq} + ${ended.length}`, updatedAt: new Date() })
    .where(eq(jobs.id, jobId))
    .returning({ eventSeq: jobs.eventSeq });
  const first = (job?.eventSeq ?? 0) - ended.length + 1;
  for (const [index, row] of ended.entries()) row.eventSeq = first + index;
};

const insertChunks = async (
  tx: Transaction,
  { search, open, chunkSize }: { search: SearchRow; open: readonly NewCandidate[]; chunkSize: number },
): Promise<string[]> => {
  const ids: string[] = [];
  for (let start = 0; start < open.length; start += chunkSize) {
    const id = uuidv7();
    ids.push(id);
    for (const row of open.slice(start, start + chunkSize)) row.chunkId = id;
  }
  if (ids.length > 0) {
    await tx.insert(chunks).values(ids.map((id) => ({ id, jobId: search.jobId, searchId: search.id })));
  }
  return ids;
};

const moveSearch = async (
  tx: Transaction,
  { search, page, rows }: { search: SearchRow; page: CandidatePage; rows: readonly NewCandidate[] },
): Promise<void> => {
  const ended = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const notices = [...new Set([...search.notices, ...page.notices])].slice(0, 50);
  const cursor: Json = page.cursor;
  await tx
    .update(searches)
    .set({
      cursor,
      notices,
      dry: page.cursor === null,
      pages: sql`${searches.pages} + 1`,
      discovered: sql`${searches.discovered} + ${rows.length}`,
      duplicate: sql`${searches.duplicate} + ${ended('duplicate')}`,
      rejected: sql`${searches.rejected} + ${ended('rejected')}`,
      failed: sql`${searches.failed} + ${ended('failed')}`,
      skipped: sql`${searches.skipped} + ${ended('skipped')}`,
    })
    .where(eq(searches.id, search.id));
};
