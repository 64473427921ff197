import { Type, type Static } from 'typebox';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { originOf, type Accounts } from './accounts.ts';
import { changeOwnPassword } from './passwords.service.ts';
import { readUser } from './profile.service.ts';
import { changeUser, removeUser } from './user-changes.service.ts';
import { Email, FullName, Message, NewPassword, toUserView, TypedPassword, UserView } from './user.schema.ts';

const Profile = Type.Object(
  { email: Type.Optional(Email), full_name: Type.Optional(FullName) },
  { additionalProperties: false, examples: [{ full_name: 'Ada Lovelace' }] },
);

/** Adds the operations on oneself, under both of their names. */
export const addMeRoutes = (server: HttpServer, accounts: Accounts): void => {
  const read = async (request: FastifyRequest): Promise<UserView> => {
    const principal = principalOf(request);
    return toUserView(await readUser(accounts, principal, principal.userId));
  };
  const change = async (request: FastifyRequest, body: Static<typeof Profile>): Promise<UserView> => {
    const principal = principalOf(request);
    const { email, full_name: fullName } = body;
    const changes = { ...(email === undefined ? {} : { email }), ...(fullName === undefined ? {} : { fullName }) };
    const given = { userId: principal.userId, changes, origin: originOf(request) };
    return toUserView(await changeUser(accounts, principal, given));
  };

  for (const { url, tag, ids } of [
    { url: '/auth/profile', tag: 'auth', ids: { read: 'getProfile', change: 'updateProfile' } },
    { url: '/users/me', tag: 'users', ids: { read: 'getMe', change: 'updateMe' } },
  ] as const) {
    server.get(
      url,
      operation({
        id: ids.read,
        tag,
        summary: 'Get oneself',
        description: 'The user that makes this request.',
        access: { kind: 'user', scope: 'read' },
        gives: { 200: UserView },
      }),
      read,
    );
    server.patch(
      url,
      operation({
        id: ids.change,
        tag,
        summary: 'Change oneself',
        description: 'Changes what is named: the e-mail address, the name.',
        access: { kind: 'user', scope: 'write' },
        takes: { body: Profile },
        gives: { 200: UserView },
        errors: [409],
      }),
      (request) => change(request, request.body),
    );
  }

  server.delete(
    '/users/me',
    operation({
      id: 'deleteMe',
      tag: 'users',
      summary: 'Delete oneself',
      description: 'Deletes the own account with all its projects, images and keys. An admin cannot delete itself.',
      access: { kind: 'user', scope: 'write' },
      gives: { 204: Type.Null({ description: 'Deleted.' }) },
      errors: [404],
    }),
    async (request, reply) => {
      const principal = principalOf(request);
      await removeUser(accounts, principal, { userId: principal.userId, origin: originOf(request) });
      return reply.code(204).send();
    },
  );

  server.patch(
    '/users/me/password',
    operation({
      id: 'changePassword',
      tag: 'users',
      summary: 'Change the own password',
      description: 'Asks for the current one. Every login ends, this one too: log in again with the new password.',
      access: { kind: 'user', scope: 'write' },
      takes: {
        body: Type.Object(
          { current_password: TypedPassword, new_password: NewPassword },
          {
            additionalProperties: false,
            examples: [{ current_password: 'old password', new_password: 'new password' }],
          },
        ),
      },
      gives: { 200: Message },
    }),
    async (request) => {
      const { current_password: currentPassword, new_password: newPassword } = request.body;
      await changeOwnPassword(accounts, principalOf(request), { currentPassword, newPassword }, originOf(request));
      return { message: 'The password is changed; log in again with the new one.' };
    },
  );
};
