import { recordActivity } from '../../library/activity.repository.ts';
import type { DecideCopies, RestoreCopies } from '../../library/copy-decisions.ts';
import type { DuplicateActRow, DuplicateGroupRow } from '../../library/duplicates.schema.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { beginAct, endAct, findAct, markUndone, readBefore, readDependents } from './acts.repository.ts';
import { duplicateError } from './duplicates.errors.ts';
import type { CompareCopies } from './group-copies.rules.ts';
import { findGroup, readGroupImageIds, readMembers, readStanding } from './groups.repository.ts';
import { findLaterAct, say, unsay, type Said } from './say.repository.ts';

/** What deciding works with. */
export type DecisionServices = {
  readonly db: Database;
  readonly compareCopies: CompareCopies;
  readonly decideCopies: DecideCopies;
  readonly restoreCopies: RestoreCopies;
};

/** Who decides and from where. */
export type Decider = { readonly principal: Principal; readonly address: string; readonly requestId: string };

/** What was decided about one group. */
export type GroupDecision =
  | { readonly decision: 'keep'; readonly imageId: string }
  | { readonly decision: 'same' | 'different' };

/** What became of a group. */
export type DecidedGroup = {
  readonly act: DuplicateActRow;
  readonly keptId: string | null;
  readonly duplicateIds: readonly string[];
};

const pairsOf = (ids: readonly string[]): (readonly [string, string])[] =>
  ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b] as const));

/** A group as it is decided about: its images, the best first by the rule. */
export type DecidedMembers = {
  readonly groupId: string;
  readonly ids: readonly string[];
  readonly decision: 'keep' | 'same' | 'different';
  /** With `keep`: the one that is kept. */
  readonly keepId: string | null;
};

const saidOf = (
  { ids, decision, keepId }: DecidedMembers,
  dependents: readonly { readonly id: string; readonly of: string }[],
): Said[] => {
  const [bestId = ''] = ids;
  if (decision === 'different') {
    return pairsOf(ids).map(([imageId, duplicateId]) => ({ imageId, duplicateId, word: 'different' }));
  }
  const keeper = decision === 'keep' && keepId !== null ? keepId : bestId;
  const members = new Set(ids);
  // Copies of what goes go along.
  const along = dependents.filter(({ id, of }) => of !== keeper && members.has(of) && !members.has(id));
  const word = decision === 'keep' ? 'chosen' : 'same';
  const others = ids.filter((id) => id !== keeper);
  return [
    ...[...others, ...along.map(({ id }) => id)].map((duplicateId): Said => ({ imageId: keeper, duplicateId, word })),
    ...pairsOf(others).map(([imageId, duplicateId]): Said => ({ imageId, duplicateId, word: 'same' })),
  ];
};

/**
 * Decides about groups of a project in one act, in the caller's transaction, which holds the project's lock: what was said is
 * written for ever, then all that follows.
 */
export const decideGroups = async (
  tx: Transaction,
  { decideCopies }: Pick<DecisionServices, 'decideCopies'>,
  {
    actId,
    projectId,
    groups,
  }: { readonly actId: string; readonly projectId: string; readonly groups: readonly DecidedMembers[] },
): Promise<void> => {
  const all = groups.flatMap(({ ids }) => ids);
  const dependents = Map.groupBy(await readDependents(tx, all), ({ of }) => of);
  const said = groups.flatMap((group) =>
    saidOf(
      group,
      group.ids.flatMap((id) => dependents.get(id) ?? []),
    ),
  );
  await say(tx, { actId, projectId, said });
  const spoken = new Set([...all, ...said.flatMap(({ imageId, duplicateId }) => [imageId, duplicateId])]);
  const before = await decideCopies(tx, { projectId, imageIds: [...spoken] });
  await endAct(tx, actId, { groupIds: groups.map(({ groupId }) => groupId), before });
};

const activityOf = ({ principal, address, requestId }: Decider, actId: string) => ({
  userId: principal.userId,
  resourceType: 'duplicate_decision' as const,
  resourceId: actId,
  address,
  requestId,
});

/** The images of a group by the rule, the best first; those that are out of it already are left out. */
const membersOf = async (
  tx: Transaction,
  group: DuplicateGroupRow,
  compareCopies: CompareCopies,
): Promise<readonly string[]> =>
  (await readMembers(tx, [group.id]))
    .map(({ image }) => image)
    .toSorted(compareCopies)
    .map(({ id }) => id);

