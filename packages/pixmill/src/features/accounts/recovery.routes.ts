import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import { originOf, type Accounts } from './accounts.ts';
import { askForRecovery, resetPassword } from './recover-password.service.ts';
import { Email, Message, NewPassword } from './user.schema.ts';

const TAG = 'login';

/** Adds the two steps to a new password for somebody who has forgotten theirs. */
export const addRecoveryRoutes = (server: HttpServer, accounts: Accounts): void => {
  server.post(
    '/password-recovery/:email',
    operation({
      id: 'recoverPassword',
      tag: TAG,
      summary: 'Ask for a new password',
      description: 'Mails a link that works once and for an hour. The answer never tells whether there is an account.',
      access: { kind: 'public' },
      takes: { params: Type.Object({ email: Email }) },
      gives: { 200: Message },
    }),
    async (request) => {
      await askForRecovery(accounts, request.params.email);
      return { message: 'If there is an account with this e-mail address, a link to a new password is on its way.' };
    },
  );

  server.post(
    '/reset-password',
    operation({
      id: 'resetPassword',
      tag: TAG,
      summary: 'Set a new password',
      description: 'Uses the token of the mailed link. All logins of the user end.',
      access: { kind: 'public' },
      takes: {
        body: Type.Object(
          { token: Type.String({ minLength: 1, maxLength: 500 }), new_password: NewPassword },
          { additionalProperties: false, examples: [{ token: 'mYkq7Tz1…', new_password: 'correct horse battery' }] },
        ),
      },
      gives: { 200: Message },
    }),
    async (request) => {
      const { token, new_password: newPassword } = request.body;
      await resetPassword(accounts, { token, newPassword }, originOf(request));
      return { message: 'The password is set; log in with it.' };
    },
  );
};
