import { recordActivity } from '../../library/activity.repository.ts';
import type { DuplicateGroupRow } from '../../library/duplicates.schema.ts';
import { lockProject } from '../../library/project-lock.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { beginAct } from './acts.repository.ts';
import { decideGroups, type Decider, type DecidedMembers, type DecisionServices } from './decide.service.ts';
import { duplicateError } from './duplicates.errors.ts';
import type { CompareCopies } from './group-copies.rules.ts';
import { hasProject, readGroupIds, readMembers } from './groups.repository.ts';

/** Rules that choose what is kept of each group. */
export const BULK_RULES = ['keep_best', 'keep_largest', 'keep_best_licence', 'keep_oldest', 'keep_newest'] as const;
export type BulkRule = (typeof BULK_RULES)[number];

const byMoment = (a: ImageRow, b: ImageRow): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

/** What a rule prefers; where it does not tell two apart, the better copy by the rule of the mill. */
const PREFERS: { readonly [rule in BulkRule]: (a: ImageRow, b: ImageRow) => number } = {
  keep_best: () => 0,
  keep_largest: (a, b) => b.width * b.height - a.width * a.height,
  keep_best_licence: (a, b) => b.licenceRank - a.licenceRank,
  keep_oldest: byMoment,
  keep_newest: (a, b) => byMoment(b, a),
};

/** What a rule is for. */
export type BulkWish = {
  readonly projectId: string;
  readonly rule: BulkRule;
  /** 0..1: groups that are less sure are left alone. */
  readonly minSureness: number;
  readonly kind?: string | undefined;
};

/** A group, and what becomes of it. */
export type PlannedGroup = {
  readonly row: DuplicateGroupRow;
  readonly keep: ImageRow;
  readonly duplicates: readonly ImageRow[];
};

/** What a rule does, or would do. */
export type BulkPlan = {
  readonly groups: readonly PlannedGroup[];
  /** Groups that are for another time: one act takes only so many. */
  readonly remaining: number;
};

/** Groups of one act. */
const MOST_GROUPS = 500;

const planGroups = async (db: Queryable, { rule, ...filters }: BulkWish, compare: CompareCopies): Promise<BulkPlan> => {
  const { rows, total } = await readGroupIds(db, { ...filters, state: 'open' }, MOST_GROUPS);
  const members = Map.groupBy(
    await readMembers(
      db,
      rows.map(({ id }) => id),
    ),
    ({ groupId }) => groupId,
  );
  const groups = rows.flatMap((row): PlannedGroup[] => {
    const images = (members.get(row.id) ?? [])
      .map(({ image }) => image)
      .toSorted((a, b) => PREFERS[rule](a, b) || compare(a, b));
    const [keep, ...duplicates] = images;
    return keep === undefined || duplicates.length === 0 ? [] : [{ row, keep, duplicates }];
  });
  return { groups, remaining: total - rows.length };
};

/** What a rule would do; nothing is changed. Throws `duplicate.no_project`. */
export const previewRule = async (
  { db, compareCopies }: DecisionServices,
  { principal }: Decider,
  wish: BulkWish,
): Promise<BulkPlan> => {
  if (!(await hasProject(db, principal, wish.projectId))) throw duplicateError('duplicate.no_project');
  return planGroups(db, wish, compareCopies);
};

/** Decides about all open groups of a project that are sure enough, by a rule, in one act. Throws `duplicate.no_project`. */
export const applyRule = (
  services: DecisionServices,
  decider: Decider,
  wish: BulkWish,
): Promise<BulkPlan & { readonly actId: string | null }> =>
  services.db.transaction(async (tx) => {
    const { principal } = decider;
    const { projectId, rule } = wish;
    if (!(await hasProject(tx, principal, projectId))) throw duplicateError('duplicate.no_project');
    await lockProject(tx, projectId);
    const plan = await planGroups(tx, wish, services.compareCopies);
    if (plan.groups.length === 0) return { ...plan, actId: null };
    const actId = await beginAct(tx, { projectId, userId: principal.userId, decision: 'keep', rule });
    const groups = plan.groups.map(({ row, keep, duplicates }): DecidedMembers => ({
      groupId: row.id,
      ids: [keep, ...duplicates].map(({ id }) => id),
      decision: 'keep',
      keepId: keep.id,
    }));
    await decideGroups(tx, services, { actId, projectId, groups });
    await recordActivity(tx, {
      userId: principal.userId,
      action: 'decide',
      resourceType: 'duplicate_decision',
      resourceId: actId,
      detail: { rule, project_id: projectId, groups: groups.length },
      address: decider.address,
      requestId: decider.requestId,
    });
    return { ...plan, actId };
  });
