import { Type } from 'typebox';
import { defineJob } from '../../platform/queue/job-definition.ts';

/** Mails a link to a new password, if the address is somebody's. The request only asks for it, whoever it names. */
export const passwordRecoveryJob = defineJob({
  name: 'accounts.recover-password',
  payload: Type.Object({ email: Type.String({ maxLength: 300 }) }),
  retryLimit: 5,
  expireInSeconds: 60,
  keepSeconds: 60,
  unique: 'one-queued-one-active',
});
