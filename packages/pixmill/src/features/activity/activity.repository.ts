import { and, eq, gte, lt, type SQL } from 'drizzle-orm';
import { users } from '../../library/accounts.schema.ts';
import type { ActivityAction, ActivityResource } from '../../library/activity.repository.ts';
import { agePage, type AgePageQuery } from '../../library/id-pages.ts';
import { activity, type ActivityRow } from '../../library/service.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';

/** What of the record is asked for. */
export type ActivityFilter = {
  readonly userId?: string | undefined;
  readonly action?: ActivityAction | undefined;
  readonly resourceType?: ActivityResource | undefined;
  readonly resourceId?: string | undefined;
  /** At this time or later. */
  readonly from?: Date | undefined;
  /** Before this time. */
  readonly to?: Date | undefined;
};

/** An entry, and the address of who did it; `null` when they are gone. */
export type ActivityEntry = ActivityRow & { readonly email: string | null };

/** An admin sees what everybody did, a user what they did. */
const visibleTo = ({ role, userId }: Pick<Principal, 'role' | 'userId'>): SQL | undefined =>
  role === 'admin' ? undefined : eq(activity.userId, userId);

const chosen = ({ userId, action, resourceType, resourceId, from, to }: ActivityFilter): (SQL | undefined)[] => [
  userId === undefined ? undefined : eq(activity.userId, userId),
  action === undefined ? undefined : eq(activity.action, action),
  resourceType === undefined ? undefined : eq(activity.resourceType, resourceType),
  resourceId === undefined ? undefined : eq(activity.resourceId, resourceId),
  from === undefined ? undefined : gte(activity.createdAt, from),
  to === undefined ? undefined : lt(activity.createdAt, to),
];

/** A page of what was done, as far as the principal may see it, and how much there is. */
export const listActivity = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  filter: ActivityFilter,
  query: AgePageQuery,
): Promise<{ readonly rows: readonly ActivityEntry[]; readonly total: number }> => {
  const page = agePage(query, activity.id, and(visibleTo(principal), ...chosen(filter)));
  const total = await db.$count(activity, page.filter);
  const rows = await db
    .select({ entry: activity, email: users.email })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.userId))
    .where(page.where)
    .orderBy(page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  return { rows: rows.map(({ entry, email }) => ({ ...entry, email })), total };
};
