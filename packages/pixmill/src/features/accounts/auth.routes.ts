import { Type } from 'typebox';
import type { Authenticate } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { httpError } from '../../platform/http/http.errors.ts';
import { operation } from '../../platform/http/operation.ts';
import { optionalBody } from '../../platform/http/optional-body.ts';
import { originOf, type Accounts } from './accounts.ts';
import { logIn } from './login.service.ts';
import { logOut, refreshSession } from './sessions.service.ts';
import { signUpAndLogIn } from './sign-up.service.ts';
import { RefreshToken, TokensView } from './tokens.schema.ts';
import { Email, FullName, NewPassword, toUserView, TypedEmail, TypedPassword, UserView } from './user.schema.ts';

const TAG = 'auth';

/** Adds sign-up, login and what keeps a login going. */
export const addAuthRoutes = (
  server: HttpServer,
  { accounts, authenticate }: { readonly accounts: Accounts; readonly authenticate: Authenticate },
): void => {
  server.post(
    '/auth/signup',
    operation({
      id: 'signUp',
      tag: TAG,
      summary: 'Sign up',
      description: 'Makes an account and logs in to it. The first user of an installation is an admin.',
      access: { kind: 'public' },
      takes: {
        body: Type.Object(
          { email: Email, password: NewPassword, full_name: Type.Optional(FullName) },
          { additionalProperties: false },
        ),
      },
      gives: { 201: Type.Object({ user: UserView, session: TokensView }) },
      errors: [403, 409],
    }),
    async (request, reply) => {
      const { email, password, full_name: fullName = null } = request.body;
      const { user, session } = await signUpAndLogIn(accounts, { email, password, fullName }, originOf(request));
      return reply.code(201).send({ user: toUserView(user), session });
    },
  );

  server.post(
    '/auth/login',
    operation({
      id: 'logIn',
      tag: TAG,
      summary: 'Log in',
      description:
        'Trades an e-mail address and a password for tokens. After repeated failures the answer is 429, for longer each time.',
      access: { kind: 'public' },
      takes: { body: Type.Object({ email: TypedEmail, password: TypedPassword }, { additionalProperties: false }) },
      gives: { 200: TokensView },
      errors: [401, 403],
    }),
    (request) => logIn(accounts, request.body, originOf(request)),
  );

  server.post(
    '/auth/refresh',
    operation({
      id: 'refreshTokens',
      tag: TAG,
      summary: 'Refresh tokens',
      description:
        'Trades a refresh token for new tokens. Each is used once: one that comes a second time ends the login it belongs to.',
      access: { kind: 'public' },
      takes: { body: Type.Object({ refresh_token: RefreshToken }, { additionalProperties: false }) },
      gives: { 200: TokensView },
      errors: [401, 403],
    }),
    (request) => refreshSession(accounts, { refreshToken: request.body.refresh_token, origin: originOf(request) }),
  );

  const logout = operation({
    id: 'logOut',
    tag: TAG,
    summary: 'Log out',
    description: 'Ends the login of the access token, or of the refresh token, whose access token may have expired.',
    access: { kind: 'public' },
    takes: {
      body: optionalBody(Type.Object({ refresh_token: Type.Optional(RefreshToken) }, { additionalProperties: false })),
    },
    gives: { 204: Type.Null({ description: 'Logged out.' }) },
    errors: [401],
  });
  server.post(
    '/auth/logout',
    { ...logout, schema: { ...logout.schema, security: [{}, { bearer: [] }] } },
    async (request, reply) => {
      const refreshToken = request.body.refresh_token ?? null;
      const principal = await authenticate(request).catch((error: unknown) => {
        // An access token that has expired already needs no end; the refresh token has one.
        if (refreshToken === null) throw error;
        return null;
      });
      if (principal === null && refreshToken === null) throw httpError('http.unauthenticated');
      const sessionId = principal?.sessionId ?? null;
      await logOut(accounts, { sessionId, refreshToken, origin: originOf(request) });
      return reply.code(204).send(null);
    },
  );
};
