import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { images } from '../../library/schema.ts';
import { activity } from '../../library/service.schema.ts';
import { copyImage } from './suggestions.fixture.ts';
import { idsOf, sorts, suggestionsApi, type Answer } from './suggestions-api.fixture.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  await signUp(api, { admin: true });
  user = await signUp(api, { admin: false });
});
afterAll(() => api.close());

const { call, insert, suggest, readAll, labelsOf, ended } = suggestionsApi(
  () => api,
  () => user,
);

describe('accepting', () => {
  it('counts first, then writes all above a confidence as a person’s, once, and is recorded', async () => {
    const { projectId } = await insert(sorts(20, 4), { noise: 1.2 });
    const { id } = await suggest(projectId);
    const all = await readAll(`/suggestions/${id}/suggested`);
    const least = all[29]?.suggestion.confidence;
    const wanted = all.filter(({ suggestion }) => suggestion.confidence >= least);
    const json = { min_confidence: least, preview: true };
    const preview = await call(`/suggestions/${id}/accept`, { json });
    expect(preview).toMatchObject({ status: 200, body: { images: wanted.length, changed: 0, acceptance: null } });
    expect((await labelsOf(idsOf(all))).every(({ label }) => label === null)).toBe(true);

    const accepted = await call(`/suggestions/${id}/accept`, { json: { ...json, preview: false } });
    expect(accepted).toMatchObject({
      status: 201,
      body: { images: wanted.length, acceptance: { status: 'accepted', written: wanted.length, passed: 0 } },
    });
    expect(accepted.body.labels).toEqual(preview.body.labels);
    const labels = new Map(wanted.map((item) => [item.id, item.suggestion.label]));
    for (const row of await labelsOf(idsOf(all))) {
      expect(row.label).toBe(labels.get(row.id) ?? null);
      expect(row.edited).toEqual(labels.has(row.id) ? ['label'] : []);
    }
    const again = await call(`/suggestions/${id}/accept`, { json: { ...json, preview: false } });
    expect(again).toMatchObject({ status: 200, body: { images: 0, changed: wanted.length, acceptance: null } });
    const done = await api.pixmill.database.db
      .select({ action: activity.action, detail: activity.detail })
      .from(activity)
      .where(and(eq(activity.userId, user.userId), eq(activity.resourceId, accepted.body.acceptance.id)));
    expect(done).toMatchObject([{ action: 'accept', detail: { images: wanted.length } }]);
  });

  it('leaves images alone that somebody has labelled since', async () => {
    const { projectId } = await insert(sorts(10, 4));
    const { id } = await suggest(projectId);
    const [first] = await readAll(`/suggestions/${id}/suggested`);
    await call(`/images/${first.id}`, { method: 'PATCH', json: { label: 'mine' } });
    const { body } = await call(`/suggestions/${id}/accept`, { json: { min_confidence: 0 } });
    expect(body).toMatchObject({ images: 17, changed: 1 });
    expect(await labelsOf([first.id])).toMatchObject([{ label: 'mine' }]);
    expect(await readAll(`/suggestions/${id}/suggested`)).toEqual([]);
  });

  it('is undone to exactly what was there, but for what was changed since', async () => {
    const { db } = api.pixmill.database;
    const { projectId, imageIds } = await insert(sorts(12, 12, 2));
    await db
      .update(images)
      .set({ edited: ['title', 'tags'] })
      .where(eq(images.id, imageIds[10] ?? ''));
    for (const [index, id] of imageIds.slice(0, 8).entries()) {
      await call(`/images/${id}`, { method: 'PATCH', json: { label: index % 2 === 0 ? 'even' : 'odd' } });
    }
    const before = await labelsOf(imageIds);
    const { id } = await suggest(projectId, { labels: 'people' });
    const { body } = await call(`/suggestions/${id}/accept`, { json: { min_confidence: 0 } });
    expect(body.acceptance).toMatchObject({ written: 16 });
    expect(await labelsOf(imageIds)).not.toEqual(before);
    const changed = imageIds[9] ?? '';
    await call(`/images/${changed}`, { method: 'PATCH', json: { label: 'other' } });

    const undone = await call(`/acceptances/${body.acceptance.id}/undo`, { method: 'POST' });
    expect(undone).toMatchObject({ status: 200, body: { status: 'undone', written: 0, restored: 15, left: 1 } });
    const rest = (rows: Awaited<ReturnType<typeof labelsOf>>) => rows.filter((row) => row.id !== changed);
    expect(rest(await labelsOf(imageIds))).toEqual(rest(before));
    expect(await labelsOf([changed])).toMatchObject([{ label: 'other', edited: ['label'] }]);
    expect(await call(`/acceptances/${body.acceptance.id}/undo`, { method: 'POST' })).toEqual(undone);
    expect((await call(`/acceptances?project_id=${projectId}`)).body).toMatchObject({ total: 1, items: [undone.body] });
    // What was undone can be accepted again.
    expect((await call(`/suggestions/${id}/accept`, { json: { min_confidence: 0 } })).body).toMatchObject({
      images: 15,
    });
  });

  it('goes on in the background when it is large, and so does its undoing', async () => {
    const { db } = api.pixmill.database;
    const { projectId, imageIds } = await insert(sorts(4, 4));
    const kinds = Array.from({ length: 2200 }, (_, index) => index % 3);
    const copies = await copyImage(db, { projectId, imageId: imageIds[0] ?? '', kinds });
    const { id } = await ended((await suggest(projectId)).id);
    const { body } = await call(`/suggestions/${id}/accept`, { json: { min_confidence: 0 } });
    expect(body.acceptance).toMatchObject({ status: 'accepting', images: 2200, written: 1000 });
    const settled = (status: string): Promise<Answer['body']> =>
      vi.waitUntil(
        async () => {
          const act = (await call(`/acceptances/${body.acceptance.id}`)).body;
          return act.status === status ? act : null;
        },
        { timeout: 30_000, interval: 30 },
      );
    expect(await settled('accepted')).toMatchObject({ written: 2200 });
    expect((await labelsOf(copies)).every(({ label }) => label !== null)).toBe(true);
    await call(`/acceptances/${body.acceptance.id}/undo`, { method: 'POST' });
    expect(await settled('undone')).toMatchObject({ written: 0, restored: 2200, left: 0 });
    expect((await labelsOf(copies)).every(({ label, edited }) => label === null && edited.length === 0)).toBe(true);
  });

  it('refuses images that have no suggestion, and what is none of one', async () => {
    const { projectId, imageIds } = await insert(sorts(6, 4));
    const { id } = await suggest(projectId);
    const accept = (json: unknown) => call(`/suggestions/${id}/accept`, { json });
    // The first is an example.
    expect(await accept({ image_ids: [imageIds[0]] })).toMatchObject({
      status: 404,
      body: { code: 'suggestions.not_suggested' },
    });
    expect(await accept({ image_ids: [randomUUID()] })).toMatchObject({ status: 404 });
    for (const json of [
      {},
      { image_ids: [] },
      { min_confidence: 2 },
      { min_confidence: 0, image_ids: [imageIds[0]] },
      { min_confidence: 0, list: 'next' },
    ]) {
      expect(await accept(json)).toMatchObject({ status: 422 });
    }
  });
});
