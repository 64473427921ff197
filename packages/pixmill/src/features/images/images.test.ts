import { eq } from 'drizzle-orm';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { derivedKeys } from '../../library/derived-keys.ts';
import { candidates, images, projects, searches } from '../../library/schema.ts';
import { activity } from '../../library/service.schema.ts';
import { projectTotals } from '../../library/totals.schema.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import { makeImage } from './images.fixture.ts';
import { call, upload } from './uploads.fixture.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
});
afterAll(() => api.close());

const isStored = (key: string): boolean => existsSync(join(api.pixmill.settings.dataDirectory, 'storage', key));
const idsOf = ({ body }: { readonly body: { readonly items: readonly { readonly id: string }[] } }): string[] =>
  body.items.map(({ id }) => id);

describe('a list that was asked for before', () => {
  const ask = async (user: TestUser, path = '/images') => (await call(api, path, { user })).body;
  const addImage = async (user: TestUser, seed: number) =>
    (await upload(api, user, { name: `${seed}.png`, bytes: await makeImage(seed) })).body;

  it('shows what was added, changed and deleted since', async () => {
    const user = await signUp(api);
    expect((await ask(user)).total).toBe(0);
    const { id } = await addImage(user, 501);
    expect(idsOf({ body: await ask(user) })).toEqual([id]);
    await call(api, `/images/${id}`, { method: 'PATCH', user, json: { title: 'Another title' } });
    expect((await ask(user)).items[0].title).toBe('Another title');
    expect((await ask(admin, `/images?project_id=${(await ask(user)).items[0].project_id}`)).total).toBe(1);
    await call(api, `/images/${id}`, { method: 'DELETE', user });
    expect(await ask(user)).toMatchObject({ items: [], total: 0 });
  });

  it('shows what another process changed', async () => {
    const user = await signUp(api);
    const { id } = await addImage(user, 502);
    expect((await ask(user)).items[0].ai_processing_status).toBe('pending');
    const { db } = api.pixmill.database;
    await db.update(images).set({ aiStatus: 'completed' }).where(eq(images.id, id));
    expect((await ask(user)).items[0].ai_processing_status).toBe('completed');
  });

  it('shows nothing of a project that is gone, and never a list of somebody else', async () => {
    const [user, other] = [await signUp(api), await signUp(api)];
    const { project_id: projectId } = await addImage(user, 503);
    expect((await ask(user)).total).toBe(1);
    expect((await ask(other)).total).toBe(0);
    const ofEverybody = (await ask(admin)).total;
    await call(api, `/projects/${projectId}`, { method: 'DELETE', user });
    expect((await ask(user)).total).toBe(0);
    expect((await ask(admin)).total).toBe(ofEverybody - 1);
  });
});

