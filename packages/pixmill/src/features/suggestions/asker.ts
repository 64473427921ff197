import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../platform/http/access.ts';
import type { Asker } from './suggestions.service.ts';

/** Who makes a request, and from where. */
export const askerOf = (request: FastifyRequest): Asker => {
  const { userId, role } = principalOf(request);
  return { userId, role, address: request.ip, requestId: request.id };
};
