import type { OptOut } from '../platform/fetching/fetcher.ts';

/** How a candidate ends: exactly one of these, with a code that says why. */
export const OUTCOMES = ['kept', 'duplicate', 'rejected', 'failed', 'skipped'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Whether the owner of a resource allows it to be used for a dataset, and which signal said so. */
export type OptOutDecision = OptOut;
