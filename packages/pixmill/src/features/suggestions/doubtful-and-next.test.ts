import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { idsOf, nameOf, sorts, suggestionsApi, type Answer } from './suggestions-api.fixture.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  await signUp(api, { admin: true });
  user = await signUp(api, { admin: false });
});
afterAll(() => api.close());

const { call, insert, suggest, readAll, labelsOf } = suggestionsApi(
  () => api,
  () => user,
);

describe('doubtful labels', () => {
  it('find wrong labels first, and say the likely one', async () => {
    const wrong = [5, 17, 31, 44, 58, 71];
    const given = sorts(30, 30).map((image, index) =>
      wrong.includes(index) ? { ...image, label: nameOf((image.kind + 1) % 3) } : image,
    );
    const { projectId, imageIds } = await insert(given);
    const run = await suggest(projectId);
    expect(run.learned).toMatchObject({ examples: 90, suggested: 0, next: 0 });
    const items = await readAll(`/suggestions/${run.id}/doubtful`);
    const planted = wrong.map((index) => imageIds[index] ?? '');
    expect(idsOf(items.slice(0, 6)).toSorted()).toEqual(planted.toSorted());
    for (const { id, label, suggestion } of items.slice(0, 6)) {
      const index = imageIds.indexOf(id);
      expect(label).toBe(given[index]?.label);
      expect(suggestion).toMatchObject({ label: nameOf(given[index]?.kind ?? 0) });
      expect(suggestion.confidence).toBeGreaterThan(suggestion.given_confidence);
    }
    expect(items.filter(({ suggestion }) => suggestion.certain).length).toBeGreaterThanOrEqual(4);
    expect(items.length).toBeLessThan(12);
    expect(await readAll(`/suggestions/${run.id}/suggested`)).toEqual([]);
  });

  it('are accepted as the likely label', async () => {
    const given = sorts(20, 20).map((image, index) => (index === 7 ? { ...image, label: 'owl' } : image));
    const { projectId, imageIds } = await insert(given);
    const { id } = await suggest(projectId);
    const wrong = imageIds[7] ?? '';
    const accepted = await call(`/suggestions/${id}/accept`, { json: { list: 'doubtful', image_ids: [wrong] } });
    expect(accepted).toMatchObject({
      status: 201,
      body: { images: 1, labels: [{ label: nameOf(given[7]?.kind ?? 0), images: 1 }] },
    });
    expect(await labelsOf([wrong])).toMatchObject([{ label: nameOf(given[7]?.kind ?? 0), edited: ['label'] }]);
    expect(idsOf(await readAll(`/suggestions/${id}/doubtful`))).not.toContain(wrong);
    expect(idsOf(await readAll(`/suggestions/${id}/doubtful?open=false`))).toContain(wrong);
  });
});

describe('what to label next', () => {
  it('is little sure, and not all alike', async () => {
    // Between two kinds of each pair nothing is sure; what is in the middle of a kind teaches nothing.
    const given = sorts(40, 4, 4);
    const { projectId } = await insert(given, { noise: 1.4, seed: 6 });
    const run = await suggest(projectId, { next: 12 });
    const next = await readAll(`/suggestions/${run.id}/next`);
    expect(next).toHaveLength(12);
    const all = await readAll(`/suggestions/${run.id}/suggested`);
    const mean = (items: readonly Answer['body'][]) =>
      items.reduce((sum, { suggestion }) => sum + suggestion.confidence, 0) / items.length;
    expect(mean(next)).toBeLessThan(mean(all) - 0.05);
    expect(new Set(next.map(({ suggestion }) => suggestion.label)).size).toBeGreaterThanOrEqual(3);
    expect(idsOf(all)).toEqual(expect.arrayContaining(idsOf(next)));
  });

  it('is empty when nothing is asked for, and all there is when less is left', async () => {
    const { projectId } = await insert(sorts(5, 4));
    expect((await suggest(projectId, { next: 0 })).learned.next).toBe(0);
    expect((await suggest(projectId, { next: 50 })).learned.next).toBeLessThanOrEqual(3);
  });
});