describe('the list of images', () => {
  const made: string[] = [];
  let user: TestUser;
  beforeAll(async () => {
    user = await signUp(api);
    for (const [seed, given] of [
      { width: 100, height: 100, format: 'png' },
      { width: 200, height: 100, format: 'jpeg' },
      { width: 300, height: 300, format: 'webp' },
      { width: 40, height: 40, format: 'gif' },
    ].entries()) {
      const { format, ...size } = given;
      const bytes = await makeImage(100 + seed, {
        ...size,
        format: format === 'png' || format === 'jpeg' || format === 'webp' ? format : 'gif',
      });
      const tags = seed % 2 === 0 ? ['even', 'all'] : ['all'];
      made.push((await upload(api, user, { name: `${seed}.x`, bytes }, { title: `Title ${9 - seed}`, tags })).body.id);
    }
    await call(api, `/images/${made[1]}`, { method: 'PATCH', user, json: { label: 'owl' } });
    const { db } = api.pixmill.database;
    const licence = { id: 'CC-BY-SA-4.0', commercialOk: true, confidence: 'per-item' } as const;
    await db
      .update(images)
      .set({ licence })
      .where(eq(images.id, made[2] ?? ''));
  });

  it('has your images, newest first, and nobody else’s', async () => {
    const { body } = await call(api, '/images', { user });
    expect(idsOf({ body })).toEqual(made.toReversed());
    expect(body).toMatchObject({ total: 4, page: 1, limit: 20, pages: 1, next_cursor: null });
    expect((await call(api, '/images', { user: await signUp(api) })).body.total).toBe(0);
    expect((await call(api, '/images', { user: admin })).body.total).toBeGreaterThanOrEqual(4);
    expect((await call(api, '/images')).status).toBe(401);
  });

  it.each([
    ['tag=even', [2, 0]],
    ['tag=even&tag=all', [2, 0]],
    ['tag=even&tag=odd', []],
    ['label=owl', [1]],
    ['license=by-sa', [2]],
    ['license=CC-BY-SA-4.0', [2]],
    ['license=cc0,by-sa', [2]],
    ['license=by', []],
    ['license=commercial', [2]],
    ['license=unknown', [3, 1, 0]],
    ['source=upload', [3, 2, 1, 0]],
    ['source=openverse', []],
    ['min_width=200', [2, 1]],
    ['max_width=100&min_height=100', [0]],
    ['max_height=40', [3]],
    ['min_bytes=1&max_bytes=10000000', [3, 2, 1, 0]],
    ['max_bytes=1', []],
    ['issue=too_small', [3]],
    ['issue=too_small&issue=dark', [3]],
    ['status=kept', [3, 2, 1, 0]],
    ['status=duplicate', []],
    ['ai_processing_status=pending', [3, 2, 1, 0]],
    ['ai_processing_status=failed', []],
    ['from=2020-01-01T00:00:00Z', [3, 2, 1, 0]],
    ['to=2020-01-01T00:00:00%2B02:00', []],
    ['sort=title&order=asc', [3, 2, 1, 0]],
    ['sort=width&order=desc', [2, 1, 0, 3]],
    ['sort=created_at&order=asc', [0, 1, 2, 3]],
    ['page=2&limit=3', [0]],
    ['page=1000000000', []],
  ])('is filtered and sorted: %s', async (query, wanted) => {
    const answer = await call(api, `/images?${query}`, { user });
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(wanted.map((index) => made[index]));
  });

  it('is filtered by project and job, and shows nothing of a foreign one', async () => {
    const { body } = await call(api, `/images/${made[0]}`, { user });
    expect(idsOf(await call(api, `/images?project_id=${body.project_id}`, { user }))).toHaveLength(4);
    expect(idsOf(await call(api, `/images?job_id=${body.job_id}`, { user }))).toEqual([made[0]]);
    const stranger = await signUp(api);
    for (const query of [`project_id=${body.project_id}`, `job_id=${body.job_id}`]) {
      expect(await call(api, `/images?${query}`, { user: stranger })).toMatchObject({
        status: 200,
        body: { total: 0 },
      });
    }
  });

  it.each(['created_at', 'updated_at', 'title', 'label', 'width', 'height', 'bytes'])(
    'is read to its end by cursors, sorted by %s',
    async (sort) => {
      for (const order of ['asc', 'desc']) {
        const whole = idsOf(await call(api, `/images?sort=${sort}&order=${order}`, { user }));
        const read: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
          const answer = await call(api, `/images?limit=1&sort=${sort}&order=${order}${next}`, { user });
          read.push(...idsOf(answer));
          cursor = answer.body.next_cursor;
        }
        expect(read).toEqual(whole);
      }
    },
  );

  it.each([
    'page=0',
    'page=1000000001',
    'limit=101',
    'limit=x',
    'sort=sha256',
    'order=up',
    'project_id=1',
    'from=yesterday',
    'from=2026-11-20',
    'to=2016-12-31T23:59:60Z',
    'from=0000-01-01T00:00:00Z',
    'min_width=-1',
    'tag=%00',
    'tag=',
    'label=%00',
    'status=lost',
    'license=',
    `source=${'x'.repeat(200)}`,
  ])('refuses what cannot be: %s', async (query) => {
    expect(await call(api, `/images?${query}`, { user })).toMatchObject({
      status: 422,
      body: { code: 'http.invalid' },
    });
  });

  it.each(['x', btoa('{}'), btoa('{"sort":"width","order":"asc","value":"x","id":"1"}')])(
    'refuses a cursor that it has not given: %s',
    async (cursor) => {
      const { status } = await call(api, `/images?cursor=${encodeURIComponent(cursor)}`, { user });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );
});

describe('the total of a list', () => {
  it('is kept right by every way in which images come and go', async () => {
    const user = await signUp(api);
    const total = async (): Promise<number> => (await call(api, '/images', { user })).body.total;
    const made = [];
    for (const seed of [150, 151, 152]) {
      made.push((await upload(api, user, { name: 'a.png', bytes: await makeImage(seed) })).body);
    }
    expect(await total()).toBe(3);
    expect((await call(api, '/images?status=kept', { user })).body.total).toBe(3);
    expect((await call(api, `/images?project_id=${made[0].project_id}`, { user })).body.total).toBe(3);
    await call(api, `/images/${made[0].id}`, { method: 'DELETE', user });
    expect(await total()).toBe(2);
    const { db } = api.pixmill.database;
    await db.delete(projects).where(eq(projects.id, made[0].project_id));
    expect(await total()).toBe(0);
    expect(await db.$count(projectTotals, eq(projectTotals.projectId, made[0].project_id))).toBe(0);
  });
});

