import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import {
  addPictures,
  addSamePixels,
  ask,
  find,
  groupsOf,
  idsOf,
  statesOf,
  uploadPictures,
  withCrop,
} from '../../../test/duplicates-api.ts';
import { cropped, flipped, makePicture, overlaid, quarterTurned } from '../../../test/picture-copies.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
});
afterAll(() => api.close());

describe('finding duplicates', () => {
  it('finds crops, mirrored, turned and overlaid copies without any model, and nothing else', async () => {
    const [one, two, three, four, five, six] = [
      makePicture(1),
      makePicture(2),
      makePicture(3),
      makePicture(4),
      makePicture(5),
      makePicture(6),
    ];
    const copies = [cropped(one, 0.8), flipped(two), quarterTurned(three), overlaid(four)];
    const project = await uploadPictures(api, [one, two, three, four, five, six, ...copies]);
    await find(api, project);
    const [a = '', b = '', c = '', d = '', , , ofA = '', ofB = '', ofC = '', ofD = ''] = project.ids;
    const groups = await groupsOf(api, project);
    const found = new Map(groups.map((group) => [group.kind, new Set(idsOf(group))]));
    expect(found).toEqual(
      new Map([
        ['cropped', new Set([a, ofA])],
        ['mirrored', new Set([b, ofB])],
        ['turned', new Set([c, ofC])],
        ['edited', new Set([d, ofD])],
      ]),
    );
    const sureness = groups.map((group) => group.sureness);
    expect(sureness).toEqual(sureness.toSorted((x, y) => y - x));
    expect(groups.find(({ kind }) => kind === 'cropped')).toMatchObject({
      state: 'open',
      keep: { image_id: a, why: 'more_pixels' },
    });
  });

  it('shows what hashes settled, too, and lets a person part it', async () => {
    const picture = makePicture(30);
    const project = await uploadPictures(api, [picture]);
    // The same pixels in another file.
    const other = await addSamePixels(api, project, picture);
    await find(api, project);
    const [group] = await groupsOf(api, project, '&state=settled');
    expect(group).toMatchObject({ kind: 'exact', sureness: 1, state: 'settled' });
    expect(new Set(idsOf(group))).toEqual(new Set([...project.ids, other]));
    expect((await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'different' })).status).toBe(200);
    expect((await statesOf(api, project)).map(({ status }) => status)).toEqual(['kept', 'kept']);
    await find(api, project);
    expect(await groupsOf(api, project)).toEqual([]);
  });

  it('changes nothing when it runs twice, and compares only what is new', async () => {
    const { project, group, picture } = await withCrop(api, 10);
    await find(api, project);
    expect(await groupsOf(api, project)).toEqual([{ ...group, images: expect.any(Array) }]);
    const [mirror = ''] = await addPictures(api, project, [flipped(picture)]);
    const waiting = await ask(api, project, `/duplicates/finding?project_id=${project.projectId}`);
    expect(waiting.body).toMatchObject({ status: 'completed', waiting: 1 });
    await find(api, project);
    const groups = await groupsOf(api, project);
    expect(groups).toHaveLength(1);
    expect(new Set(idsOf(groups[0]))).toEqual(new Set([...project.ids, mirror]));
  });

  it('is nobody else’s business', async () => {
    const { project, group } = await withCrop(api, 11);
    const other = { user: await signUp(api, { admin: false }), projectId: project.projectId };
    const { body } = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'same' });
    for (const [path, json] of [
      [`/duplicates?project_id=${project.projectId}`, undefined],
      [`/duplicates/finding?project_id=${project.projectId}`, undefined],
      [`/duplicates/acts?project_id=${project.projectId}`, undefined],
      [`/duplicates/${group.id}`, undefined],
      ['/duplicates', { project_id: project.projectId }],
      ['/duplicates/bulk', { project_id: project.projectId, rule: 'keep_best', preview: false }],
      [`/duplicates/${group.id}/decision`, { decision: 'different' }],
      [`/duplicates/undo/${body.act.id}`, {}],
    ] as const) {
      const method = json === undefined || path.includes('undo') ? undefined : json;
      const answer = await ask(api, other, path, method, path.includes('undo') ? 'POST' : undefined);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});

describe('the list of groups', () => {
  it('is read on by a cursor that nothing decided meanwhile disturbs', async () => {
    const pictures = [60, 61, 62, 63].map((seed) => makePicture(seed));
    const project = await uploadPictures(api, [...pictures, ...pictures.map((picture) => cropped(picture, 0.85))]);
    await find(api, project);
    const all = (await groupsOf(api, project)).map(({ id }) => id);
    expect(all).toHaveLength(4);
    const list = `/duplicates?project_id=${project.projectId}&limit=2`;
    const first = await ask(api, project, list);
    expect(first.body.total).toBe(4);
    await ask(api, project, `/duplicates/${all[0]}/decision`, { decision: 'different' });
    const second = await ask(api, project, `${list}&cursor=${first.body.next_cursor}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual(all);
    expect(second.body.next_cursor).toBeNull();
    expect((await ask(api, project, `${list}&cursor=nonsense`)).status).toBe(422);
  });

  it('is empty for a project that is emptied while it is looked through', async () => {
    const { project } = await withCrop(api, 64);
    await ask(api, project, '/duplicates', { project_id: project.projectId });
    for (const id of project.ids) await ask(api, project, `/images/${id}`, undefined, 'DELETE');
    await find(api, project);
    expect(await groupsOf(api, project)).toEqual([]);
  });
});
