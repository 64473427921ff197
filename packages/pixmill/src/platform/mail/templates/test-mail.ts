import { Type, type Static } from 'typebox';
import type { MailContent } from '../mail-content.ts';

export const TestMailValues = Type.Object({
  /** The admin who asked for it. */
  requestedBy: Type.String(),
});

const BODY = `
<mj-text font-size="22px" font-weight="600">Mail works</mj-text>
<mj-text>{{requestedBy}} asked Pixmill to send this test. Since you can read it, the mail settings are right.</mj-text>`;

/** Shows that mail arrives. */
export const testMail = ({ requestedBy }: Static<typeof TestMailValues>): MailContent => ({
  subject: 'Pixmill test mail',
  body: BODY,
  fields: { requestedBy },
  text: `${requestedBy} asked Pixmill to send this test. Since you can read it, the mail settings are right.\n`,
});
