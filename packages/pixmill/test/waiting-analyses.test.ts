import { and, eq, ne, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { analyseForATurn, enqueueLeftAnalyses, followUp } from '../src/features/analysis/analyse-handler.ts';
import { analyseProject } from '../src/features/analysis/analyse-project.service.ts';
import { analyseJob } from '../src/features/analysis/analysis.jobs.ts';
import { createAnalysers } from '../src/features/analysis/open-analysers.ts';
import type { Analyser, AnalysisOutcome } from '../src/features/analysis/analyser.ts';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { call, upload } from '../src/features/images/uploads.fixture.ts';
import { imageAnalyses } from '../src/library/analysis.schema.ts';
import { images, sourceRequests } from '../src/library/schema.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { chatAnswer, startRemoteServer, type RemoteServer } from './remote-analysers.ts';

const SEEN = chatAnswer(JSON.stringify({ description: 'Blocks of colour.', tags: ['blocks'] }));
const WAIT = { timeout: 30_000 };
const logger = createLogger({ level: 'silent' });
const { signal } = new AbortController();

let api: TestApi;
let server: RemoteServer | undefined;
afterEach(async () => {
  await api.close();
  await server?.close();
});

const db = () => api.pixmill.database.db;
let seed = 70_000;
const add = async (user: TestUser, count: number, projectId?: string): Promise<string> => {
  let last = '';
  for (let index = 0; index < count; index++) {
    seed += 1;
    const file = { name: `${seed}.png`, bytes: await makeImage(seed, { width: 120, height: 90 }) };
    const { body } = await upload(api, user, file, projectId === undefined ? {} : { project_id: projectId });
    last = body.project_id;
  }
  return last;
};
const rowsOf = (projectId: string) =>
  db().select().from(images).where(eq(images.projectId, projectId)).orderBy(images.id);
const makeProject = async (user: TestUser, name: string): Promise<string> =>
  (await call(api, '/projects', { method: 'POST', user, json: { name } })).body.id;

const said = (tag: string): AnalysisOutcome => ({
  ok: true,
  result: { tags: [{ name: tag, confidence: 1, from: 'test' }], description: null, facts: {} },
});
const analyser = (name: string, look: (id: string) => AnalysisOutcome): Analyser => ({
  name,
  version: 1,
  analyse: async (rows) => rows.map(({ id }) => look(id)),
});
/** Who was looked at when. */
const looksOf = (name: string) =>
  db()
    .select({ imageId: imageAnalyses.imageId, finishedAt: imageAnalyses.finishedAt })
    .from(imageAnalyses)
    .where(eq(imageAnalyses.analyser, name))
    .orderBy(imageAnalyses.imageId);
const openAnalysers = (names: readonly string[]) => {
  const { database, ...parts } = api.pixmill;
  return createAnalysers({ db: database.db, ...parts }).open(names);
};
/** As if the time had come. */
const wake = (projectId: string) =>
  db()
    .update(images)
    .set({ aiResumeAt: sql`now()` })
    .where(and(eq(images.projectId, projectId), eq(images.aiStatus, 'pending')));

describe('an image whose analyser has to wait', () => {
  it('stays pending until tomorrow when the budget is spent, with a sentence, and has all that others found', async () => {
    server = await startRemoteServer(() => SEEN);
    api = await startTestApi(
      {
        ANALYZERS: 'openai,builtin',
        OPENAI_BASE_URL: server.origin,
        OPENAI_MODEL: 'tiny-eyes',
        ANALYSIS_DAILY_BUDGET: '2',
      },
      { worker: true },
    );
    const user = await signUp(api);
    const projectId = await add(user, 5);
    await vi.waitFor(async () => {
      const rows = await rowsOf(projectId);
      expect(rows.filter(({ aiStatus }) => aiStatus === 'completed')).toHaveLength(2);
      expect(rows.filter(({ aiResumeAt }) => aiResumeAt !== null)).toHaveLength(3);
    }, WAIT);
    const waiting = (await rowsOf(projectId)).find(({ aiResumeAt }) => aiResumeAt !== null);
    const { body } = await call(api, `/images/${waiting?.id}`, { user });
    expect(body.ai_processing_status).toBe('pending');
    expect(body.ai_error_message).toMatch(/openai has been asked 2 times today.*it goes on tomorrow \(UTC\)\.$/);
    expect(body.tags.length).toBeGreaterThan(2);
    expect(server.asked).toHaveLength(2);

    // Tomorrow: the budget is another day's, and what was waiting goes on where it was.
    await db().delete(sourceRequests);
    const before = await looksOf('builtin');
    const opened = await openAnalysers(['openai', 'builtin']);
    await wake(projectId);
    await analyseProject({ db: db(), analysers: opened, projectId, signal });
    const rows = await rowsOf(projectId);
    expect(rows.filter(({ aiStatus }) => aiStatus === 'completed')).toHaveLength(4);
    expect(rows.filter(({ description }) => description === 'Blocks of colour.')).toHaveLength(4);
    expect(await looksOf('builtin')).toEqual(before);
  });

  it('comes back some times for trouble that may pass, longer apart, and then has failed', async () => {
    api = await startTestApi();
    const projectId = await add(await signUp(api), 1);
    const troubled = analyser('troubled', () => ({
      ok: false,
      error: 'There is trouble.',
      again: { at: new Date(Date.now() + 1_000), counts: true },
    }));
    const fine = analyser('fine', () => said('fine'));
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      await analyseProject({ db: db(), analysers: [troubled, fine], projectId, signal });
      const [row] = await rowsOf(projectId);
      expect(row).toMatchObject({
        aiStatus: 'pending',
        aiError: 'There is trouble.',
        aiAttempts: attempt,
        tags: ['fine'],
      });
      pauses.push(Math.round(((row?.aiResumeAt?.getTime() ?? 0) - Date.now()) / 60_000));
      // Before its time nothing happens.
      await analyseProject({ db: db(), analysers: [analyser('troubled', () => said('never'))], projectId, signal });
      await wake(projectId);
    }
    expect(pauses).toEqual([1, 4, 16, 64]);
    await analyseProject({ db: db(), analysers: [troubled, fine], projectId, signal });
    expect((await rowsOf(projectId))[0]).toMatchObject({
      aiStatus: 'failed',
      aiError: 'There is trouble.',
      aiResumeAt: null,
      aiAttempts: 0,
      tags: ['fine'],
    });
  });

  it('keeps what was found before, until it is found anew', async () => {
    api = await startTestApi();
    const projectId = await add(await signUp(api), 1);
    const [before] = await rowsOf(projectId);
    await analyseProject({ db: db(), analysers: [analyser('eyes', () => said('old'))], projectId, signal });
    await db()
      .update(images)
      .set({ aiStatus: 'pending' })
      .where(eq(images.id, before?.id ?? ''));
    const away = analyser('eyes', () => ({
      ok: false,
      error: 'Away.',
      again: { at: new Date(Date.now() + 60_000), counts: false },
    }));
    await analyseProject({ db: db(), analysers: [away], projectId, signal });
    expect((await rowsOf(projectId))[0]).toMatchObject({ aiStatus: 'pending', aiError: 'Away.', tags: ['old'] });
    await wake(projectId);
    await analyseProject({ db: db(), analysers: [analyser('eyes', () => said('new'))], projectId, signal });
    expect((await rowsOf(projectId))[0]).toMatchObject({ aiStatus: 'completed', aiError: null, tags: ['new'] });
  });

  it('is alone with what an analyser throws at it', async () => {
    api = await startTestApi();
    const projectId = await add(await signUp(api), 3);
    const [, bad] = await rowsOf(projectId);
    const faults: unknown[] = [];
    const choking = analyser('choking', (id) => {
      if (id === bad?.id) throw new Error('cannot');
      return said('seen');
    });
    await analyseProject({ db: db(), analysers: [choking], projectId, signal, onFault: (error) => faults.push(error) });
    const rows = await rowsOf(projectId);
    expect(rows.map(({ aiStatus }) => aiStatus)).toEqual(['completed', 'pending', 'completed']);
    expect(rows[1]).toMatchObject({ aiError: 'The analyser choking failed.', aiAttempts: 1 });
    expect(faults).toHaveLength(1);
  });

  it('is analysed when its time has come, also when the queue has forgotten it', async () => {
    api = await startTestApi({}, { worker: true });
    const user = await signUp(api);
    const projectId = await add(user, 1);
    await vi.waitFor(async () => expect((await rowsOf(projectId))[0]?.aiStatus).toBe('completed'), WAIT);
    const { queue } = api.pixmill;
    for (const remind of [
      () => followUp({ db: db(), queue }, { ownerId: user.userId, projectId }),
      () => enqueueLeftAnalyses({ db: db(), queue }),
    ]) {
      await db()
        .update(images)
        .set({ aiStatus: 'pending', aiResumeAt: sql`now()` });
      await remind();
      await vi.waitFor(async () => expect((await rowsOf(projectId))[0]?.aiStatus).toBe('completed'), WAIT);
    }
  });
});

