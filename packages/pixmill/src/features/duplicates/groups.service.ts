import type { CopyKind } from '../../library/duplicates.schema.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { Database } from '../../platform/database/database.ts';
import { groupCopies, groupIdOf, toGroup } from './group-copies.rules.ts';
import type { CompareCopies, CopyFacts, CopyGroup } from './group-copies.rules.ts';
import { readDifferent, readLikely, readSettled, replaceGroups, type NewGroup } from './groups.repository.ts';
import { hashSureness } from './sureness.rules.ts';

/** People look at no more at once. */
const MOST_IN_GROUP = 50;

/**
 * Makes the groups of a project anew, of what hashes and likeness have found and people have not decided. A group of the same
 * images is the same group; decided ones stay. Running it twice changes nothing.
 */
export const renewGroups = (
  db: Database,
  { projectId, compareCopies }: { readonly projectId: string; readonly compareCopies: CompareCopies },
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const likely = await readLikely(tx, projectId);
    const different = await readDifferent(tx, projectId);
    const open = groupCopies(likely.pairs, {
      facts: likely.facts,
      compare: compareCopies,
      different: (a, b) => different.has(a < b ? `${a} ${b}` : `${b} ${a}`),
    });
    const settled = settledGroups(await readSettled(tx, projectId), compareCopies);
    await replaceGroups(tx, projectId, [
      ...open.map((group) => toNew(projectId, group, 'open')),
      ...settled.map((group) => toNew(projectId, group, 'settled')),
    ]);
  });

const toNew = (projectId: string, group: CopyGroup, state: NewGroup['state']): NewGroup => ({
  id: groupIdOf(
    projectId,
    group.members.map(({ id }) => id),
  ),
  state,
  ...group,
});

/** A duplicate that hashes found, and what stands for it. */
export type SettledCopy = {
  readonly kept: CopyFacts;
  readonly duplicate: CopyFacts;
  readonly kind: Extract<CopyKind, 'exact' | 'near'>;
  readonly distance: number;
};

const settledGroups = (copies: readonly SettledCopy[], compare: CompareCopies): CopyGroup[] =>
  [...Map.groupBy(copies, ({ kept }) => kept.id).values()].flatMap((all) => {
    const sorted = all.toSorted((a, b) => compare(a.duplicate, b.duplicate));
    const groups: CopyGroup[] = [];
    for (let start = 0; start < sorted.length; start += MOST_IN_GROUP - 1) {
      const some = sorted.slice(start, start + MOST_IN_GROUP - 1);
      const best = some[0]?.kept;
      if (best === undefined) continue;
      const members = some.map(({ duplicate, kind, distance }) => ({
        id: duplicate.id,
        kind,
        sureness: hashSureness(kind, distance),
      }));
      groups.push(toGroup([{ id: best.id, kind: 'exact', sureness: 1 }, ...members], best.id));
    }
    return groups;
  });
