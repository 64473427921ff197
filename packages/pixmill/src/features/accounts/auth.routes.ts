import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { originOf, type Accounts } from './accounts.ts';
import { logIn } from './login.service.ts';
import { signUp } from './sign-up.service.ts';
import { Email, FullName, NewPassword, toUserView, TypedPassword, UserView } from './user.schema.ts';

/** What a login gives. */
export const TokensView = Type.Object(
  {
    access_token: Type.String({ description: 'Goes into `Authorization: Bearer …`.' }),
    refresh_token: Type.String({ description: 'Trades once for new tokens at `POST /auth/refresh`.' }),
    token_type: Type.Literal('bearer'),
    expires_in: Type.Integer({ description: 'Seconds until the access token expires.' }),
  },
  {
    examples: [
      { access_token: 'eyJhbGciOiJIUzI1NiIs…', refresh_token: 'mYkq7Tz1…', token_type: 'bearer', expires_in: 1800 },
    ],
  },
);

const TAG = 'auth';

/** Adds sign-up, login and what keeps a login going. */
export const addAuthRoutes = (server: HttpServer, accounts: Accounts): void => {
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
      const { user, session } = await signUp(accounts, { email, password, fullName }, originOf(request));
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
      takes: {
        body: Type.Object(
          { email: Type.String({ maxLength: 300 }), password: TypedPassword },
          { additionalProperties: false },
        ),
      },
      gives: { 200: TokensView },
      errors: [401, 403],
    }),
    (request) => logIn(accounts, request.body, originOf(request)),
  );
};
