import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/api.ts';
import {
  addPictures,
  addSamePixels,
  ask,
  expectSums,
  find,
  groupsOf,
  idsOf,
  statesOf,
  uploadPictures,
  withCrop,
  type PictureProject,
} from '../../../test/duplicates-api.ts';
import { cropped, doubled, flipped, makePicture } from '../../../test/picture-copies.ts';
import { duplicatePairs } from '../../library/schema.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
});
afterAll(() => api.close());

const wordsOf = async ({ projectId }: Pick<PictureProject, 'projectId'>) =>
  api.pixmill.database.db
    .select({ decision: duplicatePairs.decision, chosen: duplicatePairs.chosen })
    .from(duplicatePairs)
    .where(and(eq(duplicatePairs.projectId, projectId), sql`${duplicatePairs.decision} is not null`));

describe('a decision about duplicates', () => {
  it('keeps the image that was named, whatever the rule says, and everything adds up', async () => {
    const { project, group, whole, part } = await withCrop(api, 20);
    const answer = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    expect(answer.body).toMatchObject({
      kept_image_id: part,
      duplicate_ids: [whole],
      act: { decision: 'keep', images: 1 },
    });
    expect(await statesOf(api, project)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: whole,
          status: 'duplicate',
          of: part,
          outcome: 'duplicate',
          code: 'dedupe.chosen',
        }),
        expect.objectContaining({ id: part, status: 'kept', of: null, outcome: 'kept' }),
      ]),
    );
    await expectSums(api, project);
    const kept = await ask(api, project, `/images?project_id=${project.projectId}&status=kept`);
    expect(kept.body.total).toBe(1);
    const activity = await ask(api, project, '/activity?action=decide');
    expect(activity.body.items[0]).toMatchObject({
      resource_type: 'duplicate_decision',
      resource_id: answer.body.act.id,
    });
    expect(await groupsOf(api, project)).toEqual([]);
    // The same again is the same.
    const again = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    expect([again.status, again.body]).toEqual([200, answer.body]);
  });

  it('takes along what was a duplicate of an image that goes', async () => {
    const { project, group, whole, part, picture } = await withCrop(api, 21);
    const copy = await addSamePixels(api, project, picture);
    await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    const states = await statesOf(api, project);
    expect(states.find(({ id }) => id === whole)).toMatchObject({ of: part });
    expect(states.find(({ id }) => id === copy)).toMatchObject({ status: 'duplicate', of: part });
    await expectSums(api, project);
  });

  it('lets the others come back when the image that was chosen is deleted', async () => {
    const { project, group, whole, part } = await withCrop(api, 22);
    await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    expect((await ask(api, project, `/images/${part}`, undefined, 'DELETE')).status).toBe(204);
    expect(await statesOf(api, project)).toMatchObject([{ id: whole, status: 'kept', of: null, outcome: 'kept' }]);
    await expectSums(api, project);
  });

  it('goes along when a better copy of the chosen image arrives, and comes back when that one leaves', async () => {
    const { project, group, whole, part, picture } = await withCrop(api, 27);
    await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    const [better = ''] = await addPictures(api, project, [doubled(cropped(picture, 0.8))]);
    const standing = async () =>
      new Map((await statesOf(api, project)).map(({ id, status, of }) => [id, status === 'kept' ? 'kept' : of]));
    expect(await standing()).toEqual(
      new Map([
        [whole, better],
        [part, better],
        [better, 'kept'],
      ]),
    );
    await expectSums(api, project);
    await ask(api, project, `/images/${better}`, undefined, 'DELETE');
    expect(await standing()).toEqual(
      new Map([
        [whole, part],
        [part, 'kept'],
      ]),
    );
    await expectSums(api, project);
  });

  it('that they are different is remembered for ever: after finding, measuring anew, and new images', async () => {
    const { project, group, whole, picture } = await withCrop(api, 23);
    const answer = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'different' });
    expect(answer.body).toMatchObject({ kept_image_id: null, duplicate_ids: [] });
    expect(await groupsOf(api, project)).toEqual([]);
    await ask(api, project, `/images/${whole}/reprocess`, {});
    await vi.waitFor(async () => {
      const { body } = await ask(api, project, `/images/${whole}`);
      expect(body.ai_processing_status).toBe('completed');
    }, 20_000);
    const [mirror = ''] = await addPictures(api, project, [flipped(picture)]);
    await api.pixmill.database.db.execute(sql`delete from compared_images where project_id = ${project.projectId}`);
    await find(api, project);
    const groups = await groupsOf(api, project, '&min_sureness=0');
    // Each of them may be a copy of the new one, but never of each other.
    expect(groups.map((found) => idsOf(found).length)).toEqual([2]);
    expect(idsOf(groups[0])).toContain(mirror);
    expect((await statesOf(api, project)).every(({ status }) => status === 'kept')).toBe(true);
  });

  it('that they are the same keeps the better copy', async () => {
    const { project, group, whole, part } = await withCrop(api, 24);
    const answer = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'same' });
    expect(answer.body).toMatchObject({ kept_image_id: whole, duplicate_ids: [part] });
    await expectSums(api, project);
  });

  it('of two people at once counts once', async () => {
    const { project, group, whole, part } = await withCrop(api, 25);
    const path = `/duplicates/${group.id}/decision`;
    const answers = await Promise.all([
      ask(api, project, path, { decision: 'keep', image_id: whole }),
      ask(api, project, path, { decision: 'keep', image_id: part }),
      ask(api, project, path, { decision: 'different' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('duplicate.decided');
    await expectSums(api, project);
    expect((await ask(api, project, `/duplicates/acts?project_id=${project.projectId}`)).body.total).toBe(1);
  });

  it('is refused for an image that is not in the group, and for a group whose images have gone', async () => {
    const { project, group, whole, part } = await withCrop(api, 26, [makePicture(99)]);
    const path = `/duplicates/${group.id}/decision`;
    const stranger = await ask(api, project, path, { decision: 'keep', image_id: project.ids[2] });
    expect([stranger.status, stranger.body.detail[0].loc]).toEqual([422, ['body', 'image_id']]);
    expect((await ask(api, project, path, { decision: 'keep' })).status).toBe(422);
    expect((await ask(api, project, path, { decision: 'same', image_id: whole })).status).toBe(422);
    await ask(api, project, `/images/${part}`, undefined, 'DELETE');
    expect(await groupsOf(api, project)).toEqual([]);
    expect((await ask(api, project, path, { decision: 'same' })).status).toBe(409);
    expect((await ask(api, project, `/duplicates/${group.id}`)).status).toBe(404);
  });
});

describe('undoing', () => {
  it('restores exactly what a decision changed, and a second time nothing', async () => {
    const { project, group, part } = await withCrop(api, 40);
    const before = await statesOf(api, project);
    const { body } = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    expect(await statesOf(api, project)).not.toEqual(before);
    for (const turn of [1, 2]) {
      const undone = await ask(api, project, `/duplicates/undo/${body.act.id}`, undefined, 'POST');
      expect([turn, undone.status, typeof undone.body.undone_at]).toEqual([turn, 200, 'string']);
      expect(await statesOf(api, project)).toEqual(before);
    }
    expect(await wordsOf(project)).toEqual([]);
    await expectSums(api, project);
    expect((await groupsOf(api, project)).map(({ id }) => id)).toEqual([group.id]);
  });

  it('goes from the last decision to the first', async () => {
    const { project, group, whole, part } = await withCrop(api, 41);
    const first = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'different' });
    await ask(api, project, `/duplicates/undo/${first.body.act.id}`, undefined, 'POST');
    const second = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    // What was undone speaks of nothing any more.
    expect((await ask(api, project, `/duplicates/undo/${first.body.act.id}`, undefined, 'POST')).status).toBe(200);
    expect((await statesOf(api, project)).find(({ id }) => id === whole)).toMatchObject({ of: part });
    expect((await ask(api, project, `/duplicates/undo/${second.body.act.id}`, undefined, 'POST')).status).toBe(200);
    expect((await statesOf(api, project)).every(({ status }) => status === 'kept')).toBe(true);
  });

  it('works though an image of the decision was deleted since', async () => {
    const { project, group, whole, part } = await withCrop(api, 42);
    const { body } = await ask(api, project, `/duplicates/${group.id}/decision`, { decision: 'keep', image_id: part });
    await ask(api, project, `/images/${part}`, undefined, 'DELETE');
    expect((await ask(api, project, `/duplicates/undo/${body.act.id}`, undefined, 'POST')).status).toBe(200);
    expect(await statesOf(api, project)).toMatchObject([{ id: whole, status: 'kept', of: null }]);
    await expectSums(api, project);
  });
});

