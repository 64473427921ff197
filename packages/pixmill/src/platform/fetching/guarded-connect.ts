import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './address-guard.ts';
import { fetchError } from './fetch.errors.ts';
import { isNotFound } from './name-cache.ts';
import type { NameCache } from './name-cache.ts';
import { bareHost } from './url-guard.ts';

/**
 * A lookup for `net.connect` that answers from the cache and refuses a name when any of its addresses is not public, so
 * that the address that was checked is the address that is connected to (DNS rebinding changes nothing).
 */
export const createLookup =
  ({ names, allowPrivate }: { readonly names: NameCache; readonly allowPrivate: boolean }): LookupFunction =>
  (hostname, options, reply) => {
    names.resolve(hostname).then(
      (found) => {
        if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) {
          reply(fetchError('fetch.blocked_address', { host: hostname }), '');
          return;
        }
        const addresses = found.map(({ address, family }) => ({ address, family }));
        const first = addresses[0];
        if (options.all === true) reply(null, addresses);
        else if (first !== undefined) reply(null, first.address, first.family);
      },
      (error: unknown) => {
        const code = isNotFound(error) ? 'fetch.host_not_found' : 'fetch.dns_failed';
        reply(fetchError(code, { host: hostname }, { cause: error }), '');
      },
    );
  };

/**
 * The connector of the HTTP client. `net.connect` does not call the lookup for IP literals, so they are checked here;
 * names are checked by the lookup. Allowed origins (exact) connect to whatever address they have.
 */
export const createGuardedConnect = ({
  names,
  allowedOrigins,
  connectMs,
  certificateAuthorities,
}: {
  readonly names: NameCache;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly connectMs: number;
  readonly certificateAuthorities?: readonly string[];
}): buildConnector.connector => {
  const common = {
    timeout: connectMs,
    allowH2: false,
    autoSelectFamily: true,
    ...(certificateAuthorities === undefined ? {} : { ca: [...certificateAuthorities] }),
  };
  const guarded = buildConnector({ ...common, lookup: createLookup({ names, allowPrivate: false }) });
  const open = buildConnector({ ...common, lookup: createLookup({ names, allowPrivate: true }) });
  return (options, callback) => {
    const origin = URL.parse(`${options.protocol}//${options.host ?? options.hostname}`)?.origin;
    if (origin !== undefined && allowedOrigins.has(origin)) {
      open(options, callback);
      return;
    }
    const host = bareHost(options.hostname);
    if (isIP(host) !== 0 && !isPublicAddress(host)) {
      callback(fetchError('fetch.blocked_address', { host }), null);
      return;
    }
    guarded(options, callback);
  };
};
