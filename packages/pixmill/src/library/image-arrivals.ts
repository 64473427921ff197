import type { Transaction } from '../platform/database/database.ts';

/** What follows, in the same transaction, when images may have come to a project or were measured anew. */
export type FollowImages = (tx: Transaction, projectId: string) => Promise<void>;
