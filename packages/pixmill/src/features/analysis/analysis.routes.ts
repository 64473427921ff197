import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { ReprocessAnswer, ReprocessBody } from './reprocess.schema.ts';
import { reprocessProject, type ReprocessServices } from './reprocess.service.ts';

/** Adds what projects can be asked of their analysis. */
export const addAnalysisRoutes = (server: HttpServer, services: ReprocessServices): void => {
  server.post(
    '/projects/:id/reprocess',
    operation({
      id: 'reprocessProject',
      tag: 'projects',
      summary: 'Analyse images again',
      description:
        'Lets images of a project be analysed again in the background: all, some by id or by the filters of `/images`, those that are missing, failed, or were analysed by an older version. Asking twice does no harm.',
      access: { kind: 'user', scope: 'write' },
      takes: {
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'The project.' }) }),
        body: ReprocessBody,
      },
      gives: { 202: ReprocessAnswer },
      errors: [400, 404],
    }),
    async (request, reply) => {
      const { id: projectId } = request.params;
      const asker = { principal: principalOf(request), address: request.ip, requestId: request.id };
      const images = await reprocessProject(services, asker, { projectId, body: request.body });
      const which = images === 1 ? '1 image is' : `${images} images are`;
      const message = `${which} analysed again in the background.`;
      return reply.code(202).send({ project_id: projectId, images, message });
    },
  );
};
