import { eq, sql } from 'drizzle-orm';
import { expect, vi } from 'vitest';
import { signUp, type TestApi, type TestUser } from './api.ts';
import { call, upload, type Answer } from '../src/features/images/uploads.fixture.ts';
import { encodeImage } from '../src/imaging/encode-image.ts';
import { candidates, images, searches } from '../src/library/schema.ts';
import { cropped, fileOf, makePicture, type TestPicture } from './picture-copies.ts';

/** Somebody with a project of pictures. */
export type PictureProject = { readonly user: TestUser; readonly projectId: string; readonly ids: readonly string[] };

/** Uploads pictures into a new project of somebody. */
export const uploadPictures = async (
  api: TestApi,
  pictures: readonly TestPicture[],
  { user }: { readonly user?: TestUser } = {},
): Promise<PictureProject> => {
  const owner = user ?? (await signUp(api, { admin: false }));
  const project = await call(api, '/projects', { method: 'POST', user: owner, json: { name: 'Copies' } });
  const projectId: string = project.body.id;
  const ids = await addPictures(api, { user: owner, projectId }, pictures);
  return { user: owner, projectId, ids };
};

/** Uploads more of them. */
export const addPictures = async (
  api: TestApi,
  { user, projectId }: Pick<PictureProject, 'user' | 'projectId'>,
  pictures: readonly TestPicture[],
): Promise<string[]> => {
  const ids: string[] = [];
  for (const [index, picture] of pictures.entries()) {
    const file = { name: `${index}.png`, bytes: await fileOf(picture) };
    const { body } = await upload(api, user, file, { project_id: projectId });
    ids.push(body.id);
  }
  return ids;
};

/** Lets the duplicates of a project be found, and waits until they are. */
export const find = async (
  api: TestApi,
  { user, projectId }: Pick<PictureProject, 'user' | 'projectId'>,
): Promise<void> => {
  const started = await call(api, '/duplicates', { method: 'POST', user, json: { project_id: projectId } });
  expect(started.status).toBe(202);
  await vi.waitFor(
    async () => {
      const { body } = await call(api, `/duplicates/finding?project_id=${projectId}`, { user });
      expect(body).toMatchObject({ status: 'completed', waiting: 0 });
    },
    { timeout: 30_000, interval: 50 },
  );
};

/** The groups of a project. */
export const groupsOf = async (
  api: TestApi,
  { user, projectId }: Pick<PictureProject, 'user' | 'projectId'>,
  query = '',
): Promise<Answer['body'][]> =>
  (await call(api, `/duplicates?project_id=${projectId}&limit=100${query}`, { user })).body.items;

/** The ids of the images of a group. */
export const idsOf = (group: Answer['body']): string[] =>
  group.images.map(({ image }: { image: { id: string } }) => image.id);

/** Asks something of the API: a POST with what is sent, else a GET. */
export const ask = (
  api: TestApi,
  { user }: Pick<PictureProject, 'user'>,
  path: string,
  json?: unknown,
  method = json === undefined ? 'GET' : 'POST',
): Promise<Answer> => call(api, path, { method, user, ...(json === undefined ? {} : { json }) });

/** Uploads the very pixels of a picture in a file of another format. */
export const addSamePixels = async (
  api: TestApi,
  { user, projectId }: Pick<PictureProject, 'user' | 'projectId'>,
  picture: TestPicture,
): Promise<string> => {
  const bytes = new Uint8Array(await encodeImage(picture, { format: 'webp', lossless: true }));
  return (await upload(api, user, { name: 'same.webp', bytes }, { project_id: projectId })).body.id;
};

/** A project with a picture and its crop, found: one group. */
export const withCrop = async (api: TestApi, seed: number, more: readonly TestPicture[] = []) => {
  const picture = makePicture(seed);
  const project = await uploadPictures(api, [picture, cropped(picture, 0.8), ...more]);
  await find(api, project);
  const [group] = await groupsOf(api, project);
  const [whole = '', part = ''] = project.ids;
  return { project, group, whole, part, picture };
};

/** How the images of a project and their candidates stand, by id. */
export const statesOf = (api: TestApi, { projectId }: Pick<PictureProject, 'projectId'>) =>
  api.pixmill.database.db
    .select({
      id: images.id,
      status: images.status,
      of: images.duplicateOf,
      outcome: candidates.outcome,
      code: candidates.code,
      detail: candidates.detail,
    })
    .from(images)
    .innerJoin(candidates, eq(candidates.id, images.candidateId))
    .where(eq(images.projectId, projectId))
    .orderBy(images.id);

/** Expects the counters of searches to say what their candidates do. */
export const expectSums = async (api: TestApi, { projectId }: Pick<PictureProject, 'projectId'>): Promise<void> => {
  const { rows } = await api.pixmill.database.db.execute(sql`
    select s.id from ${searches} s join candidates c on c.search_id = s.id where c.project_id = ${projectId}
    group by s.id having s.kept <> count(*) filter (where c.outcome = 'kept')
      or s.duplicate <> count(*) filter (where c.outcome = 'duplicate')`);
  expect(rows).toEqual([]);
};
