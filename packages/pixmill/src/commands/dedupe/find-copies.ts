import type { Pixmill } from '../../compose.ts';
import { findDuplicates } from '../../features/duplicates/find-duplicates.service.ts';
import { whyKept, type WhyKept } from '../../features/duplicates/group-copies.rules.ts';
import { readGroupIds, readMembers } from '../../features/duplicates/groups.repository.ts';
import { readFinding } from '../../features/duplicates/findings.repository.ts';
import { findingServicesOf } from '../../api/duplicate-services.ts';
import type { CopyKind } from '../../library/duplicates.schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import { images } from '../../library/schema.ts';
import { compareCopies } from '../../mill/dedupe/copy-order.ts';
import { eq } from 'drizzle-orm';
import { readFolderFiles } from '../analysed-folder/folder-files.ts';

/** A file that is a copy, or the one that is best. */
export type CopyFile = {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly kind: CopyKind;
  /** 0..1 */
  readonly sureness: number;
  readonly image: Pick<ImageRow, 'id' | 'sha256' | 'width' | 'height' | 'bytes'>;
};

/** Files that show one picture. */
export type FileGroup = {
  readonly best: CopyFile;
  readonly why: WhyKept | 'same_bytes';
  /** The surest first. */
  readonly copies: readonly CopyFile[];
  /** That of the least sure copy. */
  readonly sureness: number;
};

/** What was found in a folder. */
export type FoundCopies = {
  readonly groups: readonly FileGroup[];
  readonly images: number;
  readonly files: number;
  /** `look`, or the model. */
  readonly comparedBy: string;
};

/** More groups than any folder has. */
const ALL = 10_000_000;

/** Finds all copies of a folder's project, and says which files they are: the surest groups first. */
export const findCopies = async (
  pixmill: Pixmill,
  {
    projectId,
    threshold,
    signal,
    progress,
  }: {
    readonly projectId: string;
    readonly threshold: number;
    readonly signal: AbortSignal;
    readonly progress: (done: number, all: number) => void;
  },
): Promise<FoundCopies> => {
  const { db } = pixmill.database;
  await findDuplicates(findingServicesOf(pixmill), { projectId, signal, progress });
  const files = await readFolderFiles(db, projectId);
  const { rows } = await readGroupIds(db, { projectId, minSureness: threshold }, ALL);
  const members = await readMembers(
    db,
    rows.map(({ id }) => id),
  );
  const membersOf = Map.groupBy(members, ({ groupId }) => groupId);
  const all = await db.select().from(images).where(eq(images.projectId, projectId));
  const imageOf = new Map(all.map((image) => [image.id, image]));
  // Every image stands under the one that is kept in its place, and that one under the best of its group.
  const above = new Map<string, { readonly id: string; readonly kind: CopyKind; readonly sureness: number }>();
  for (const row of rows) {
    const group = (membersOf.get(row.id) ?? []).toSorted((a, b) => compareCopies(a.image, b.image));
    const best = row.state === 'open' ? group[0] : group.find(({ image }) => image.status === 'kept');
    if (best === undefined) continue;
    for (const { image, kind, sureness } of group) {
      if (image.id !== best.image.id && sureness >= threshold)
        above.set(image.id, { id: best.image.id, kind, sureness });
    }
  }
  const groups = new Map<string, CopyFile[]>();
  const add = (bestId: string, copy: CopyFile): void => {
    groups.set(bestId, [...(groups.get(bestId) ?? []), copy]);
  };
  for (const image of all) {
    const paths = (files.get(image.id) ?? []).map(({ path }) => path);
    let [top, kind, sureness]: [string, CopyKind, number] = [image.id, 'exact', 1];
    for (let next = above.get(top); next !== undefined; next = above.get(top)) {
      if (next.sureness <= sureness && next.kind !== 'exact') kind = next.kind;
      top = next.id;
      sureness = Math.min(sureness, next.sureness);
    }
    for (const [index, path] of paths.entries()) {
      if (top === image.id && index === 0) continue;
      add(top, { path, kind, sureness, image });
    }
  }
  const found = [...groups].flatMap(([bestId, copies]): FileGroup[] => {
    const image = imageOf.get(bestId);
    const [first] = files.get(bestId) ?? [];
    if (image === undefined || first === undefined) return [];
    const sorted = copies.toSorted((a, b) => b.sureness - a.sureness || (a.path < b.path ? -1 : 1));
    const other = sorted
      .map((copy) => imageOf.get(copy.image.id))
      .find((row) => row !== undefined && row.id !== bestId);
    return [
      {
        best: { path: first.path, kind: 'exact', sureness: 1, image },
        why: other === undefined ? 'same_bytes' : whyKept(image, other),
        copies: sorted,
        sureness: Math.min(...sorted.map((copy) => copy.sureness)),
      },
    ];
  });
  return {
    groups: found.toSorted((a, b) => b.sureness - a.sureness || (a.best.path < b.best.path ? -1 : 1)),
    images: all.length,
    files: [...files.values()].reduce((sum, list) => sum + list.length, 0),
    comparedBy: (await readFinding(db, projectId))?.comparedBy ?? 'look',
  };
};