describe('changing an image', () => {
  let user: TestUser;
  let id: string;
  beforeAll(async () => {
    user = await signUp(api);
    id = (await upload(api, user, { name: 'a.png', bytes: await makeImage(200) }, { title: 'Old' })).body.id;
  });
  const patch = (json: unknown, who = user) => call(api, `/images/${id}`, { method: 'PATCH', user: who, json });

  it('writes what is given and leaves the rest', async () => {
    const { status, body } = await patch({ description: 'Seen in May', tags: ['b', ' a ', 'b'] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'Old', description: 'Seen in May', tags: ['b', 'a'], label: null });
    expect((await patch({ title: null, label: 'owl' })).body).toMatchObject({
      title: null,
      label: 'owl',
      tags: ['b', 'a'],
    });
    expect((await call(api, `/images/${id}`, { user })).body).toMatchObject({
      title: null,
      description: 'Seen in May',
    });
  });

  it.each([
    [{}],
    [{ title: 'x'.repeat(501) }],
    [{ title: 'a\0b' }],
    [{ title: '\ud800' }],
    [{ tags: ['a\0'] }],
    [{ tags: ['\udfff'] }],
    [{ tags: Array.from({ length: 51 }, () => 'x') }],
    [{ tags: [''] }],
    [{ label: '' }],
    [{ sha256: 'x' }],
    [{ project_id: crypto.randomUUID() }],
    [[]],
  ])('refuses %j', async (json) => {
    expect(await patch(json)).toMatchObject({ status: 422, body: { code: 'http.invalid' } });
  });

  it('is nobody else’s to do, but an admin’s', async () => {
    expect(await patch({ title: 'Mine' }, await signUp(api))).toMatchObject({
      status: 404,
      body: { code: 'image.not_found' },
    });
    expect((await patch({ title: 'By an admin' }, admin)).body.title).toBe('By an admin');
  });

  it('is written down as activity', async () => {
    const rows = await api.pixmill.database.db.select().from(activity).where(eq(activity.resourceId, id));
    expect(rows.map(({ action }) => action)).toContain('update');
  });
});

