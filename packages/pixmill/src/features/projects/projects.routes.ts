import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf, rowsOf, sortedPageQuery, toPage } from '../../platform/http/pages.ts';
import { ProjectBody, ProjectChanges, ProjectView, toProjectView } from './project.schema.ts';
import { listProjects, PROJECT_SORTS } from './projects.repository.ts';
import { changeProject, createProject, deleteProject, requireProject } from './projects.service.ts';
import type { Asker, ProjectServices } from './projects.service.ts';

const TAG = 'projects';
const read = { kind: 'user', scope: 'read' } as const;
const write = { kind: 'user', scope: 'write' } as const;
const Params = Type.Object({ id: Type.String({ format: 'uuid', description: 'The project.' }) });

const askerOf = (request: FastifyRequest): Asker => {
  const { userId, role } = principalOf(request);
  return { userId, role, address: request.ip, requestId: request.id };
};

/** Adds the operations of `/projects`. */
export const addProjectsRoutes = (server: HttpServer, services: ProjectServices): void => {
  const { db } = services;

  server.get(
    '/projects',
    operation({
      id: 'listProjects',
      tag: TAG,
      summary: 'List your projects',
      description: 'Your projects, newest first unless sorted otherwise. Admins see those of everybody.',
      access: read,
      takes: { querystring: Type.Object(sortedPageQuery(PROJECT_SORTS, 'created_at')) },
      gives: { 200: pageOf(ProjectView) },
    }),
    async (request) => {
      const { rows, total, nextCursor } = await listProjects(db, principalOf(request), request.query);
      return toPage(rows.map(toProjectView), { total, ...rowsOf(request.query), nextCursor });
    },
  );

  server.post(
    '/projects',
    operation({
      id: 'createProject',
      tag: TAG,
      summary: 'Make a project',
      description: 'A project is a workspace: jobs, images and datasets belong to one. It is yours.',
      access: write,
      takes: { body: ProjectBody },
      gives: { 201: ProjectView },
      errors: [400],
    }),
    async (request, reply) => {
      const keep = keepCreated(request, reply, toProjectView);
      return reply.code(201).send(toProjectView(await createProject(services, askerOf(request), request.body, keep)));
    },
  );

  server.get(
    '/projects/:id',
    operation({
      id: 'getProject',
      tag: TAG,
      summary: 'Show a project',
      description: 'One of your projects, with how much is in it.',
      access: read,
      takes: { params: Params },
      gives: { 200: ProjectView },
      errors: [404],
    }),
    async (request) => toProjectView(await requireProject(db, principalOf(request), request.params.id)),
  );

  server.patch(
    '/projects/:id',
    operation({
      id: 'updateProject',
      tag: TAG,
      summary: 'Change a project',
      description: 'Changes name, description or analysers; what is left out stays as it is.',
      access: write,
      takes: { params: Params, body: ProjectChanges },
      gives: { 200: ProjectView },
      errors: [400, 404, 409],
    }),
    async (request) => toProjectView(await changeProject(services, askerOf(request), request.params.id, request.body)),
  );

  server.put(
    '/projects/:id',
    operation({
      id: 'replaceProject',
      tag: TAG,
      summary: 'Write a project anew',
      description: 'Writes all that can be written; what is left out is as in a new project.',
      access: write,
      takes: { params: Params, body: ProjectBody },
      gives: { 200: ProjectView },
      errors: [400, 404, 409],
    }),
    async (request) => {
      const { name, description = '', analyzers = null } = request.body;
      const changes = { name, description, analyzers };
      return toProjectView(await changeProject(services, askerOf(request), request.params.id, changes));
    },
  );

  server.delete(
    '/projects/:id',
    operation({
      id: 'deleteProject',
      tag: TAG,
      summary: 'Delete a project',
      description: 'Deletes a project with its jobs, datasets and images; what runs for it stops. It cannot be undone.',
      access: write,
      takes: { params: Params },
      gives: { 204: Type.Null({ description: 'Deleted.' }) },
      errors: [404],
    }),
    async (request, reply) => {
      await deleteProject(services, askerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
