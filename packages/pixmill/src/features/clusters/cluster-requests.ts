import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { Asker } from './cluster-services.ts';

export const TAG = 'clusters';
export const read = { kind: 'user', scope: 'read' } as const;
export const write = { kind: 'user', scope: 'write' } as const;

export const ProjectParams = Type.Object({ id: Type.String({ format: 'uuid', description: 'The project.' }) });

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
export const RunParams = {
  ...ProjectParams.properties,
  run: Type.String({
    pattern: `^(?:latest|${UUID})$`,
    maxLength: 36,
    'x-expects': 'the id of a run, or latest',
    description: 'The run, or `latest` for the newest completed one.',
    examples: ['latest'],
  }),
};

/** Who makes a request, and from where. */
export const askerOf = (request: FastifyRequest): Asker => {
  const { userId, role } = principalOf(request);
  return { userId, role, address: request.ip, requestId: request.id };
};

/** Which run is meant by the parameters of a path. */
export const placeOf = ({ id, run }: { readonly id: string; readonly run: string }) => ({ projectId: id, run });
