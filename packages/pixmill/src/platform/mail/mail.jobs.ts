import { Type, type Static } from 'typebox';
import { defineJob } from '../queue/job-definition.ts';
import { JobFinishedValues } from './templates/job-finished.ts';
import { NewAccountValues } from './templates/new-account.ts';
import { ResetPasswordValues } from './templates/reset-password.ts';
import { TestMailValues } from './templates/test-mail.ts';

const To = Type.String({ maxLength: 1000 });

/** Every mail that Pixmill sends: its template, one address, and what the template needs. */
export const Mail = Type.Union([
  Type.Object({ template: Type.Literal('new-account'), to: To, values: NewAccountValues }),
  Type.Object({ template: Type.Literal('reset-password'), to: To, values: ResetPasswordValues }),
  Type.Object({ template: Type.Literal('test'), to: To, values: TestMailValues }),
  Type.Object({ template: Type.Literal('job-finished'), to: To, values: JobFinishedValues }),
]);
export type Mail = Static<typeof Mail>;

/**
 * Sends one mail. A mail server that is away for some hours costs nothing; one that was sent is soon taken out of the
 * tables, since links to reset a password stand in it.
 */
export const mailJob = defineJob({
  name: 'mail.send',
  payload: Mail,
  retryLimit: 12,
  retryDelaySeconds: 10,
  retryDelayMaxSeconds: 3600,
  expireInSeconds: 120,
  keepSeconds: 60,
});
