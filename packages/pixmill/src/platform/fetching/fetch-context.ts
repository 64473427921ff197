import type { Storage } from '../storage/storage.ts';
import type { HostScheduler } from './host-scheduler.ts';
import type { OriginPolicies } from './origin-policy.ts';
import type { RetryOptions } from './retrying.ts';
import type { Transport } from './transport.ts';

/** What the three ways to fetch share. */
export type FetchContext = {
  readonly transport: Transport;
  readonly scheduler: HostScheduler;
  readonly policies: OriginPolicies;
  readonly storage: Pick<Storage, 'receive'>;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly retry: RetryOptions;
  /** For one exchange, in ms. */
  readonly totalMs: number;
  /** For one streamed exchange, in ms. */
  readonly streamTotalMs: number;
};
