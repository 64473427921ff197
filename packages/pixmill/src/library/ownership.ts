import { eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Principal } from '../platform/http/principal.ts';
import { projects } from './schema.ts';

/**
 * The condition that a project is the principal's to see and change: their own, or any for an admin. Everything else
 * hangs on a project: join `projects` and put this into the query itself, so that a thing of others is not found.
 */
export const ownProject = ({ role, userId }: Pick<Principal, 'role' | 'userId'>): SQL =>
  role === 'admin' ? sql`true` : eq(projects.ownerId, userId);
