import { afterAll, beforeAll, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { callerOf, eventually, jobSettings, runJob, untilStatus } from '../../../test/job-api.ts';
import { startOpenverse, type OpenverseServer } from '../../../test/openverse-server.ts';

let api: TestApi;
let search: OpenverseServer;
let slow: OpenverseServer;
let quick: OpenverseServer;
beforeAll(async () => {
  quick = await startOpenverse({ owl: { total: 12 } });
  slow = await startOpenverse({ fox: { total: 400 } });
  search = await startOpenverse({
    fox: { total: 400, imagesAt: slow.origin },
    owl: { total: 12, imagesAt: quick.origin },
  });
  const allowed = { ALLOWED_PRIVATE_ORIGINS: `${slow.origin},${quick.origin}` };
  api = await startTestApi({ ...jobSettings(search), ...allowed }, { worker: true });
});
afterAll(async () => {
  await api.close();
  await search.close();
  await slow.close();
  await quick.close();
});

it('a small job that is started later ends while the big one of another user still runs', async () => {
  const big = callerOf(api, await signUp(api));
  const small = callerOf(api, await signUp(api));
  // None of the images of the big job comes: what it has in work stays in work.
  slow.hold(true);
  const bigJob = await runJob(big, { keywords: ['fox'], max_images: 100_000 });
  await eventually(async () => (await big(`GET /jobs/${bigJob.jobId}`)).body.discovered_images).toBe(400);
  const atWork = async () => (await big(`GET /jobs/${bigJob.jobId}/progress`)).body.active_chunks;
  await eventually(atWork).toBe(3);
  const smallJob = await runJob(small, { keywords: ['owl'], max_images: 10 });
  const ended = await untilStatus(small, smallJob.jobId, 'completed');
  expect(ended.valid_images).toBe(10);
  expect((await big(`GET /jobs/${bigJob.jobId}`)).body).toMatchObject({ status: 'running', in_flight_images: 400 });
  expect(await atWork()).toBe(3);
  await big(`POST /jobs/${bigJob.jobId}/cancel`);
});
