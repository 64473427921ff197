import { and, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nextChosen, type PartEnd } from '../src/features/analysis/chosen-images.repository.ts';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { call, upload } from '../src/features/images/uploads.fixture.ts';
import { imageAnalyses } from '../src/library/analysis.schema.ts';
import { images } from '../src/library/schema.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { chatAnswer, startRemoteServer, type GivenAnswer, type RemoteServer } from './remote-analysers.ts';

const SEEN = chatAnswer(JSON.stringify({ description: 'Blocks of colour.', tags: ['blocks'] }));
const WAIT = { timeout: 30_000 };

let server: RemoteServer;
let answer: () => GivenAnswer = () => SEEN;
let api: TestApi;
let user: TestUser;
let other: TestUser;

beforeAll(async () => {
  server = await startRemoteServer(() => answer());
  api = await startTestApi({ OPENAI_BASE_URL: server.origin, OPENAI_MODEL: 'tiny-eyes' }, { worker: true });
  await signUp(api);
  user = await signUp(api, { admin: false });
  other = await signUp(api, { admin: false });
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const db = () => api.pixmill.database.db;
let seed = 50_000;

const makeProject = async (analyzers: readonly string[] | null, count: number): Promise<string> => {
  const { body } = await call(api, '/projects', { method: 'POST', user, json: { name: `of ${seed}`, analyzers } });
  for (let index = 0; index < count; index++) {
    seed += 1;
    const bytes = await makeImage(seed, { width: 120, height: 90 });
    await upload(api, user, { name: `${seed}.png`, bytes }, { project_id: body.id });
  }
  await untilDone(body.id);
  return body.id;
};
const rowsOf = (projectId: string) =>
  db().select().from(images).where(eq(images.projectId, projectId)).orderBy(images.id);
const untilDone = (projectId: string) =>
  vi.waitFor(async () => {
    const open = await db().$count(
      images,
      and(eq(images.projectId, projectId), ne(images.aiStatus, 'completed'), ne(images.aiStatus, 'failed')),
    );
    expect(open).toBe(0);
  }, WAIT);
const analysesOf = (projectId: string, analyser: string) =>
  db()
    .select({ imageId: imageAnalyses.imageId, version: imageAnalyses.version, finishedAt: imageAnalyses.finishedAt })
    .from(imageAnalyses)
    .innerJoin(images, eq(images.id, imageAnalyses.imageId))
    .where(and(eq(images.projectId, projectId), eq(imageAnalyses.analyser, analyser)))
    .orderBy(imageAnalyses.imageId);
const reprocess = (projectId: string, json: unknown, as = user) =>
  call(api, `/projects/${projectId}/reprocess`, { method: 'POST', user: as, json });
/** Waits until as many analyses as were asked for are newer than before. */
const untilNewer = async (projectId: string, analyser: string, since: Date, count: number) =>
  vi.waitFor(async () => {
    const newer = (await analysesOf(projectId, analyser)).filter(({ finishedAt }) => finishedAt > since);
    expect(newer).toHaveLength(count);
    return newer;
  }, WAIT);

describe('the analysers of a project', () => {
  it('are shown, changed, and used for what comes; null is what the installation has', async () => {
    const projectId = await makeProject(['openai', 'builtin'], 1);
    const show = async () => (await call(api, `/projects/${projectId}`, { user })).body.analyzers;
    expect(await show()).toEqual(['openai', 'builtin']);
    expect((await rowsOf(projectId))[0]).toMatchObject({ description: 'Blocks of colour.', aiStatus: 'completed' });
    const patch = (json: unknown) => call(api, `/projects/${projectId}`, { method: 'PATCH', user, json });
    expect((await patch({ analyzers: null })).body.analyzers).toBeNull();
    expect((await patch({ description: 'x' })).body.analyzers).toBeNull();
    expect((await patch({ analyzers: ['builtin'] })).body.analyzers).toEqual(['builtin']);
    expect(await show()).toEqual(['builtin']);
  });

  it.each([[['telepathy']], [[]], [['builtin', 'builtin']], ['builtin'], [[7]]])('are not %j', async (analyzers) => {
    const { status } = await call(api, '/projects', { method: 'POST', user, json: { name: 'never', analyzers } });
    expect(status).toBe(422);
  });

  it('are none that is not set up here', async () => {
    const json = { name: 'never', analyzers: ['azure'] };
    const { status, body } = await call(api, '/projects', { method: 'POST', user, json });
    expect([status, body.code]).toEqual([400, 'project.analyser_off']);
    expect(body.detail).toContain('AZURE_VISION_ENDPOINT, AZURE_VISION_KEY');
  });
});

describe('images of a project', () => {
  it('are all analysed again, or those that are named, or those that a filter finds', async () => {
    const projectId = await makeProject(null, 3);
    const [first] = await rowsOf(projectId);
    let since = new Date();
    const all = await reprocess(projectId, {});
    expect([all.status, all.body]).toEqual([
      202,
      { project_id: projectId, images: 3, message: '3 images are analysed again in the background.' },
    ]);
    await untilNewer(projectId, 'builtin', since, 3);
    await untilDone(projectId);

    since = new Date();
    const ids = [first?.id ?? '', '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9'];
    expect((await reprocess(projectId, { image_ids: ids })).body.images).toBe(1);
    const [one] = await untilNewer(projectId, 'builtin', since, 1);
    expect(one?.imageId).toBe(first?.id);
    await untilDone(projectId);

    await call(api, `/images/${first?.id}`, { method: 'PATCH', user, json: { label: 'chosen' } });
    since = new Date();
    expect((await reprocess(projectId, { filters: { label: 'chosen' } })).body.images).toBe(1);
    await untilNewer(projectId, 'builtin', since, 1);
  });

  it('are analysed again by one analyser where it was an older version, and never by themselves', async () => {
    const projectId = await makeProject(['builtin', 'openai'], 3);
    const [first, second] = await rowsOf(projectId);
    // As if two of them had been looked at by a version that is not the newest any more.
    for (const id of [first?.id ?? '', second?.id ?? '']) {
      await db()
        .update(imageAnalyses)
        .set({ version: 3 })
        .where(and(eq(imageAnalyses.imageId, id), eq(imageAnalyses.analyser, 'openai')));
    }
    const before = await analysesOf(projectId, 'builtin');
    const asked = server.asked.length;
    const since = new Date();
    const request = { analyser: 'openai', older_than_version: 3 };
    expect((await reprocess(projectId, request)).body.images).toBe(1);
    await untilNewer(projectId, 'openai', since, 1);
    await untilDone(projectId);
    expect(server.asked.length - asked).toBe(1);
    // What the other one found stands as it was.
    expect(await analysesOf(projectId, 'builtin')).toEqual(before);
    expect((await rowsOf(projectId)).every(({ tags }) => tags.includes('blocks') && tags.length > 2)).toBe(true);
  });

  it('are analysed by a new analyser where it is missing', async () => {
    const projectId = await makeProject(['builtin'], 2);
    await call(api, `/projects/${projectId}`, { method: 'PATCH', user, json: { analyzers: ['openai', 'builtin'] } });
    const before = await analysesOf(projectId, 'builtin');
    expect((await reprocess(projectId, { only: 'missing' })).body.images).toBe(2);
    await vi.waitFor(async () => expect(await analysesOf(projectId, 'openai')).toHaveLength(2), WAIT);
    await untilDone(projectId);
    expect(await analysesOf(projectId, 'builtin')).toEqual(before);
    expect((await rowsOf(projectId)).map(({ description }) => description)).toEqual([
      'Blocks of colour.',
      'Blocks of colour.',
    ]);
    expect((await reprocess(projectId, { only: 'missing' })).body.images).toBe(0);
  });

  it('are analysed again where it failed', async () => {
    answer = () => chatAnswer(null, { refusal: 'I would rather not.' });
    const projectId = await makeProject(['builtin', 'openai'], 2);
    const [failed] = await rowsOf(projectId);
    expect(failed).toMatchObject({ aiStatus: 'failed', aiError: expect.stringContaining('I would rather not.') });
    expect(failed?.tags.length).toBeGreaterThan(2);
    answer = () => SEEN;
    expect((await reprocess(projectId, { only: 'failed' })).body.images).toBe(2);
    await vi.waitFor(async () => {
      const rows = await rowsOf(projectId);
      expect(rows.map(({ aiStatus, aiError }) => [aiStatus, aiError])).toEqual([
        ['completed', null],
        ['completed', null],
      ]);
    }, WAIT);
  });

  it.each([
    [{ analyser: 'local' }, 400, 'analysis.not_chosen'],
    [{ older_than_version: 2 }, 422, undefined],
    [{ only: 'some' }, 422, undefined],
    [{ image_ids: ['x'] }, 422, undefined],
    [{ filters: { project_id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9' } }, 422, undefined],
    [{ everything: true }, 422, undefined],
  ])('are not asked for by %j', async (json, status, code) => {
    const projectId = await makeProject(null, 0);
    const { status: got, body } = await reprocess(projectId, json);
    expect(got).toBe(status);
    expect(code === undefined || body.code === code).toBe(true);
  });

  it('are marked part by part, each once', async () => {
    const projectId = await makeProject(null, 5);
    const choice = { projectId, only: 'all', requestedAt: new Date() } as const;
    const seen: string[] = [];
    for (let after: PartEnd | null = null; ;) {
      const part: readonly PartEnd[] = await nextChosen(db(), choice, { analysers: ['builtin'], after, most: 2 });
      seen.push(...part.map(({ id }) => id));
      after = part.at(-1) ?? null;
      if (after === null) break;
    }
    expect(seen).toEqual((await rowsOf(projectId)).map(({ id }) => id));
  });

  it('are only those of one’s own', async () => {
    const projectId = await makeProject(null, 0);
    expect((await reprocess(projectId, {}, other)).status).toBe(404);
    expect((await reprocess(projectId, {})).body.images).toBe(0);
  });
});
