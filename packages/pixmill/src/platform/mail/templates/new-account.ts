import { Type, type Static } from 'typebox';
import type { MailContent } from '../mail-content.ts';

/** Nothing in it was typed by who signs up: anybody may sign up with the address of somebody else. */
export const NewAccountValues = Type.Object({
  email: Type.String(),
  /** Where to log in. */
  url: Type.String(),
});

const BODY = `
<mj-text font-size="22px" font-weight="600">Welcome to Pixmill</mj-text>
<mj-text>Hello,</mj-text>
<mj-text>There is a Pixmill account for <b>{{email}}</b> now. It turns keywords, links, folders and uploads into clean,
licensed image datasets.</mj-text>
<mj-button href="{{url}}">Open Pixmill</mj-button>
<mj-text mj-class="quiet" font-size="13px">If it was not you who asked for it, somebody mistyped an address: you need
not do anything.</mj-text>`;

/** Tells that there is an account now. */
export const newAccountMail = ({ email, url }: Static<typeof NewAccountValues>): MailContent => ({
  subject: 'Your Pixmill account',
  body: BODY,
  fields: { email, url },
  text: `Hello,

There is a Pixmill account for ${email} now. It turns keywords, links, folders and uploads into clean, licensed image
datasets. Open it here:

${url}

If it was not you who asked for it, somebody mistyped an address: you need not do anything.
`,
});
