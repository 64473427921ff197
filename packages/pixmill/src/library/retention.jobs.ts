import { defineDailyJob } from '../platform/queue/daily.ts';

/** Removes what is older than it is kept: rows, and mails that were written into files. */
export const removeOldJob = defineDailyJob({ name: 'service.remove-old', expireInSeconds: 3600 });
