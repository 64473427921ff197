import type { FastifyRequest } from 'fastify';
import type { Settings } from '../../platform/config/settings.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';

/** The settings that accounts follow. */
export type AccountSettings = Pick<
  Settings,
  'algorithm' | 'accessTokenExpireMinutes' | 'refreshTokenExpireDays' | 'signup' | 'environment'
>;

/** What the services of accounts work with. */
export type Accounts = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly settings: AccountSettings;
  /** Signs access tokens. */
  readonly secretKey: Uint8Array;
  /** Where people reach this installation, for links in mails; without a slash at the end. */
  readonly baseUrl: string;
};

/** Where a request came from, as far as it is written down. */
export type Origin = {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
};

/** What nobody's request did: a command, or the start of the service. */
export const NO_ORIGIN: Origin = { address: null, userAgent: null, requestId: null };

/** Where a request came from. */
export const originOf = (request: FastifyRequest): Origin => ({
  address: request.ip,
  userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
  requestId: request.id,
});
