import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../platform/database/database.ts';
import type { Json } from './candidate.ts';
import { activity } from './service.schema.ts';

/** What people do; `verb` of a resource, or of an account. A closed list, so that filters and readers know all of it. */
export const ACTIVITY_ACTIONS = [
  'create',
  'update',
  'delete',
  'upload',
  'download',
  'export',
  'build',
  'start',
  'cancel',
  'retry',
  'finish',
  'fail',
  'validate',
  'reprocess',
  'decide',
  'accept',
  'undo',
  'signup',
  'login',
  'login_failed',
  'logout',
  'session_revoked',
  'password_changed',
  'password_reset_requested',
  'password_reset',
] as const;
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

/** What they do it to. */
export const ACTIVITY_RESOURCES = [
  'user',
  'session',
  'api_key',
  'project',
  'job',
  'dataset',
  'validation',
  'clusters',
  'image',
  'duplicate_decision',
  'suggestions',
  'acceptance',
  'upload',
  'notification',
  'setting',
] as const;
export type ActivityResource = (typeof ACTIVITY_RESOURCES)[number];

/** One thing that somebody did. */
export type NewActivity = {
  /** Whose list it stands in: the one who did it. */
  readonly userId: string;
  readonly action: ActivityAction;
  readonly resourceType: ActivityResource;
  readonly resourceId: string | null;
  /** A few facts for people, e.g. the name of a thing that is gone now; no secrets. */
  readonly detail?: { readonly [key: string]: Json };
  /** Address that it came from; `null` for what Pixmill did itself. */
  readonly address?: string | null;
  readonly requestId?: string | null;
};

/** Longer ones are none: a proxy may send anything. */
const LONGEST_ADDRESS = 100;

/** Writes down what somebody did, in the transaction that does it. */
export const recordActivity = async (
  tx: Transaction,
  { userId, action, resourceType, resourceId, detail = {}, address = null, requestId = null }: NewActivity,
): Promise<void> => {
  await tx.insert(activity).values({
    id: uuidv7(),
    userId,
    action,
    resourceType,
    resourceId,
    detail,
    address: address?.slice(0, LONGEST_ADDRESS) ?? null,
    requestId,
  });
};
