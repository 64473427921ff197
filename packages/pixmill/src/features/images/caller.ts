import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../platform/http/access.ts';
import type { Principal } from '../../platform/http/principal.ts';

/** Who makes a request and from where, for the record of what was done. */
export type Caller = { readonly principal: Principal; readonly address: string; readonly requestId: string };

/** The caller of a request that needs a login. */
export const callerOf = (request: FastifyRequest): Caller => ({
  principal: principalOf(request),
  address: request.ip,
  requestId: request.id,
});