describe('rules for many groups', () => {
  it('say what they would do, then do it as one act that is undone at once', async () => {
    const pictures = [50, 51, 52].map((seed) => makePicture(seed));
    const project = await uploadPictures(api, [...pictures, ...pictures.map((picture) => cropped(picture, 0.85))]);
    await find(api, project);
    const before = await statesOf(api, project);
    const wish = { project_id: project.projectId, rule: 'keep_newest', min_sureness: 0.6 };
    const preview = await ask(api, project, '/duplicates/bulk', wish);
    expect(preview.body).toMatchObject({ preview: true, act_id: null, groups: 3, duplicates: 3, remaining: 0 });
    expect(preview.body.sample).toHaveLength(3);
    expect(await statesOf(api, project)).toEqual(before);
    const done = await ask(api, project, '/duplicates/bulk', { ...wish, preview: false });
    expect(done.body).toMatchObject({ preview: false, groups: 3, duplicates: 3 });
    const kept = (await statesOf(api, project)).filter(({ status }) => status === 'kept').map(({ id }) => id);
    expect(new Set(kept)).toEqual(new Set(project.ids.slice(3)));
    await expectSums(api, project);
    const again = await ask(api, project, '/duplicates/bulk', { ...wish, preview: false });
    expect(again.body).toMatchObject({ groups: 0, act_id: null });
    await ask(api, project, `/duplicates/undo/${done.body.act_id}`, undefined, 'POST');
    expect(await statesOf(api, project)).toEqual(before);
    await expectSums(api, project);
  });

  it('leave alone what is less sure than asked for', async () => {
    const { project, group } = await withCrop(api, 53);
    const wish = { project_id: project.projectId, rule: 'keep_best', min_sureness: 1 };
    expect(group.sureness).toBeLessThan(1);
    expect((await ask(api, project, '/duplicates/bulk', wish)).body).toMatchObject({ groups: 0 });
  });
});
