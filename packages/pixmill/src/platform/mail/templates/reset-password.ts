import { Type, type Static } from 'typebox';
import { greeting, type MailContent } from '../mail-content.ts';

export const ResetPasswordValues = Type.Object({
  name: Type.Union([Type.String(), Type.Null()]),
  email: Type.String(),
  /** With the token in it. */
  url: Type.String(),
  /** RFC 3339; the mail is not sent after it. */
  expiresAt: Type.String(),
});

const BODY = `
<mj-text font-size="22px" font-weight="600">Reset your password</mj-text>
<mj-text>{{greeting}}</mj-text>
<mj-text>Somebody, probably you, asked to reset the password of the Pixmill account <b>{{email}}</b>. This link lets you
choose a new one:</mj-text>
<mj-button href="{{url}}">Choose a new password</mj-button>
<mj-text>It works once, until {{until}}. Afterwards you are logged out everywhere.</mj-text>
<mj-text mj-class="quiet" font-size="13px">If the button does not work, open this address:<br />
<a href="{{url}}" style="color:#1d6b4f;word-break:break-all">{{url}}</a></mj-text>
<mj-text mj-class="quiet" font-size="13px">If it was not you, delete this mail: your password stays as it is.</mj-text>`;

const MINUTE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The link to a new password. */
export const resetPasswordMail = ({ name, email, url, expiresAt }: Static<typeof ResetPasswordValues>): MailContent => {
  const until = `${MINUTE.format(new Date(expiresAt))} UTC`;
  return {
    subject: 'Reset your Pixmill password',
    body: BODY,
    fields: { greeting: greeting(name), email, url, until },
    text: `${greeting(name)}

Somebody, probably you, asked to reset the password of the Pixmill account ${email}. This link lets you choose a new one:

${url}

It works once, until ${until}. Afterwards you are logged out everywhere.

If it was not you, delete this mail: your password stays as it is.
`,
  };
};
