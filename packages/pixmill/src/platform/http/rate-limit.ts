import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Counter, Usage } from '../limits/counter.ts';
import { createMemoryCounter } from '../limits/memory-counter.ts';
import { clientNetwork } from './client-address.ts';
import type { HttpServer } from './create-server.ts';
import { httpError } from './http.errors.ts';
import type { Principal } from './principal.ts';

/** Requests a minute. */
export type RateLimits = {
  readonly user: number;
  /** Of an address without a login. */
  readonly anonymous: number;
  /** Of an address that shows tokens or keys that are none. */
  readonly badCredentials: number;
  /** Of one user to operations that have a limit of their own, by the name of the limit. */
  readonly named: Readonly<Record<string, number>>;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Not counted by the limits: thumbnails, files, documentation, health. */
    readonly uncounted?: boolean;
  }
}

type Limit = { readonly key: string; readonly limit: number };

const tell = (reply: FastifyReply, limit: number, { used, resetAt }: Usage): void => {
  void reply.header('x-ratelimit-limit', String(limit));
  void reply.header('x-ratelimit-remaining', String(Math.max(0, limit - used)));
  void reply.header('x-ratelimit-reset', String(Math.ceil(resetAt / 1000)));
};

const refusal = (limit: number, { resetAt }: Usage): Error =>
  httpError('http.rate_limited', { limit, seconds: Math.max(1, Math.ceil((resetAt - Date.now()) / 1000)) });

const hasCredentials = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers['x-api-key'] !== undefined;

const isUncounted = ({ routeOptions: { config } }: FastifyRequest): boolean =>
  config.uncounted === true || config.access?.kind === 'signed';

const limitOf = ({ userId, apiKeyId, rateLimit }: Principal, limits: RateLimits): Limit =>
  apiKeyId === null
    ? { key: `user:${userId}`, limit: limits.user }
    : { key: `key:${apiKeyId}`, limit: rateLimit ?? limits.user };

/**
 * Limits requests, before and after it is known who makes them: those without a login by address, those that show bad
 * tokens by address too (before anybody looks them up), all others by user or API key. Tells every client what it has
 * left. `addAccess` runs between the two steps.
 */
export const createRateLimiter = ({
  counter,
  limits,
  isOff,
}: {
  readonly counter: Counter;
  readonly limits: RateLimits;
  /** Counts nothing: there is only one person (AUTH=off). */
  readonly isOff: boolean;
}): {
  readonly addBeforeAccess: (server: HttpServer) => void;
  readonly addAfterAccess: (server: HttpServer) => void;
} => {
  // Each process for itself, so that a flood does not even cost a round trip.
  const badCredentials = createMemoryCounter();

  const count = async (request: FastifyRequest, reply: FastifyReply, { key, limit }: Limit): Promise<Usage> => {
    const isCounted = !isOff && !isUncounted(request);
    const usage = await counter.add(key, isCounted ? 1 : 0);
    if (!isCounted) {
      tell(reply, limit, usage);
      return usage;
    }
    const left = limit - usage.used;
    const told = reply.getHeader('x-ratelimit-remaining');
    // The tightest of several limits is the one to know.
    if (told === undefined || left < Number(told)) tell(reply, limit, usage);
    if (left < 0) throw refusal(limit, usage);
    return usage;
  };

  return {
    addBeforeAccess: (server) => {
      server.addHook('onRequest', async (request, reply) => {
        const network = clientNetwork(request.ip);
        const { access } = request.routeOptions.config;
        const isAnonymous = access === undefined || access.kind === 'public' || !hasCredentials(request);
        if (isAnonymous) {
          await count(request, reply, { key: `address:${network}`, limit: limits.anonymous });
          return;
        }
        const bad = await badCredentials.add(network, 0);
        if (bad.used < limits.badCredentials) return;
        tell(reply, limits.badCredentials, bad);
        throw refusal(limits.badCredentials, bad);
      });
      server.addHook('onSend', async (request, reply) => {
        if (reply.statusCode !== 401 || reply.hasHeader('x-ratelimit-limit')) return;
        tell(reply, limits.badCredentials, await badCredentials.add(clientNetwork(request.ip), 1));
      });
    },
    addAfterAccess: (server) => {
      server.addHook('onRoute', ({ config, url }) => {
        const name = config?.rateLimitName;
        if (name !== undefined && !(name in limits.named)) throw new TypeError(`${url} has no limit "${name}".`);
      });
      server.addHook('onRequest', async (request, reply) => {
        if (request.principal === null) return;
        const own = limitOf(request.principal, limits);
        await count(request, reply, own);
        const name = request.routeOptions.config.rateLimitName;
        const limit = name === undefined ? undefined : limits.named[name];
        if (limit !== undefined)
          await count(request, reply, { key: `${name}:user:${request.principal.userId}`, limit });
      });
    },
  };
};