describe('people who share an installation', () => {
  it('take turns: an upload does not wait for all images of somebody else', async () => {
    api = await startTestApi();
    await signUp(api);
    const [busy, small] = [await signUp(api, { admin: false }), await signUp(api, { admin: false })];
    const projects = [await makeProject(busy, 'one'), await makeProject(busy, 'two')];
    for (const projectId of projects) await add(busy, 40, projectId);
    const smallProject = await add(small, 1);
    const eyes = analyser('builtin', () => said('seen'));
    const { queue } = api.pixmill;
    const work = { db: db(), queue, usual: ['builtin'], logger, analysers: { open: async () => [eyes] }, turnMs: 0 };
    const turns: string[] = [];
    await queue.work(analyseJob, { concurrency: 1 }, async (run) => {
      turns.push(run.payload.ownerId === busy.userId ? 'busy' : 'small');
      await analyseForATurn(work, run);
    });
    await vi.waitFor(async () => expect(await db().$count(images, ne(images.aiStatus, 'completed'))).toBe(0), WAIT);
    // 80 images of one person are three or four turns of at most 32; the other one's came after the first.
    expect(turns.filter((turn) => turn === 'busy').length).toBeGreaterThanOrEqual(3);
    expect(turns.indexOf('small')).toBe(1);
    expect((await rowsOf(smallProject))[0]?.aiStatus).toBe('completed');
  });
});
