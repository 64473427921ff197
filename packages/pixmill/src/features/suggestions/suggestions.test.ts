import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { images, projects } from '../../library/schema.ts';
import { suggestionRuns } from '../../library/suggestions.schema.ts';
import { copyImage, insertLabelled, type GivenImage } from './suggestions.fixture.ts';
import { sorts, suggestionsApi } from './suggestions-api.fixture.ts';
import { suggestJob } from './suggestions.jobs.ts';
import { runSuggestions } from './write-run.ts';

let api: TestApi;
let user: TestUser;
let other: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  await signUp(api, { admin: true });
  user = await signUp(api, { admin: false });
  other = await signUp(api, { admin: false });
});
afterAll(() => api.close());

const { call, insert, suggest, ended } = suggestionsApi(
  () => api,
  () => user,
);

describe('what cannot be learned', () => {
  const refusal = async (given: readonly GivenImage[], json: unknown = {}) => {
    const { projectId, imageIds } = await insert(given);
    const { status, body } = await call(`/projects/${projectId}/suggestions`, {
      json: typeof json === 'function' ? json(imageIds) : json,
    });
    return { status, code: body.code, text: JSON.stringify(body.detail) };
  };

  it('is refused in words: no labels, one label, one example of each', async () => {
    expect(await refusal(sorts(5, 0))).toMatchObject({ status: 422, code: 'suggestions.no_examples' });
    expect(await refusal(sorts(5, 3), { labels: 'none' })).toMatchObject({
      status: 422,
      code: 'suggestions.no_examples',
    });
    expect(await refusal(sorts(5, 3), { labels: 'people' })).toMatchObject({
      status: 422,
      code: 'suggestions.no_examples',
    });
    expect(await refusal(sorts(5, 5, 1))).toMatchObject({
      status: 422,
      code: 'suggestions.one_label',
      text: expect.stringContaining('cat'),
    });
    expect(await refusal(sorts(5, 1))).toMatchObject({
      status: 422,
      code: 'suggestions.too_few_examples',
      text: expect.stringContaining('owl'),
    });
    const empty = await call('/projects', { json: { name: 'Empty' } });
    expect(await call(`/projects/${empty.body.id}/suggestions`, { json: {} })).toMatchObject({ status: 422 });
    const many = Array.from({ length: 402 }, (_, index) => ({ kind: 0, label: `label ${index % 201}` }));
    expect(await refusal(many)).toMatchObject({ status: 422, code: 'suggestions.too_many_labels' });
  });

  it('is refused when the labelled images are not analysed yet', async () => {
    const given = sorts(10, 2).map((image) => ({ ...image, isSeen: image.label === null }));
    expect(await refusal(given)).toMatchObject({ status: 422, code: 'suggestions.no_vectors' });
  });

  it('is refused with examples that are nothing, or twice, or of somebody else', async () => {
    const foreign = await insertLabelled(api.pixmill.database.db, { ownerId: other.userId, given: sorts(2, 2) });
    const given = sorts(5, 3);
    for (const id of [randomUUID(), foreign.imageIds[0]]) {
      expect(await refusal(given, { examples: [{ image_id: id, label: 'x' }] })).toMatchObject({
        status: 404,
        code: 'suggestions.no_image',
      });
    }
    const twice = ([id]: readonly string[]) => ({ examples: ['x', 'y'].map((label) => ({ image_id: id, label })) });
    expect(await refusal(given, twice)).toMatchObject({ status: 422, code: 'suggestions.example_twice' });
    for (const json of [
      { labels: 'some' },
      { next: -1 },
      { next: 201 },
      { examples: [{ image_id: 'x', label: 'y' }] },
      { more: 1 },
      { examples: [{ image_id: randomUUID(), label: 'a\u0000' }] },
    ]) {
      expect(await refusal(given, json)).toMatchObject({ status: 422, code: 'http.invalid' });
    }
  });

  it('ends a run with the reason when the project is emptied meanwhile, and without one when it is gone', async () => {
    const { db } = api.pixmill.database;
    const { projectId, imageIds } = await insert(sorts(8, 4));
    const request = { labels: 'all', examples: [], next: 5 } as const;
    const started = async () => {
      const id = randomUUID();
      await db.insert(suggestionRuns).values({ id, projectId, createdBy: user.userId, status: 'pending', request });
      return id;
    };
    const emptied = await started();
    await db.delete(images).where(inArray(images.id, [...imageIds]));
    await db.transaction((tx) =>
      api.pixmill.queue.enqueue(tx, suggestJob, [{ payload: { runId: emptied }, key: emptied }]),
    );
    expect(await ended(emptied)).toMatchObject({
      status: 'failed',
      error_message: expect.stringContaining('label to learn from'),
    });
    const orphan = await started();
    await db.delete(projects).where(eq(projects.id, projectId));
    await runSuggestions(db, { runId: orphan, signal: new AbortController().signal });
    expect(await call(`/suggestions/${orphan}`)).toMatchObject({ status: 404 });
  });

  it('waits for a run of the same project that has not ended', async () => {
    const { db } = api.pixmill.database;
    const { projectId, imageIds } = await insert(sorts(4, 4));
    await copyImage(db, { projectId, imageId: imageIds[0] ?? '', kinds: Array.from({ length: 2001 }, () => 0) });
    const request = { labels: 'all', examples: [], next: 5 } as const;
    const id = randomUUID();
    await db.insert(suggestionRuns).values({ id, projectId, createdBy: user.userId, status: 'running', request });
    expect(await call(`/projects/${projectId}/suggestions`, { json: {} })).toMatchObject({
      status: 409,
      body: { code: 'suggestions.running', detail: expect.stringContaining(id) },
    });
  });
});

describe('suggestions of somebody else', () => {
  it('are not there', async () => {
    const { projectId } = await insert(sorts(8, 4));
    const { id } = await suggest(projectId);
    const { body } = await call(`/suggestions/${id}/accept`, { json: { min_confidence: 0 } });
    for (const [path, json] of [
      [`/projects/${projectId}/suggestions`, {}],
      [`/projects/${projectId}/suggestions`, undefined],
      [`/projects/${randomUUID()}/suggestions`, {}],
      [`/suggestions/${id}`, undefined],
      [`/suggestions/${id}/suggested`, undefined],
      [`/suggestions/${id}/doubtful`, undefined],
      [`/suggestions/${id}/next`, undefined],
      [`/suggestions/${id}/accept`, { min_confidence: 0 }],
      [`/acceptances/${body.acceptance.id}`, undefined],
    ] as const) {
      expect([path, await call(path, { by: other, json })]).toMatchObject([path, { status: 404 }]);
    }
    expect(await call(`/acceptances/${body.acceptance.id}/undo`, { by: other, method: 'POST' })).toMatchObject({
      status: 404,
    });
    expect((await call(`/acceptances?project_id=${projectId}`, { by: other })).body).toMatchObject({
      items: [],
      total: 0,
    });
  });

  it('have cursors that are refused when they are made up', async () => {
    const { projectId } = await insert(sorts(8, 4));
    const { id } = await suggest(projectId);
    for (const cursor of ['x', 'e30', Buffer.from('{"after":1e300}').toString('base64url')]) {
      expect(await call(`/suggestions/${id}/suggested?cursor=${cursor}`)).toMatchObject({
        status: 422,
        body: { code: 'http.bad_cursor' },
      });
    }
  });
});
