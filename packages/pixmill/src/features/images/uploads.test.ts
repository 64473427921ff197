import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { candidates, chunks, images, jobs, projects, searches } from '../../library/schema.ts';
import { createProject } from '../../library/projects.repository.ts';
import { makeImage } from './images.fixture.ts';
import { call, formOf, incomingFiles, upload } from './uploads.fixture.ts';

let api: TestApi;
let user: TestUser;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
  user = await signUp(api);
});
afterAll(() => api.close());

const projectOf = async (owner: TestUser): Promise<string> => {
  const id = await createProject(api.pixmill.database.db, { name: crypto.randomUUID(), directory: null });
  await api.pixmill.database.db.update(projects).set({ ownerId: owner.userId }).where(eq(projects.id, id));
  return id;
};

describe('an upload of one image', () => {
  it('is answered with the image, measured', async () => {
    const bytes = await makeImage(1, { format: 'jpeg' });
    const { status, body } = await upload(
      api,
      user,
      { name: 'kite.jpg', bytes },
      { title: 'Red kite', tags: ['bird', 'sky, blue', 'bird'] },
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      duplicate: false,
      status: 'kept',
      filename: 'kite.jpg',
      title: 'Red kite',
      tags: ['bird', 'sky', 'blue'],
      width: 320,
      height: 240,
      bytes: bytes.byteLength,
      format: 'jpeg',
      content_type: 'image/jpeg',
      source: 'upload',
      license: null,
      ai_processing_status: 'pending',
    });
    expect(body.quality.score).toBeGreaterThan(0);
    expect(body.colors.length).toBeGreaterThan(2);
    expect(await incomingFiles(api)).toEqual([]);
  });

  it('is marked with what its uploader wrote, so that no source writes over it', async () => {
    const { db } = api.pixmill.database;
    const named = await upload(
      api,
      user,
      { name: 'a.png', bytes: await makeImage(71) },
      { title: 'Kite', tags: ['bird'] },
    );
    const bare = await upload(api, user, { name: 'b.png', bytes: await makeImage(72) });
    const [first] = await db.select().from(images).where(eq(images.id, named.body.id));
    const [second] = await db.select().from(images).where(eq(images.id, bare.body.id));
    expect([first?.edited, second?.edited]).toEqual([['title', 'tags'], []]);
  });

  it('of bytes that the project has is answered 200 with the image that is there', async () => {
    const bytes = await makeImage(2);
    const first = await upload(api, user, { name: 'a.png', bytes });
    const again = await upload(api, user, { name: 'b.png', bytes }, { title: 'Other' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toMatchObject({ id: first.body.id, duplicate: true, filename: 'a.png', title: null });
  });

  it('that looks like another one is kept beside it, as its duplicate', async () => {
    const better = await upload(api, user, { name: 'a.png', bytes: await makeImage(3, { width: 640, height: 480 }) });
    const worse = await upload(api, user, {
      name: 'b.jpg',
      bytes: await makeImage(3, { format: 'jpeg', quality: 70 }),
    });
    expect(worse.status).toBe(201);
    expect(worse.body).toMatchObject({ duplicate: false, status: 'duplicate', duplicate_of: better.body.id });
  });

  it('goes into the project that it names, and into nobody else’s', async () => {
    const [own, foreign] = [await projectOf(user), await projectOf(admin)];
    const bytes = await makeImage(4);
    const { body } = await upload(api, user, { name: 'a.png', bytes }, { project_id: own });
    expect(body.project_id).toBe(own);
    const refused = await upload(api, user, { name: 'a.png', bytes }, { project_id: foreign });
    expect(refused).toMatchObject({ status: 404, body: { code: 'image.no_project' } });
    const unknown = await upload(api, user, { name: 'a.png', bytes }, { project_id: crypto.randomUUID() });
    expect(unknown.status).toBe(404);
    expect(await incomingFiles(api)).toEqual([]);
  });

  it('keeps what the checks say as issues, and takes the image nevertheless', async () => {
    const { status, body } = await upload(api, user, {
      name: 'tiny.png',
      bytes: await makeImage(5, { width: 20, height: 10 }),
    });
    expect(status).toBe(201);
    expect(body.issues).toContain('too_small');
  });

  it('makes the default project once, however many come first at the same time', async () => {
    const fresh = await signUp(api);
    const answers = await Promise.all(
      [11, 12, 13, 14, 15, 16].map(async (seed) =>
        upload(api, fresh, { name: `${seed}.png`, bytes: await makeImage(seed) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.project_id)).size).toBe(1);
    const own = await api.pixmill.database.db.select().from(projects).where(eq(projects.ownerId, fresh.userId));
    expect(own).toMatchObject([{ isDefault: true }]);
  });

  it('of the same bytes by many at the same time makes one image, and the others are its duplicates', async () => {
    const fresh = await signUp(api);
    const bytes = await makeImage(20);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => upload(api, fresh, { name: `${index}.png`, bytes })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('ends as a completed job whose sums add up', async () => {
    const { body } = await upload(api, user, { name: 'sum.png', bytes: await makeImage(21) });
    const { db } = api.pixmill.database;
    expect(await db.select().from(jobs).where(eq(jobs.id, body.job_id))).toMatchObject([
      { kind: 'upload', status: 'completed', createdBy: user.userId },
    ]);
    expect(await db.select().from(searches).where(eq(searches.jobId, body.job_id))).toMatchObject([
      { source: 'upload', discovered: 1, kept: 1, duplicate: 0, rejected: 0, failed: 0, skipped: 0, dry: true },
    ]);
    expect(await db.select().from(chunks).where(eq(chunks.jobId, body.job_id))).toMatchObject([{ status: 'done' }]);
    expect(await db.select().from(candidates).where(eq(candidates.jobId, body.job_id))).toMatchObject([
      { outcome: 'kept', imageId: body.id },
    ]);
  });

  it('is done once for one Idempotency-Key', async () => {
    const post = (bytes: Uint8Array) =>
      call(api, '/images/upload', {
        method: 'POST',
        user,
        headers: { 'idempotency-key': 'upload-1' },
        body: formOf([{ name: 'key.png', bytes }]),
      });
    const bytes = await makeImage(22);
    const first = await post(bytes);
    const again = await post(bytes);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await post(await makeImage(23))).toMatchObject({ status: 422, body: { code: 'http.key_reused' } });
  });
});

describe('an upload of many images', () => {
  const post = (files: Parameters<typeof formOf>[0], fields: Parameters<typeof formOf>[1] = {}) =>
    call(api, '/images/upload-multiple', { method: 'POST', user, body: formOf(files, fields) });

  it('takes all that can be taken, and says of each other why not', async () => {
    const good = await makeImage(31, { format: 'webp' });
    const cut = (await makeImage(32, { format: 'jpeg' })).subarray(0, 2000);
    const { status, body } = await post(
      [
        { field: 'files', name: 'cut.jpg', bytes: cut },
        { field: 'files', name: 'page.jpg', bytes: Buffer.from('<!doctype html><title>no</title>') },
        { field: 'files', name: 'good.webp', bytes: good },
        { field: 'files', name: 'nothing.png', bytes: new Uint8Array() },
        { field: 'files', name: 'same.webp', bytes: good },
      ],
      { tags: 'batch' },
    );
    expect(status).toBe(201);
    expect(body.uploaded).toMatchObject([
      { filename: 'good.webp', duplicate: false, tags: ['batch'] },
      { filename: 'good.webp', duplicate: true },
    ]);
    expect(body.rejected).toMatchObject([
      { filename: 'cut.jpg', code: 'inspect.truncated' },
      { filename: 'page.jpg', code: 'image.type_not_allowed' },
      { filename: 'nothing.png', code: 'inspect.empty' },
    ]);
    for (const { detail } of body.rejected) expect(detail).toMatch(/^[A-Z].*\.$/);
    expect(await incomingFiles(api)).toEqual([]);
  });

  it('settles more files than fit into one job', async () => {
    const files = await Promise.all(
      Array.from({ length: 70 }, async (_, index) => ({
        field: 'files',
        name: `${index}.png`,
        bytes: await makeImage(1000 + index, { width: 64, height: 64 }),
      })),
    );
    const { body } = await post(files);
    expect(body.rejected).toEqual([]);
    expect(body.uploaded.map(({ filename }: { filename: string }) => filename)).toEqual(files.map(({ name }) => name));
    const jobIds = new Set(body.uploaded.map(({ job_id: id }: { job_id: string }) => id));
    expect(jobIds.size).toBe(2);
  });

  it('leaves nothing in storage of a file that was not taken', async () => {
    const cut = (await makeImage(33, { format: 'jpeg' })).subarray(0, 3000);
    const before = await api.pixmill.database.db.$count(images);
    await post([{ field: 'files', name: 'cut.jpg', bytes: cut }]);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(cut))).toString('hex');
    expect(await api.pixmill.storage.stat(`blobs/${digest.slice(0, 2)}/${digest}`)).toBeNull();
    expect(await api.pixmill.database.db.$count(images)).toBe(before);
  });
});

describe('the other dialect of uploads', () => {
  const post = (files: Parameters<typeof formOf>[0], init: RequestInit = {}) =>
    call(api, '/api/upload', { method: 'POST', user, body: formOf(files), ...init });

  it('answers with the stored names, in its own shape', async () => {
    const [jpeg, png] = [await makeImage(41, { format: 'jpeg' }), await makeImage(42)];
    const { status, body } = await post([
      { field: 'files', name: 'one.jpg', bytes: jpeg },
      { field: 'files', name: 'lies.gif', bytes: png },
    ]);
    expect(status).toBe(200);
    expect(body).toEqual({
      message: 'Successfully uploaded 2 files',
      data: [
        {
          stored_filename: expect.stringMatching(/^[0-9a-f-]{36}\.jpg$/),
          preview_url: expect.stringContaining('/uploads/'),
          original_filename: 'one.jpg',
          file_size: jpeg.byteLength,
          content_type: 'image/jpeg',
        },
        {
          stored_filename: expect.stringMatching(/^[0-9a-f-]{36}\.png$/),
          preview_url: expect.stringContaining('/uploads/'),
          original_filename: 'lies.gif',
          file_size: png.byteLength,
          content_type: 'image/png',
        },
      ],
    });
  });

  it('answers 406 when nothing is sent, and 415 for a type that is not allowed', async () => {
    const nothing = { status: 406, body: { code: 'image.nothing_sent' } };
    expect(await post([])).toMatchObject(nothing);
    expect(await call(api, '/api/upload', { method: 'POST', user })).toMatchObject(nothing);
    const page = { field: 'files', name: 'a.png', bytes: Buffer.from('<html>') };
    const before = await api.pixmill.database.db.$count(images);
    expect(await post([{ field: 'files', name: 'b.png', bytes: await makeImage(43) }, page])).toMatchObject({
      status: 415,
      body: { code: 'image.type_not_allowed' },
    });
    expect(await api.pixmill.database.db.$count(images)).toBe(before);
    expect(await call(api, '/api/upload', { method: 'POST', user, json: {} })).toMatchObject({ status: 415 });
  });
});

describe('the links of an image', () => {
  it('lead to the port on which the API listens, whichever it was given', async () => {
    expect(api.pixmill.settings.port).toBe(0);
    const { body } = await upload(api, user, { name: 'linked.png', bytes: await makeImage(91) });
    for (const link of [body.url, body.thumbnail_url]) expect((await fetch(link)).status).toBe(200);
  });
});

describe('the metrics', () => {
  it('tell of uploads what they tell of crawls: how long stages take, and how candidates end', async () => {
    await upload(api, user, { name: 'measured.png', bytes: await makeImage(92) });
    const text = await (await fetch(`${api.url}/metrics`)).text();
    for (const stage of ['inspect', 'settle']) {
      expect(text).toMatch(new RegExp(`pixmill_stage_duration_seconds_count\\{stage="${stage}",result="ok"\\} [1-9]`));
    }
    expect(text).toMatch(/pixmill_outcomes_total\{outcome="kept",code="job\.kept"\} [1-9]/);
  });
});
