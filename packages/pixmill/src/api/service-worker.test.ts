import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestApi } from '../../test/api.ts';
import { startSmtpServer } from '../../test/smtp-server.ts';
import { activity } from '../library/service.schema.ts';
import { mailFolderOf } from '../platform/mail/mail-folder.ts';
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

test('what is too old goes by itself, in the database and in the folder of mails', async () => {
  const api = await startTestApi();
  const { database, settings, startWorker } = api.pixmill;
  const folder = mailFolderOf(settings);
  await mkdir(folder, { recursive: true });
  const long = new Date(Date.now() - 1_000 * 86_400_000);
  for (const name of ['old.txt', 'new.txt']) await writeFile(join(folder, name), 'To: ada@example.org');
  await utimes(join(folder, 'old.txt'), long, long);
  const userId = randomUUID();
  await database.db.insert(activity).values([
    { id: randomUUID(), userId, action: 'create', resourceType: 'project', createdAt: long },
    { id: randomUUID(), userId, action: 'delete', resourceType: 'project' },
  ]);
  await startWorker();
  await expect.poll(() => readdir(folder), { timeout: 20_000 }).toEqual(['new.txt']);
  expect((await database.db.select().from(activity)).map(({ action }) => action)).toEqual(['delete']);
  await api.close();
});
