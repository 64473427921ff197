import { createHash } from 'node:crypto';
import type { CopyKind } from '../../library/duplicates.schema.ts';

/** What decides which of two copies of a picture is the better one (mill/dedupe/copy-order.ts). */
export type CopyFacts = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly licenceRank: number;
  readonly jobId: string;
  readonly seenOrder: number;
};

/** Orders copies, the better one first. */
export type CompareCopies = (a: CopyFacts, b: CopyFacts) => number;

/** Two images that are likely copies. */
export type LikelyPair = {
  readonly a: string;
  readonly b: string;
  readonly kind: CopyKind;
  readonly sureness: number;
};

/** An image in a group; the best one is `exact` and sure. */
export type GroupMember = { readonly id: string; readonly kind: CopyKind; readonly sureness: number };

/** Images that are likely one picture, the best first. */
export type CopyGroup = {
  readonly members: readonly GroupMember[];
  /** That of the member that is least sure. */
  readonly kind: CopyKind;
  readonly sureness: number;
};

/** People look at no more at once. */
const MOST_IN_GROUP = 50;

type Growing = { best: CopyFacts; readonly members: Map<string, LikelyPair | null> };

const keyOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/**
 * Makes groups of pairs, the surest pairs first. All of a group are like its best image, so that no long chains come about
 * in which the ends have nothing in common; what would be one stays for the next time, when the group is decided. No two
 * that people called different are in one group.
 */
export const groupCopies = (
  pairs: readonly LikelyPair[],
  {
    facts,
    compare,
    different,
  }: {
    readonly facts: ReadonlyMap<string, CopyFacts>;
    readonly compare: CompareCopies;
    /** Whether people called two images different. */
    readonly different: (a: string, b: string) => boolean;
  },
): CopyGroup[] => {
  const byKey = new Map(pairs.map((pair) => [keyOf(pair.a, pair.b), pair]));
  const groupOf = new Map<string, Growing>();
  const groups: Growing[] = [];

  const join = (group: Growing, id: string): void => {
    const copy = facts.get(id);
    if (copy === undefined || group.members.size >= MOST_IN_GROUP) return;
    const others = [...group.members.keys()];
    if (others.some((other) => different(other, id))) return;
    const isBetter = compare(copy, group.best) < 0;
    const needed = isBetter ? others : [group.best.id];
    if (needed.some((other) => !byKey.has(keyOf(other, id)))) return;
    if (isBetter) {
      for (const other of others) group.members.set(other, byKey.get(keyOf(other, id)) ?? null);
      group.best = copy;
      group.members.set(id, null);
    } else {
      group.members.set(id, byKey.get(keyOf(group.best.id, id)) ?? null);
    }
    groupOf.set(id, group);
  };

  const merge = (one: Growing, another: Growing): void => {
    const [into, from] = compare(one.best, another.best) < 0 ? [one, another] : [another, one];
    const coming = [...from.members.keys()];
    if (into.members.size + coming.length > MOST_IN_GROUP) return;
    if (coming.some((id) => !byKey.has(keyOf(into.best.id, id)))) return;
    if (coming.some((id) => [...into.members.keys()].some((other) => different(other, id)))) return;
    for (const id of coming) {
      into.members.set(id, byKey.get(keyOf(into.best.id, id)) ?? null);
      groupOf.set(id, into);
    }
    groups.splice(groups.indexOf(from), 1);
  };

  for (const pair of pairs.toSorted(
    (x, y) => y.sureness - x.sureness || (keyOf(x.a, x.b) < keyOf(y.a, y.b) ? -1 : 1),
  )) {
    const [a, b] = [facts.get(pair.a), facts.get(pair.b)];
    if (a === undefined || b === undefined || different(pair.a, pair.b)) continue;
    const [groupA, groupB] = [groupOf.get(pair.a), groupOf.get(pair.b)];
    if (groupA !== undefined && groupB === undefined) join(groupA, pair.b);
    else if (groupB !== undefined && groupA === undefined) join(groupB, pair.a);
    else if (groupA !== undefined && groupB !== undefined) {
      if (groupA !== groupB) merge(groupA, groupB);
    } else {
      const [best, other] = compare(a, b) < 0 ? [a, b] : [b, a];
      const group = {
        best,
        members: new Map<string, LikelyPair | null>([
          [best.id, null],
          [other.id, pair],
        ]),
      };
      groups.push(group);
      groupOf.set(a.id, group);
      groupOf.set(b.id, group);
    }
  }
  return groups.map(({ best, members }) => {
    const list = [...members].map(([id, pair]): GroupMember & { readonly copy: CopyFacts | undefined } => ({
      id,
      kind: pair?.kind ?? 'exact',
      sureness: pair?.sureness ?? 1,
      copy: facts.get(id),
    }));
    list.sort((x, y) => (x.copy === undefined || y.copy === undefined ? 0 : compare(x.copy, y.copy)));
    return toGroup(
      list.map(({ id, kind, sureness }) => ({ id, kind, sureness })),
      best.id,
    );
  });
};

/** A group of members, of which one stands for the others. */
export const toGroup = (members: readonly GroupMember[], bestId: string): CopyGroup => {
  const others = members.filter(({ id }) => id !== bestId);
  const least = others.reduce<GroupMember | undefined>(
    (a, b) => (a === undefined || b.sureness < a.sureness ? b : a),
    undefined,
  );
  return { members, kind: least?.kind ?? 'exact', sureness: least?.sureness ?? 1 };
};

/** The id of a group: that of its images, whatever their order, so that the same group found again is the same. */
export const groupIdOf = (projectId: string, memberIds: readonly string[]): string => {
  const hash = createHash('sha256')
    .update([projectId, ...memberIds.toSorted()].join(' '))
    .digest();
  // UUID version 8: made by a rule of one's own.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Why an image is kept rather than the next best one: the first rule that tells them apart. */
export type WhyKept = 'more_pixels' | 'more_bytes' | 'better_licence' | 'seen_first';

/** The first rule of the order of copies that tells two apart. */
export const whyKept = (kept: CopyFacts, other: CopyFacts): WhyKept => {
  if (kept.width * kept.height !== other.width * other.height) return 'more_pixels';
  if (kept.bytes !== other.bytes) return 'more_bytes';
  return kept.licenceRank === other.licenceRank ? 'seen_first' : 'better_licence';
};