/**
 * Decides about one group. The same decision again changes nothing. Throws `duplicate.no_group`, `duplicate.decided`,
 * `duplicate.changed`, `duplicate.not_in_group`.
 */
export const decideGroup = (
  services: DecisionServices,
  decider: Decider,
  { groupId, ...wanted }: GroupDecision & { readonly groupId: string },
): Promise<DecidedGroup> =>
  services.db.transaction(async (tx) => {
    const { principal } = decider;
    const seen = await findGroup(tx, principal, groupId);
    if (seen === null) throw duplicateError('duplicate.no_group');
    const { projectId } = seen;
    await lockProject(tx, projectId);
    const group = await findGroup(tx, principal, groupId);
    if (group === null) throw duplicateError('duplicate.no_group');
    if (group.actId !== null) return sameAgain(tx, principal, group, wanted);
    const ids = await membersOf(tx, group, services.compareCopies);
    if (ids.length < 2) throw duplicateError('duplicate.changed');
    const keepId = wanted.decision === 'keep' ? wanted.imageId : null;
    if (keepId !== null && !ids.includes(keepId)) throw duplicateError('duplicate.not_in_group');
    const { decision } = wanted;
    const actId = await beginAct(tx, { projectId, userId: principal.userId, decision, rule: null });
    await decideGroups(tx, services, { actId, projectId, groups: [{ groupId, ids, decision, keepId }] });
    await recordActivity(tx, {
      ...activityOf(decider, actId),
      action: 'decide',
      detail: { decision, project_id: projectId, images: ids.length },
    });
    return decidedOf(tx, principal, actId, { ids });
  });

const decidedOf = async (
  tx: Transaction,
  principal: Principal,
  actId: string,
  { ids }: { readonly ids: readonly string[] },
): Promise<DecidedGroup> => {
  const act = await findAct(tx, principal, actId);
  if (act === null) throw duplicateError('duplicate.no_act');
  if (act.decision === 'different') return { act, keptId: null, duplicateIds: [] };
  const states = await readStanding(tx, ids);
  const gone = states.filter(({ status }) => status === 'duplicate');
  return {
    act,
    keptId: gone[0]?.duplicateOf ?? null,
    duplicateIds: gone.map(({ id }) => id),
  };
};

/** What was decided about a group already, when it is the same. */
const sameAgain = async (
  tx: Transaction,
  principal: Principal,
  group: DuplicateGroupRow,
  wanted: GroupDecision,
): Promise<DecidedGroup> => {
  const act = group.actId === null ? null : await findAct(tx, principal, group.actId);
  if (act === null) throw duplicateError('duplicate.no_group');
  const ids = await readGroupImageIds(tx, group.id);
  const decided = await decidedOf(tx, principal, act.id, { ids });
  const isSame = act.decision === wanted.decision && (wanted.decision !== 'keep' || decided.keptId === wanted.imageId);
  if (!isSame) throw duplicateError('duplicate.decided', { act: act.id });
  return decided;
};

/** What was taken back. */
export type UndoneAct = { readonly act: DuplicateActRow; readonly images: number };

/**
 * Takes back all that an act did: what was said before is said again, and images stand as they did. Again, it changes
 * nothing. Throws `duplicate.no_act`, `duplicate.undo_later_first`.
 */
export const undoAct = (services: DecisionServices, decider: Decider, id: string): Promise<UndoneAct> =>
  services.db.transaction(async (tx) => {
    const { principal } = decider;
    const seen = await findAct(tx, principal, id);
    if (seen === null) throw duplicateError('duplicate.no_act');
    const { projectId } = seen;
    await lockProject(tx, projectId);
    const act = await findAct(tx, principal, id);
    if (act === null) throw duplicateError('duplicate.no_act');
    if (act.undoneAt !== null) return { act, images: 0 };
    const later = await findLaterAct(tx, id);
    if (later !== null) throw duplicateError('duplicate.undo_later_first', { act: later });
    const states = await readBefore(tx, id);
    await unsay(tx, { actId: id, projectId });
    await services.restoreCopies(tx, { projectId, states });
    await markUndone(tx, id);
    await recordActivity(tx, {
      ...activityOf(decider, id),
      action: 'undo',
      detail: { decision: act.decision, project_id: projectId, images: states.length },
    });
    return { act: (await findAct(tx, principal, id)) ?? act, images: states.length };
  });
