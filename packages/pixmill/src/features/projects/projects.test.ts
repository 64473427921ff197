import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { callerOf, type Call } from '../../../test/job-api.ts';
import { storeImages } from '../../../test/stored-images.ts';
import { images, projects } from '../../library/schema.ts';
import { activity } from '../../library/service.schema.ts';

let api: TestApi;
let user: TestUser;
let admin: Call;
let call: Call;
let other: Call;
beforeAll(async () => {
  api = await startTestApi();
  admin = callerOf(api, await signUp(api, { admin: true }));
  user = await signUp(api, { admin: false });
  call = callerOf(api, user);
  other = callerOf(api, await signUp(api, { admin: false }));
});
afterAll(() => api.close());

const make = async (name: string, as = call): Promise<string> => (await as('POST /projects', { name })).body.id;
const NOBODYS = '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9';

describe('a project', () => {
  it('is made with a name, changed, written anew, and deleted', async () => {
    const made = await call('POST /projects', { name: '  Birds of prey ' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.any(String),
      name: 'Birds of prey',
      description: '',
      owner_id: user.userId,
      analyzers: null,
      job_count: 0,
      image_count: 0,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    const path = `/projects/${made.body.id}` as const;
    expect((await call(`GET ${path}`)).body).toEqual(made.body);
    const changed = await call(`PATCH ${path}`, { description: 'For the kite detector' });
    expect(changed.body).toMatchObject({ name: 'Birds of prey', description: 'For the kite detector' });
    expect(Date.parse(changed.body.updated_at)).toBeGreaterThan(Date.parse(made.body.updated_at));
    expect((await call(`PUT ${path}`, { name: 'Owls' })).body).toMatchObject({ name: 'Owls', description: '' });
    expect(await call(`DELETE ${path}`)).toMatchObject({ status: 204, body: null });
    expect(await call(`GET ${path}`)).toMatchObject({ status: 404, body: { code: 'project.not_found' } });
    expect((await call(`DELETE ${path}`)).status).toBe(404);
    const { db } = api.pixmill.database;
    const written = await db.select().from(activity).where(eq(activity.resourceId, made.body.id));
    expect(written.map(({ action }) => action)).toEqual(['create', 'update', 'update', 'delete']);
    expect(written.every(({ userId, address }) => userId === user.userId && address === '127.0.0.1')).toBe(true);
  });

  it('counts its jobs and the images that were kept, and takes them with it', async () => {
    const { projectId } = await storeImages(api.pixmill, {
      ownerId: user.userId,
      given: [{}, {}, { phash: 'ffff0000ffff0000' }],
    });
    const { body } = await call(`GET /projects/${projectId}`);
    const { db } = api.pixmill.database;
    const kept = await db.select().from(images).where(eq(images.projectId, projectId));
    expect(body.image_count).toBe(kept.filter(({ status }) => status === 'kept').length);
    expect(body.image_count).toBeGreaterThan(0);
    expect(body.job_count).toBe(1);
    expect((await call(`DELETE /projects/${projectId}`)).status).toBe(204);
    expect((await call(`GET /projects/${projectId}`)).status).toBe(404);
    for (const path of ['/projects', '/images', `/images?project_id=${projectId}`, '/jobs', '/datasets'] as const) {
      const { items } = (await call(`GET ${path}`)).body;
      expect([path, JSON.stringify(items).includes(projectId)]).toEqual([path, false]);
    }
    for (const { id } of kept) {
      expect((await call(`GET /images/${id}`)).status).toBe(404);
      expect((await admin(`GET /images/${id}`)).status).toBe(404);
    }
  });

  it('of somebody else is not there', async () => {
    const id = await make('Mine');
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { name: 'Yours' }],
      ['PUT', { name: 'Yours' }],
      ['DELETE', undefined],
    ] as const) {
      expect(await other(`${method} /projects/${id}`, body)).toMatchObject({
        status: 404,
        body: { code: 'project.not_found' },
      });
      expect((await other(`${method} /projects/${NOBODYS}`, body)).status).toBe(404);
    }
    expect((await call(`GET /projects/${id}`)).body.name).toBe('Mine');
    expect((await admin(`GET /projects/${id}`)).body.name).toBe('Mine');
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['a name of spaces', { name: ' \t ' }],
    ['a name of 201 characters', { name: 'x'.repeat(201) }],
    ['U+0000 in the name', { name: 'a\u0000b' }],
    ['half a surrogate pair', { name: 'a\ud800b' }],
    ['a description that is too long', { name: 'a', description: 'x'.repeat(5001) }],
    ['an owner', { name: 'a', owner_id: NOBODYS }],
    ['a name that is a list', { name: ['a', 'b'] }],
  ])('with %s is refused with 422', async (_, body) => {
    expect((await call('POST /projects', body)).status).toBe(422);
  });

  it('of the command line keeps a name that no other one of the command line has', async () => {
    const { db } = api.pixmill.database;
    const ids = ['0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e201', '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e202'];
    await db.insert(projects).values(ids.map((id, index) => ({ id, name: `typed ${index}` })));
    expect((await call(`GET /projects/${ids[0]}`)).status).toBe(404);
    expect(await admin(`PATCH /projects/${ids[0]}`, { name: 'typed 1' })).toMatchObject({
      status: 409,
      body: { code: 'project.name_taken' },
    });
    expect((await admin(`GET /projects/${ids[0]}`)).body).toMatchObject({ name: 'typed 0', owner_id: null });
  });
});

