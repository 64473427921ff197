import { stat } from 'node:fs/promises';
import { and, asc, eq, gt, isNotNull } from 'drizzle-orm';
import { candidates, images } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { walkFolder } from '../../sources/folder-walk.ts';
import { cleanText } from '../../sources/json-value.ts';
import { digestFile } from '../check/file-digest.ts';

/** What has become of a folder since its project was last brought up to date. */
export type FolderChanges = {
  /** Candidates whose files have gone or have other bytes now. */
  readonly outdated: readonly string[];
  /** Candidates whose files were touched and still have the same bytes. */
  readonly touched: readonly string[];
  /** Files that the project does not know. */
  readonly added: number;
  /** Files in all, pictures or not. */
  readonly files: number;
};

const PAGE = 2_000;
/** The clock of a file system ticks in steps; being seen anew is harmless. */
const TICK_MS = 50;

type Known = {
  readonly path: string;
  readonly imageId: string | null;
  readonly seenAt: string;
  readonly sha256: string | null;
};

/**
 * Compares a folder with what its project holds. A file has changed when its times say so and its bytes do: copying or
 * chmod alone costs a read and no more.
 */
export const findFolderChanges = async (
  db: Database,
  { projectId, root, signal }: { readonly projectId: string; readonly root: string; readonly signal: AbortSignal },
): Promise<FolderChanges> => {
  const files = new Map<string, string | null>();
  for await (const file of walkFolder({ root, signal })) {
    files.set(cleanText(file.path), file.kind === 'file' ? file.realPath : null);
  }
  const outdated: string[] = [];
  const touched: string[] = [];
  const unknown = new Set(files.keys());
  for await (const { id, ...known } of knownFiles(db, projectId)) {
    signal.throwIfAborted();
    unknown.delete(known.path);
    const state = await stateOf(known, files.get(known.path));
    if (state === 'outdated') outdated.push(id);
    if (state === 'touched') touched.push(id);
  }
  return { outdated, touched, added: unknown.size, files: files.size };
};

/** `realPath` is `null` where something else than a file is now, `undefined` where nothing is. */
const stateOf = async (
  { imageId, seenAt, sha256 }: Known,
  realPath: string | null | undefined,
): Promise<'same' | 'touched' | 'outdated'> => {
  if (realPath === undefined) return 'outdated';
  if (realPath === null) return imageId === null ? 'same' : 'outdated';
  const found = await stat(realPath).catch(() => null);
  if (found === null) return 'outdated';
  if (found.ctimeMs <= Date.parse(seenAt) - TICK_MS) return 'same';
  if (sha256 === null) return 'outdated';
  const digest = await digestFile(realPath, Number.MAX_SAFE_INTEGER).catch(() => null);
  return digest?.sha256 === sha256 ? 'touched' : 'outdated';
};

/** Files that have become something, by candidate id; read in pages. */
const knownFiles = async function* (db: Database, projectId: string): AsyncGenerator<Known & { readonly id: string }> {
  for (let last: string | undefined; ;) {
    const rows = await db
      .select({
        id: candidates.id,
        path: candidates.sourceItemId,
        imageId: candidates.imageId,
        candidate: candidates.candidate,
        sha256: images.sha256,
      })
      .from(candidates)
      .leftJoin(images, eq(images.id, candidates.imageId))
      .where(
        and(
          eq(candidates.projectId, projectId),
          isNotNull(candidates.outcome),
          last === undefined ? undefined : gt(candidates.id, last),
        ),
      )
      .orderBy(asc(candidates.id))
      .limit(PAGE);
    for (const { candidate, ...row } of rows) {
      if (!isSuperseded(row.path)) yield { ...row, seenAt: candidate.retrievedAt };
    }
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < PAGE) return;
  }
};

// No path of a file can hold it.
const SUPERSEDED = '//';

/** The name under which a candidate is kept whose file is another one now, or has gone. */
export const supersededName = (candidateId: string): string => SUPERSEDED + candidateId;

/** Whether a candidate is only kept because the sums of its job count it. */
export const isSuperseded = (sourceItemId: string): boolean => sourceItemId.startsWith(SUPERSEDED);
