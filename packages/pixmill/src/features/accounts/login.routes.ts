import formbody from '@fastify/formbody';
import { Type } from 'typebox';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { originOf, type Accounts } from './accounts.ts';
import { logIn } from './login.service.ts';
import { readUser } from './profile.service.ts';
import { toUserView, TypedEmail, TypedPassword, UserView } from './user.schema.ts';

const TAG = 'login';
const FORM = 'application/x-www-form-urlencoded';
const FORM_BYTES = 16 * 1024;

/** RFC 6749, 4.3.2: what is not known is ignored. */
const PasswordForm = Type.Object(
  {
    grant_type: Type.Optional(
      Type.String({ pattern: '^(?:password)?$', 'x-expects': 'the word password', description: '`password`.' }),
    ),
    username: TypedEmail,
    password: TypedPassword,
    scope: Type.Optional(Type.String({ maxLength: 1000 })),
    client_id: Type.Optional(Type.String({ maxLength: 1000 })),
    client_secret: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { examples: [{ grant_type: 'password', username: 'ada@example.com', password: 'correct horse battery' }] },
);

/** Adds the login of OAuth2 clients (Swagger UI is one), which send a form. */
export const addLoginRoutes = (server: HttpServer, accounts: Accounts): void => {
  server.register(async (forms: HttpServer) => {
    forms.removeContentTypeParser('application/json');
    await forms.register(formbody, { bodyLimit: FORM_BYTES });
    forms.post(
      '/login/access-token',
      operation({
        id: 'getAccessToken',
        tag: TAG,
        summary: 'Log in with a form',
        description: 'The password form of OAuth2; slows down after repeated failures like `POST /auth/login`.',
        access: { kind: 'public' },
        takes: { body: PasswordForm },
        gives: {
          200: Type.Object(
            { access_token: Type.String(), token_type: Type.Literal('bearer') },
            { examples: [{ access_token: 'eyJhbGciOiJIUzI1NiIs…', token_type: 'bearer' }] },
          ),
        },
        errors: [401, 403],
        consumes: [FORM],
      }),
      async (request) => {
        const { username: email, password } = request.body;
        const { access_token, token_type } = await logIn(accounts, { email, password }, originOf(request));
        return { access_token, token_type };
      },
    );
  });

  server.post(
    '/login/test-token',
    operation({
      id: 'testToken',
      tag: TAG,
      summary: 'Try an access token',
      description: 'Answers with the user of the token.',
      access: { kind: 'user', scope: 'read' },
      gives: { 200: UserView },
    }),
    async (request) => {
      const principal = principalOf(request);
      return toUserView(await readUser(accounts, principal, principal.userId));
    },
  );
};
