import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestApi } from '../../test/api.ts';
import { startSmtpServer } from '../../test/smtp-server.ts';
import { mailJob } from '../platform/mail/mail.jobs.ts';
import { SERVICE_JOBS } from './service-jobs.ts';
import { startServiceWorker } from './service-worker.ts';

test('every job of the service has a handler', async () => {
  const api = await startTestApi();
  const names: string[] = [];
  const { queue } = api.pixmill;
  await startServiceWorker({
    ...api.pixmill,
    queue: {
      ...queue,
      work: async (job, options, handler) => {
        names.push(job.name);
        await queue.work(job, options, handler);
      },
    },
  });
  await api.close();
  expect(names.toSorted()).toEqual(SERVICE_JOBS.map(({ name }) => name).toSorted());
});

test("a command's own worker leaves the service's work alone, and a worker of all jobs does it", async () => {
  const smtp = await startSmtpServer();
  const api = await startTestApi({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), SMTP_TLS: 'off' });
  const { queue, database, startWorker } = api.pixmill;
  await database.db.transaction((tx) =>
    queue.enqueue(tx, mailJob, [
      { payload: { template: 'test', to: 'ada@example.org', values: { requestedBy: 'admin@example.org' } } },
    ]),
  );
  await startWorker({ jobId: randomUUID() });
  const depth = async () => (await queue.depths()).find(({ job }) => job === mailJob.name);
  expect(await depth()).toMatchObject({ ready: 1, active: 0 });
  await startWorker();
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(1);
  await api.close();
  await smtp.close();
});
