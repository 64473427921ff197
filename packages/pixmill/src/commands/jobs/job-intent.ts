import type { Command } from 'commander';
import type { Flags } from '../options/read-flags.ts';

/** How a command asks for a job that may have been begun before. */
export type JobIntent =
  | { readonly kind: 'new' }
  /** Go on with an interrupted one. */
  | { readonly kind: 'continue' }
  /** Try failed candidates again, all or those with these reasons. */
  | { readonly kind: 'retry'; readonly reasons: readonly string[] };

/** Adds the flags that `jobIntentOf` reads to a command; `what` names the job, e.g. `build of this directory`. */
export const addIntentFlags = (command: Command, what: string): Command =>
  command
    .option('--continue', `go on with the interrupted ${what}`)
    .option('--retry-failed [reasons]', 'try failed candidates again, all or those with these codes');

/** What the flags of a command ask for. */
export const jobIntentOf = (flags: Flags): JobIntent => {
  const { retryFailed } = flags;
  if (retryFailed === true) return { kind: 'retry', reasons: [] };
  if (typeof retryFailed === 'string') {
    return { kind: 'retry', reasons: retryFailed.split(',').map((reason) => reason.trim()) };
  }
  return flags['continue'] === true ? { kind: 'continue' } : { kind: 'new' };
};
