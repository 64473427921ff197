import { clientNetwork } from '../../platform/http/client-address.ts';

/** How failed logins of one kind of subject slow the next ones down. */
export type SlowDown = {
  /** Failures that cost nothing: people mistype, and many share an address. */
  readonly free: number;
  /** Longest wait after one failure, in seconds. */
  readonly longestSeconds: number;
  /** After so many quiet seconds everything is forgotten. */
  readonly memorySeconds: number;
};

/** The longest wait of an account is short enough that its owner is not shut out by somebody who guesses. */
export const ACCOUNT_SLOW_DOWN: SlowDown = { free: 10, longestSeconds: 300, memorySeconds: 86_400 };
export const ADDRESS_SLOW_DOWN: SlowDown = { free: 50, longestSeconds: 900, memorySeconds: 3600 };

/** Failures of one subject. */
export type Failures = { readonly failures: number; readonly lastAt: Date };

/** Seconds until the next try is looked at; 0 when it is now. The wait doubles with each failure. */
export const secondsToWait = (rule: SlowDown, { failures, lastAt }: Failures, now: Date): number => {
  if (failures < rule.free) return 0;
  const wait = Math.min(rule.longestSeconds, 2 ** Math.min(30, failures - rule.free));
  return Math.max(0, Math.ceil((lastAt.getTime() - now.getTime()) / 1000 + wait));
};

/** Failures with one more. */
export const oneMoreFailure = (rule: SlowDown, { failures, lastAt }: Failures, now: Date): Failures => {
  const isForgotten = now.getTime() - lastAt.getTime() > rule.memorySeconds * 1000;
  return { failures: isForgotten ? 1 : failures + 1, lastAt: now };
};

/** Under which name an account's failures are counted, whether it exists or not. */
export const accountSubject = (email: string): string => `account:${email.trim().toLowerCase().slice(0, 300)}`;

/** Under which name an address's failures are counted. */
export const addressSubject = (address: string): string => `address:${clientNetwork(address)}`;
