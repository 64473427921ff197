import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Principal } from '../platform/http/principal.ts';
import { projects } from './schema.ts';

/** Projects that nobody has removed. */
export const isThere = sql`${projects.removedAt} is null`;

/**
 * The condition that a project is there and the principal's to see and change: their own, or any for an admin. Everything
 * else hangs on a project: join `projects` and put this into the query itself, so that a thing of others is not found.
 */
export const ownProject = ({ role, userId }: Pick<Principal, 'role' | 'userId'>): SQL =>
  role === 'admin' ? isThere : sql`(${projects.ownerId} = ${userId} and ${isThere})`;
