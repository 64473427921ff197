import type { Transaction } from '../platform/database/database.ts';

/** How an image stands among its copies. */
export type CopyState = {
  readonly imageId: string;
  readonly status: 'kept' | 'duplicate';
  readonly duplicateOf: string | null;
  /** Of the outcome of its candidate. */
  readonly code: string | null;
  readonly detail: string | null;
};

/**
 * Decides anew about images, after something was said of them in `duplicate_pairs` in the same transaction, which holds the
 * project's lock. Returns how those stood that have changed, others among them.
 */
export type DecideCopies = (
  tx: Transaction,
  images: { readonly projectId: string; readonly imageIds: readonly string[] },
) => Promise<readonly CopyState[]>;

/** Lets images stand as they did, as far as that can still be. The same transaction has taken back what was said. */
export type RestoreCopies = (
  tx: Transaction,
  images: { readonly projectId: string; readonly states: readonly CopyState[] },
) => Promise<void>;
