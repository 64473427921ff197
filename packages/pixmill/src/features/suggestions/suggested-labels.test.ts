import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { insertSearched } from '../../../test/searched-images.ts';
import { SHAPE_BYTES } from '../../imaging/shape-descriptor.ts';
import { notifications } from '../../library/service.schema.ts';
import { suggestionRuns } from '../../library/suggestions.schema.ts';
import { copyImage } from './suggestions.fixture.ts';
import { idsOf, nameOf, sorts, suggestionsApi, type Answer } from './suggestions-api.fixture.ts';
import { runSuggestions } from './write-run.ts';

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

describe('suggested labels', () => {
  it('name the rest of a project from a few labelled images, the surest first', async () => {
    const given = sorts(30, 4);
    const { projectId, imageIds } = await insert(given);
    const run = await suggest(projectId);
    expect(run).toMatchObject({
      project_id: projectId,
      status: 'completed',
      error_message: null,
      labels: 'all',
      learned: {
        compared_by: { kind: 'model', model: 'synthetic', version: 1 },
        images: 90,
        examples: 12,
        without_vector: 0,
        suggested: 78,
        left_out: { count: 0, labels: [] },
      },
    });
    expect(run.learned.accuracy).toBeGreaterThan(0.9);
    expect(run.learned.labels.map(({ label, examples }: Answer['body']) => [label, examples])).toEqual([
      ['cat', 4],
      ['dog', 4],
      ['owl', 4],
    ]);
    const items = await readAll(`/suggestions/${run.id}/suggested`);
    expect(new Set(idsOf(items)).size).toBe(78);
    const truth = new Map(imageIds.map((id, index) => [id, nameOf(given[index]?.kind ?? 0)]));
    const right = items.filter(({ id, suggestion }) => truth.get(id) === suggestion.label);
    expect(right.length / items.length).toBeGreaterThan(0.95);
    const confidences = items.map(({ suggestion }) => suggestion.confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    // A handful of examples is no reason to be certain.
    expect(confidences[0]).toBeLessThan(0.9999);
    expect(items[0]).toMatchObject({
      label: null,
      url: expect.any(String),
      suggestion: { given_confidence: null, open: true },
    });
    expect(await call(`/projects/${projectId}/suggestions`)).toMatchObject({
      status: 200,
      body: { total: 1, items: [run] },
    });
  });

  it('are as sure as they are right, where kinds overlap', async () => {
    const given = sorts(120, 50);
    const { projectId, imageIds } = await insert(given, { noise: 2.2, seed: 4 });
    const run = await suggest(projectId);
    const items = await readAll(`/suggestions/${run.id}/suggested`);
    const truth = new Map(imageIds.map((id, index) => [id, nameOf(given[index]?.kind ?? 0)]));
    const share = items.filter(({ id, suggestion }) => truth.get(id) === suggestion.label).length / items.length;
    const said = items.reduce((sum, { suggestion }) => sum + suggestion.confidence, 0) / items.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.99);
    expect(Math.abs(share - said)).toBeLessThan(0.06);
    expect(Math.abs(run.learned.accuracy - share)).toBeLessThan(0.08);
    for (const { suggestion } of items) {
      const all = [suggestion.confidence, ...suggestion.alternatives.map((one: Answer['body']) => one.confidence)];
      expect(all).toEqual(all.toSorted((a, b) => b - a));
      expect(all.reduce((sum, value) => sum + value, 0)).toBeLessThan(1.001);
    }
  });

  it('can be narrowed to a label and to a confidence', async () => {
    const { projectId } = await insert(sorts(20, 5), { noise: 1.5 });
    const { id } = await suggest(projectId);
    const all = await readAll(`/suggestions/${id}/suggested`);
    const dogs = await readAll(`/suggestions/${id}/suggested?label=dog`);
    expect(idsOf(dogs)).toEqual(idsOf(all.filter(({ suggestion }) => suggestion.label === 'dog')));
    const least = all[Math.floor(all.length / 2)]?.suggestion.confidence;
    for (const nothing of ['5e-324', '1e-40']) {
      expect(idsOf(await readAll(`/suggestions/${id}/suggested?min_confidence=${nothing}`))).toEqual(idsOf(all));
    }
    const sure = await readAll(`/suggestions/${id}/suggested?min_confidence=${least}`);
    expect(idsOf(sure)).toEqual(idsOf(all.filter(({ suggestion }) => suggestion.confidence >= least)));
  });

  it('are the same for the same images and labels', async () => {
    const { projectId } = await insert(sorts(25, 6), { noise: 1.6 });
    const [one, two] = [await suggest(projectId), await suggest(projectId)];
    expect(two.learned).toEqual(one.learned);
    for (const list of ['suggested', 'doubtful', 'next']) {
      const plain = (items: readonly Answer['body'][]) => items.map(({ id, suggestion }) => ({ id, suggestion }));
      expect(plain(await readAll(`/suggestions/${two.id}/${list}`))).toEqual(
        plain(await readAll(`/suggestions/${one.id}/${list}`)),
      );
    }
  });

  it('follow examples that are given with the request, and write nothing to these', async () => {
    const { projectId, imageIds } = await insert(sorts(12, 0, 2));
    const examples = imageIds
      .slice(0, 8)
      .map((id, index) => ({ image_id: id, label: index % 2 === 0 ? 'left' : 'right' }));
    const run = await suggest(projectId, { labels: 'none', examples });
    const items = await readAll(`/suggestions/${run.id}/suggested`);
    expect(
      items.map(({ id, suggestion }) => suggestion.label === (imageIds.indexOf(id) % 2 === 0 ? 'left' : 'right')),
    ).toEqual(Array.from({ length: 16 }, () => true));
    expect((await labelsOf(imageIds)).every(({ label }) => label === null)).toBe(true);
  });

  it('learn from the labels of people only, and suggest for what sources said', async () => {
    const { projectId, imageIds } = await insert(sorts(15, 15, 2));
    for (const id of imageIds.slice(0, 8)) {
      const label = imageIds.indexOf(id) % 2 === 0 ? 'red' : 'blue';
      expect(await call(`/images/${id}`, { method: 'PATCH', json: { label } })).toMatchObject({ status: 200 });
    }
    const run = await suggest(projectId, { labels: 'people' });
    expect(run.learned).toMatchObject({ examples: 8, suggested: 22 });
    expect(run.learned.labels.map(({ label }: Answer['body']) => label)).toEqual(['blue', 'red']);
  });

  it('compare by the look where no model has seen the images', async () => {
    const shape = (kind: number, index: number) =>
      Uint8Array.from(
        { length: SHAPE_BYTES },
        (_, at) => (kind === 0 ? at % 50 : 200 - (at % 70)) + ((index * 7 + at) % 9),
      );
    const given = Array.from({ length: 20 }, (_, index) => ({
      label: index < 8 ? nameOf(index % 2) : null,
      palette: [{ hex: index % 2 === 0 ? '#c01010' : '#1020c0', share: 1 }],
      shape: shape(index % 2, index),
    }));
    const { projectId, imageIds } = await insertSearched(api.pixmill.database.db, { ownerId: user.userId, given });
    const run = await suggest(projectId);
    expect(run.learned.compared_by).toEqual({ kind: 'look', model: null, version: null });
    const items = await readAll(`/suggestions/${run.id}/suggested`);
    expect(items).toHaveLength(12);
    for (const { id, suggestion } of items) expect(suggestion.label).toBe(nameOf(imageIds.indexOf(id) % 2));
  });

  it('say nothing of images without a vector, and leave labels out that too few have', async () => {
    const given = sorts(20, 5).map((image, index) => ({ ...image, isSeen: index % 7 !== 6 }));
    const { projectId } = await insert([...given, { kind: 0, label: 'lonely' }, { kind: 1, label: 'alone' }]);
    const { learned } = await suggest(projectId);
    expect(learned).toMatchObject({
      images: 62,
      without_vector: 8,
      left_out: { count: 2, labels: ['alone', 'lonely'] },
    });
    expect(learned.suggested + learned.examples + learned.without_vector + 2).toBe(62);
  });

  it('are made in the background for a large project, in the same shape, and are told of', async () => {
    const { db } = api.pixmill.database;
    const { projectId, imageIds } = await insert(sorts(6, 6));
    const kinds = Array.from({ length: 2100 }, (_, index) => index % 3);
    const copies = await copyImage(db, { projectId, imageId: imageIds[0] ?? '', kinds });
    const started = await suggest(projectId, { next: 10 });
    expect(started).toMatchObject({ status: 'pending', learned: null, finished_at: null });
    const run = await ended(started.id);
    expect(run).toMatchObject({
      status: 'completed',
      learned: { images: 2118, examples: 18, suggested: 2100, next: 10 },
    });
    const { body } = await call(`/suggestions/${run.id}/suggested?limit=100`);
    expect(body).toMatchObject({ total: 2100, pages: 21 });
    for (const { id, suggestion } of body.items) expect(suggestion.label).toBe(nameOf(copies.indexOf(id) % 3));
    const told = await db.select().from(notifications).where(eq(notifications.resourceId, run.id));
    expect(told.map(({ userId }) => userId)).toEqual([user.userId]);
    // Running it twice changes nothing.
    await runSuggestions(db, { runId: run.id, signal: new AbortController().signal });
    expect((await call(`/suggestions/${run.id}`)).body).toEqual(run);
  });

  it('write over what a try that died has left', async () => {
    const { db } = api.pixmill.database;
    const { projectId } = await insert(sorts(10, 4));
    const { id, learned } = await suggest(projectId);
    const before = await readAll(`/suggestions/${id}/suggested`);
    await db
      .update(suggestionRuns)
      .set({ status: 'running', facts: null, finishedAt: null })
      .where(eq(suggestionRuns.id, id));
    expect(await call(`/suggestions/${id}/suggested`)).toMatchObject({
      status: 409,
      body: { code: 'suggestions.not_ready' },
    });
    await runSuggestions(db, { runId: id, signal: new AbortController().signal });
    expect((await call(`/suggestions/${id}`)).body.learned).toEqual(learned);
    expect(idsOf(await readAll(`/suggestions/${id}/suggested`))).toEqual(idsOf(before));
  });

  it('are kept for the newest three runs of a project', async () => {
    const { projectId } = await insert(sorts(6, 4));
    const runs = [];
    for (let time = 0; time < 4; time++) runs.push((await suggest(projectId)).id);
    expect(idsOf((await call(`/projects/${projectId}/suggestions`)).body.items)).toEqual(runs.slice(1).toReversed());
    expect(await call(`/suggestions/${runs[0]}`)).toMatchObject({ status: 404 });
  });

  it('are made once for one Idempotency-Key', async () => {
    const { projectId } = await insert(sorts(6, 4));
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = [
      await call(`/projects/${projectId}/suggestions`, { json: {}, headers }),
      await call(`/projects/${projectId}/suggestions`, { json: {}, headers }),
    ];
    expect(two.body).toEqual(one.body);
    expect((await call(`/projects/${projectId}/suggestions`)).body.total).toBe(1);
  });
});