describe('deleting an image', () => {
  let user: TestUser;
  beforeAll(async () => {
    user = await signUp(api);
  });
  const remove = (id: string, who = user) => call(api, `/images/${id}`, { method: 'DELETE', user: who });

  it('frees its bytes and everything that was made of them', async () => {
    const { body } = await upload(api, user, {
      name: 'a.png',
      bytes: await makeImage(300, { width: 600, height: 600 }),
    });
    for (const size of [128, 512]) await call(api, `/images/${body.id}/thumbnail?size=${size}`, { user });
    const keys = [blobKey(body.sha256), ...derivedKeys(body.sha256)];
    expect(keys.filter(isStored)).toHaveLength(4);
    expect((await remove(body.id)).status).toBe(204);
    expect(keys.filter(isStored)).toEqual([]);
    expect((await call(api, `/images/${body.id}`, { user })).status).toBe(404);
    expect((await remove(body.id)).status).toBe(404);
  });

  it('leaves bytes that another project needs', async () => {
    const bytes = await makeImage(301);
    const stranger = await signUp(api);
    const mine = (await upload(api, user, { name: 'a.png', bytes })).body;
    const theirs = (await upload(api, stranger, { name: 'b.png', bytes })).body;
    expect(theirs.sha256).toBe(mine.sha256);
    await remove(mine.id);
    expect(isStored(blobKey(mine.sha256))).toBe(true);
    expect((await call(api, `/images/${theirs.id}/file`, { user: stranger })).status).toBe(200);
    await remove(theirs.id, stranger);
    expect(isStored(blobKey(mine.sha256))).toBe(false);
  });

  it('decides anew about what it stood for', async () => {
    const better = (
      await upload(api, user, { name: 'a.png', bytes: await makeImage(302, { width: 640, height: 480 }) })
    ).body;
    const worse = (await upload(api, user, { name: 'b.jpg', bytes: await makeImage(302, { format: 'jpeg' }) })).body;
    expect(worse).toMatchObject({ status: 'duplicate', duplicate_of: better.id });
    await remove(better.id);
    expect((await call(api, `/images/${worse.id}`, { user })).body).toMatchObject({
      status: 'kept',
      duplicate_of: null,
    });
  });

  it('keeps the sums of its jobs right', async () => {
    const bytes = await makeImage(303);
    const first = (await upload(api, user, { name: 'a.png', bytes })).body;
    await upload(api, user, { name: 'b.png', bytes });
    const { db } = api.pixmill.database;
    const holders = await db.select().from(candidates).where(eq(candidates.imageId, first.id));
    expect(new Set(holders.map(({ outcome }) => outcome))).toEqual(new Set(['kept', 'duplicate']));
    await remove(first.id);
    for (const { id, searchId } of holders) {
      const [candidate] = await db.select().from(candidates).where(eq(candidates.id, id));
      expect(candidate).toMatchObject({ outcome: 'skipped', code: 'job.image_deleted', imageId: null });
      const [search] = await db.select().from(searches).where(eq(searches.id, searchId));
      expect(search).toMatchObject({ discovered: 1, kept: 0, duplicate: 0, skipped: 1 });
    }
  });

  it('lets the same bytes come back', async () => {
    const bytes = await makeImage(304);
    const first = (await upload(api, user, { name: 'a.png', bytes })).body;
    await remove(first.id);
    const again = await upload(api, user, { name: 'a.png', bytes });
    expect(again).toMatchObject({ status: 201, body: { duplicate: false } });
    expect((await call(api, `/images/${again.body.id}/file`, { user })).status).toBe(200);
  });

  it('and uploading the same bytes at the same time never leaves an image without its bytes', async () => {
    const bytes = await makeImage(305, { width: 64, height: 64 });
    let { id } = (await upload(api, user, { name: 'a.png', bytes })).body;
    for (let round = 0; round < 8; round++) {
      const [removed, uploaded] = await Promise.all([remove(id), upload(api, user, { name: 'a.png', bytes })]);
      expect(removed.status).toBe(204);
      // One that was a duplicate of the image that went at the same moment went with it.
      const image = await call(api, `/images/${uploaded.body.id}`, { user });
      const current = image.status === 200 ? image : await upload(api, user, { name: 'a.png', bytes });
      id = current.body.id;
      expect((await call(api, `/images/${id}/file`, { user })).status).toBe(200);
    }
  });

  it('is nobody else’s to do', async () => {
    const { body } = await upload(api, user, { name: 'a.png', bytes: await makeImage(306) });
    expect((await remove(body.id, await signUp(api))).status).toBe(404);
    expect((await call(api, `/images/${body.id}`, { method: 'DELETE' })).status).toBe(401);
    expect((await call(api, `/images/${body.id}`, { user })).status).toBe(200);
  });
});

describe('analysing an image again', () => {
  it('measures it anew in the background', async () => {
    const user = await signUp(api);
    const { body } = await upload(api, user, { name: 'a.png', bytes: await makeImage(400) });
    const { db } = api.pixmill.database;
    const [before] = await db.select().from(images).where(eq(images.id, body.id));
    if (before === undefined) throw new Error('It was uploaded.');
    await db
      .update(images)
      .set({
        measures: { ...before.measures, sharpness: 0, palette: [] },
        qualityFlags: ['dark'],
        phash: '00ff00ff00ff00ff',
      })
      .where(eq(images.id, body.id));
    expect(await call(api, `/images/${body.id}/reprocess`, { method: 'POST', user })).toMatchObject({
      status: 202,
      body: { image_id: body.id, ai_processing_status: 'pending' },
    });
    await api.pixmill.startWorker();
    await vi.waitFor(
      async () => {
        const { body: image } = await call(api, `/images/${body.id}`, { user });
        expect(image).toMatchObject({
          phash: body.phash,
          colors: body.colors,
          issues: body.issues,
          quality: body.quality,
        });
      },
      { timeout: 15_000, interval: 50 },
    );
  });

  it('says why when it cannot', async () => {
    const user = await signUp(api);
    const { body } = await upload(api, user, { name: 'a.png', bytes: await makeImage(401) });
    await api.pixmill.storage.remove(blobKey(body.sha256));
    await call(api, `/images/${body.id}/reprocess`, { method: 'POST', user });
    await vi.waitFor(
      async () => {
        const { body: image } = await call(api, `/images/${body.id}`, { user });
        expect(image).toMatchObject({
          ai_processing_status: 'failed',
          ai_error_message: expect.stringContaining('read'),
        });
      },
      { timeout: 15_000, interval: 50 },
    );
  });

  it('is nobody else’s to ask for', async () => {
    const user = await signUp(api);
    const { body } = await upload(api, user, { name: 'a.png', bytes: await makeImage(402) });
    const path = `/images/${body.id}/reprocess`;
    expect((await call(api, path, { method: 'POST', user: await signUp(api) })).status).toBe(404);
    expect((await call(api, path, { method: 'POST' })).status).toBe(401);
  });
});
