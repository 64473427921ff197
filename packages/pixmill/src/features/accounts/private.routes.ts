import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { httpError } from '../../platform/http/http.errors.ts';
import { isLoopback } from '../../platform/config/check-service-settings.ts';
import { operation } from '../../platform/http/operation.ts';
import { originOf, type Accounts } from './accounts.ts';
import { createUserPrivately } from './sign-up.service.ts';
import { Email, FullName, NewPassword, toUserView, UserView } from './user.schema.ts';

/** Adds what helps with setting up tests, where `ENVIRONMENT` is `local` only: elsewhere it is not there. */
export const addPrivateRoutes = (server: HttpServer, accounts: Accounts): void => {
  if (accounts.settings.environment !== 'local') return;
  server.post(
    '/private/users',
    operation({
      id: 'createPrivateUser',
      tag: 'private',
      summary: 'Make a user without mail',
      description:
        'For tests and first steps: only where `ENVIRONMENT` is `local`, and only from the same machine. No mail is sent, and `SIGNUP` does not count.',
      access: { kind: 'public' },
      takes: {
        body: Type.Object(
          {
            email: Email,
            password: NewPassword,
            full_name: Type.Optional(FullName),
            is_verified: Type.Optional(Type.Boolean({ description: 'Read and ignored.' })),
          },
          { additionalProperties: false },
        ),
      },
      gives: { 201: UserView },
      errors: [404, 409],
    }),
    async (request, reply) => {
      // Somebody else's machine must not make accounts in an installation that was left at its defaults.
      const peer = request.socket.remoteAddress ?? '';
      if (!isLoopback(peer) || !isLoopback(request.ip)) throw httpError('http.not_found');
      const { email, password, full_name: fullName = null } = request.body;
      const user = await createUserPrivately(accounts, { email, password, fullName }, originOf(request));
      return reply.code(201).send(toUserView(user));
    },
  );
};
