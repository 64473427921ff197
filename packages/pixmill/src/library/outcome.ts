/** How a candidate ends: exactly one of these, with a code that says why. */
export const OUTCOMES = ['kept', 'duplicate', 'rejected', 'failed', 'skipped'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Whether the owner of a resource allows it to be used for a dataset, and which signal said so. */
export type OptOutDecision = {
  readonly decision: 'allow' | 'deny';
  /** The signal that decided, e.g. `x-robots-tag:noai`, `robots:GPTBot /img/`, `tdmrep:file`; `none` when no signal spoke. */
  readonly rule: string;
  /** RFC 3339 UTC. */
  readonly checkedAt: string;
  /** The URL at which the signal stood. */
  readonly sourceUrl: string;
  /** TDM policy, recorded when the signal names one. */
  readonly policyUrl?: string;
};