describe('the list of projects', () => {
  it('has yours only, sorted and in pages that read on without a gap', async () => {
    const mine = callerOf(api, await signUp(api, { admin: false }));
    const names = ['delta', 'alpha', 'echo', 'bravo', 'charlie', 'alpha'];
    for (const name of names) await make(name, mine);
    const { body } = await mine('GET /projects');
    expect(body).toMatchObject({ total: 6, page: 1, limit: 20, pages: 1, next_cursor: null });
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(names.toReversed());
    for (const sort of ['name', 'created_at', 'updated_at']) {
      for (const order of ['asc', 'desc']) {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const path: string = `/projects?limit=2&sort=${sort}&order=${order}${cursor === '' ? '' : `&cursor=${cursor}`}`;
          const page: { items: { id: string }[]; next_cursor: string | null } = (await mine(`GET /${path.slice(1)}`))
            .body;
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.next_cursor;
        }
        const whole = (await mine(`GET /projects?sort=${sort}&order=${order}`)).body.items;
        expect(seen).toEqual(whole.map(({ id }: { id: string }) => id));
        expect(new Set(seen).size).toBe(6);
      }
    }
    const byName = (await mine('GET /projects?sort=name&order=asc&page=2&limit=3')).body;
    expect(byName.items.map(({ name }: { name: string }) => name)).toEqual(['charlie', 'delta', 'echo']);
  });

  it.each([
    ['page=0', 422],
    ['page=1000000000', 200],
    ['page=1000000001', 422],
    ['limit=101', 422],
    ['sort=owner_id', 422],
    ['order=up', 422],
    ['cursor=x', 422],
    [
      `cursor=${Buffer.from('{"sort":"created_at","order":"asc","value":"99999999999999999","id":"x"}').toString('base64url')}`,
      422,
    ],
    [
      `cursor=${Buffer.from(JSON.stringify({ sort: 'created_at', order: 'asc', value: '9'.repeat(17), id: NOBODYS })).toString('base64url')}`,
      200,
    ],
    [
      `cursor=${Buffer.from(JSON.stringify({ sort: 'created_at', order: 'asc', value: '2026-13-45', id: NOBODYS })).toString('base64url')}`,
      422,
    ],
    [
      `cursor=${Buffer.from(JSON.stringify({ sort: '__proto__', order: 'asc', value: '1', id: NOBODYS })).toString('base64url')}`,
      422,
    ],
  ])('with %s is answered with %i', async (query, status) => {
    const answer = await call(`GET /projects?${query}`);
    expect(answer.status === 400 ? 422 : answer.status).toBe(status);
  });
});
