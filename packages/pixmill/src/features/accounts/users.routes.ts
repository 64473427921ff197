import { Type, type Static } from 'typebox';
import { AgePageQuery, toAgePage } from '../../library/id-pages.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { keepCreated } from '../../platform/http/idempotency.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf } from '../../platform/http/pages.ts';
import { originOf, type Accounts } from './accounts.ts';
import { createUserAsAdmin, signUp } from './sign-up.service.ts';
import { changeUser, removeUser, type UserChanges } from './user-changes.service.ts';
import { Email, FullName, NewPassword, Role, toUserView, UserView } from './user.schema.ts';
import { readUser } from './profile.service.ts';
import { listUsers } from './users.repository.ts';
import { readRole } from './users.rules.ts';

const TAG = 'users';

const UserPath = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** What may be changed of a user; what is left out stays as it is. */
const UserUpdate = Type.Object(
  {
    email: Type.Optional(Email),
    full_name: Type.Optional(FullName),
    password: Type.Optional(NewPassword),
    role: Type.Optional(Role),
    is_superuser: Type.Optional(Type.Boolean({ description: 'Another way to say `role`.' })),
    is_active: Type.Optional(Type.Boolean({ description: 'A disabled account is logged out everywhere at once.' })),
  },
  { additionalProperties: false, examples: [{ full_name: 'Ada Lovelace' }] },
);

const toChanges = (body: Static<typeof UserUpdate>): UserChanges => {
  const role = readRole(body.role, body.is_superuser);
  return {
    ...(body.email === undefined ? {} : { email: body.email }),
    ...(body.full_name === undefined ? {} : { fullName: body.full_name }),
    ...(body.password === undefined ? {} : { password: body.password }),
    ...(role === undefined ? {} : { role }),
    ...(body.is_active === undefined ? {} : { isActive: body.is_active }),
  };
};

/** Adds the operations on users by their ids, and those that make them. */
export const addUsersRoutes = (server: HttpServer, accounts: Accounts): void => {
  server.get(
    '/users',
    operation({
      id: 'listUsers',
      tag: TAG,
      summary: 'List users',
      description: 'All users of the installation, for admins.',
      access: { kind: 'admin' },
      takes: { querystring: Type.Object(AgePageQuery) },
      gives: { 200: pageOf(UserView) },
    }),
    async ({ query }) => toAgePage(await listUsers(accounts.db, query), query, toUserView),
  );

  server.post(
    '/users',
    operation({
      id: 'createUser',
      tag: TAG,
      summary: 'Make a user',
      description: 'Makes an account for somebody, who is told by mail.',
      access: { kind: 'admin' },
      takes: {
        body: Type.Object(
          {
            email: Email,
            password: NewPassword,
            full_name: Type.Optional(FullName),
            role: Type.Optional(Role),
            is_superuser: Type.Optional(Type.Boolean({ description: 'Another way to say `role`.' })),
            is_active: Type.Optional(Type.Boolean({ default: true })),
          },
          {
            additionalProperties: false,
            examples: [
              { email: 'ada@example.com', password: 'correct horse battery', full_name: 'Ada Lovelace', role: 'user' },
            ],
          },
        ),
      },
      gives: { 201: UserView },
      errors: [409],
    }),
    async (request, reply) => {
      const {
        email,
        password,
        full_name: fullName = null,
        role,
        is_superuser,
        is_active: isActive = true,
      } = request.body;
      const user = await createUserAsAdmin(
        accounts,
        { email, password, fullName, role: readRole(role, is_superuser) ?? 'user', isActive },
        { madeBy: principalOf(request).userId, origin: originOf(request) },
        keepCreated(request, reply, toUserView),
      );
      return reply.code(201).send(toUserView(user));
    },
  );

  server.post(
    '/users/signup',
    operation({
      id: 'signUpUser',
      tag: TAG,
      summary: 'Sign up without logging in',
      description: 'Makes an account for whoever asks, who is told by mail. The first user is an admin.',
      access: { kind: 'public' },
      takes: {
        body: Type.Object(
          { email: Email, password: NewPassword, full_name: Type.Optional(FullName) },
          { additionalProperties: false },
        ),
      },
      gives: { 201: UserView },
      errors: [403, 409],
    }),
    async (request, reply) => {
      const { email, password, full_name: fullName = null } = request.body;
      const user = await signUp(accounts, { email, password, fullName }, originOf(request));
      return reply.code(201).send(toUserView(user));
    },
  );

  server.get(
    '/users/:id',
    operation({
      id: 'getUser',
      tag: TAG,
      summary: 'Get a user',
      description: 'Oneself, or anybody for admins.',
      access: { kind: 'user', scope: 'read' },
      takes: { params: UserPath },
      gives: { 200: UserView },
      errors: [404],
    }),
    async (request) => toUserView(await readUser(accounts, principalOf(request), request.params.id)),
  );

  for (const [method, id, summary] of [
    ['PUT', 'replaceUser', 'Change a user (PUT)'],
    ['PATCH', 'updateUser', 'Change a user'],
  ] as const) {
    server.route({
      method,
      url: '/users/:id',
      ...operation({
        id,
        tag: TAG,
        summary,
        description:
          'Changes what is named and leaves the rest. Address and name: oneself or an admin. Role, state and password: an admin.',
        access: { kind: 'user', scope: 'write' },
        takes: { params: UserPath, body: UserUpdate },
        gives: { 200: UserView },
        errors: [404, 409],
      }),
      handler: async (request) => {
        const changes = toChanges(request.body);
        const given = { userId: request.params.id, changes, origin: originOf(request) };
        return toUserView(await changeUser(accounts, principalOf(request), given));
      },
    });
  }

  server.delete(
    '/users/:id',
    operation({
      id: 'deleteUser',
      tag: TAG,
      summary: 'Delete a user',
      description: 'Deletes an account with all its projects, images and keys: oneself, or anybody for admins.',
      access: { kind: 'user', scope: 'write' },
      takes: { params: UserPath },
      gives: { 204: Type.Null({ description: 'Deleted.' }) },
      errors: [400, 404],
    }),
    async (request, reply) => {
      await removeUser(accounts, principalOf(request), { userId: request.params.id, origin: originOf(request) });
      return reply.code(204).send(null);
    },
  );
};
