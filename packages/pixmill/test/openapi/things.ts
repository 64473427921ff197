import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { v7 as uuidv7 } from 'uuid';
import { encoderOf, makePicture } from '../../src/imaging/fixtures/pictures.ts';
import { newArchiveKey } from '../../src/library/archive-key.ts';
import { clusterGroups, clusterMembers, clusterRuns } from '../../src/library/clusters.schema.ts';
import { duplicateActs, duplicateGroupImages, duplicateGroups } from '../../src/library/duplicates.schema.ts';
import { datasets, notifications, validationResults, validations } from '../../src/library/service.schema.ts';
import { acceptances, imageSuggestions, suggestionRuns } from '../../src/library/suggestions.schema.ts';
import type { LearningFacts } from '../../src/library/suggestions.ts';
import { SCOPES } from '../../src/platform/http/principal.ts';
import type { TestApi, TestUser } from '../api.ts';
import { storeImages } from '../stored-images.ts';
import type { ApiOperation } from './document.ts';

/** Kinds of things that have an owner and an id. */
export const KINDS = [
  'user',
  'project',
  'job',
  'image',
  'dataset',
  'validation',
  'notification',
  'api-key',
  'upload',
  'suggestions',
  'acceptance',
  'clusters',
  'duplicate-group',
  'duplicate-act',
] as const;
export type Kind = (typeof KINDS)[number];

/** One thing of each kind of one user, by its id. */
export type Things = Readonly<Record<Kind, string>>;

/** What the last word before `{id}` stands for, and every other name of a parameter. */
const BY_SEGMENT: Readonly<Record<string, Kind>> = {
  users: 'user',
  projects: 'project',
  jobs: 'job',
  images: 'image',
  datasets: 'dataset',
  notifications: 'notification',
  'api-keys': 'api-key',
  suggestions: 'suggestions',
  acceptances: 'acceptance',
  duplicates: 'duplicate-group',
};
const BY_NAME: Readonly<Record<string, Kind>> = {
  user_id: 'user',
  owner_id: 'user',
  project_id: 'project',
  job_id: 'job',
  image_id: 'image',
  dataset_id: 'dataset',
  run: 'clusters',
  file_id: 'upload',
  stored_filename: 'upload',
  act: 'duplicate-act',
};
/** Parameters of paths that name nobody's thing. */
const NO_THINGS = new Set(['email', 'group']);

/** What a name stands for where it is a parameter or a property; `null` for what is no id of ours. */
export const kindOfName = (name: string): Kind | null => BY_NAME[name] ?? BY_NAME[name.replace(/s$/, '')] ?? null;

/** What an operation on all things of a kind is about, such as `POST /projects`. */
export const kindOfPath = (path: string): Kind | null => BY_SEGMENT[path.split('/').at(-1) ?? ''] ?? null;

/** What a parameter of a path stands for; `null` when it is nobody's thing. */
export const kindOfParameter = ({ path }: Pick<ApiOperation, 'path'>, name: string): Kind | null => {
  if (NO_THINGS.has(name)) return null;
  const before = path.split('/').at(path.split('/').indexOf(`{${name}}`) - 1) ?? '';
  const kind = name === 'id' ? BY_SEGMENT[before] : kindOfName(name);
  if (kind === undefined || kind === null) {
    throw new Error(
      `${path} has a parameter {${name}} that test/openapi/things.ts does not know: build such a thing in buildThings, ` +
        'and name it in BY_SEGMENT or BY_NAME, so that it is tested that others cannot reach it.',
    );
  }
  return kind;
};

const Created = Type.Object({ id: Type.String() });
const Uploaded = Type.Object({ data: Type.Array(Type.Object({ stored_filename: Type.String() }), { minItems: 1 }) });

/** A small JPEG of its own for each seed. */
export const jpegOf = async (seed: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await encoderOf(makePicture(96, 72, seed))
      .jpeg()
      .toBuffer(),
  );

const post = async (url: string, init: RequestInit): Promise<unknown> => {
  const response = await fetch(url, { method: 'POST', ...init });
  if (!response.ok) throw new Error(`POST ${url} was answered with ${response.status}: ${await response.text()}`);
  return response.json();
};

const upload = async ({ url }: Pick<TestApi, 'url'>, { headers }: TestUser, name: string): Promise<string> => {
  const form = new FormData();
  form.append('files', new File([await jpegOf(9)], `${name}.jpg`, { type: 'image/jpeg' }));
  const { data } = Value.Parse(Uploaded, await post(`${url}/api/upload`, { headers, body: form }));
  return data[0]?.stored_filename ?? '';
};

/** An archive that can be downloaded; what it holds does not matter. */
const storeArchive = async ({ storage }: TestApi['pixmill'], datasetId: string) => {
  const archiveKey = newArchiveKey(datasetId);
  const bytes = Buffer.from('an archive');
  await storage.put(archiveKey, bytes, 'application/zip');
  const archive = { archiveKey, archiveBytes: bytes.length, archiveSha256: datasetId, archivedAt: new Date() };
  return { ...archive, archiveStatus: 'ready' as const };
};

/** What a run says of itself that has found one suggestion. */
const learnedOf = (label: string): LearningFacts => ({
  comparedBy: { kind: 'look' },
  method: 'nearest',
  accuracy: 1,
  calibrationError: 0,
  images: 3,
  examples: 2,
  withoutVector: 0,
  suggested: 1,
  doubtful: 0,
  next: 0,
  labels: [{ label, examples: 2, recognised: 1, suggested: 1, doubtful: 0 }],
  leftOut: { count: 0, labels: [] },
});

/** Suggestions with one suggestion, and an acceptance. */
const insertSuggestions = async (
  { db }: TestApi['pixmill']['database'],
  { projectId, imageId, createdBy, label }: Readonly<Record<'projectId' | 'imageId' | 'createdBy' | 'label', string>>,
): Promise<{ readonly suggestions: string; readonly acceptance: string }> => {
  const [suggestions, acceptance] = [uuidv7(), uuidv7()];
  const request = { labels: 'all', examples: [], next: 0 } as const;
  const facts = learnedOf(label);
  await db
    .insert(suggestionRuns)
    .values({ id: suggestions, projectId, createdBy, status: 'completed', request, facts });
  const row = { label, confidence: 0.9, alternatives: [], labelThen: label, editedThen: false };
  await db.insert(imageSuggestions).values({ ...row, runId: suggestions, list: 'suggested', position: 0, imageId });
  await db.insert(acceptances).values({ id: acceptance, projectId, createdBy, status: 'accepted' });
  return { suggestions, acceptance };
};

/** A group of two images that are likely one picture, and a decision about others that changed nothing. */
const insertDuplicates = async (
  { db }: TestApi['pixmill']['database'],
  {
    projectId,
    userId,
    imageIds,
  }: { readonly projectId: string; readonly userId: string; readonly imageIds: readonly string[] },
): Promise<{ readonly 'duplicate-group': string; readonly 'duplicate-act': string }> => {
  const [group, act] = [uuidv7(), uuidv7()];
  await db.insert(duplicateGroups).values({ id: group, projectId, state: 'open', kind: 'cropped', sureness: 9_000 });
  await db.insert(duplicateGroupImages).values(
    imageIds.map((imageId, position) => ({
      groupId: group,
      imageId,
      position,
      kind: 'cropped' as const,
      sureness: 0.9,
    })),
  );
  await db.insert(duplicateActs).values({ id: act, projectId, userId, decision: 'same', groups: 0, images: 0 });
  return { 'duplicate-group': group, 'duplicate-act': act };
};

/** Clusters with one group of these images, which was made a label. */
const insertClusters = async (
  { db }: TestApi['pixmill']['database'],
  {
    projectId,
    createdBy,
    imageIds,
    name,
  }: Readonly<Record<'projectId' | 'createdBy' | 'name', string>> & { readonly imageIds: readonly string[] },
): Promise<{ readonly clusters: string }> => {
  const runId = uuidv7();
  const options = { algorithm: 'auto', minSize: null, groups: null, newMap: false } as const;
  const end = {
    status: 'completed',
    algorithm: 'hdbscan',
    comparedBy: { kind: 'look' },
    images: imageIds.length,
  } as const;
  await db.insert(clusterRuns).values({ id: runId, projectId, createdBy, options, ...end });
  const group = { runId, number: 1, name, tags: [name], representatives: [...imageIds], labelledAs: name };
  await db.insert(clusterGroups).values(group);
  const place = { runId, group: 1, strength: 1, x: 0, y: 0 };
  await db.insert(clusterMembers).values(imageIds.map((imageId) => ({ ...place, imageId })));
  return { clusters: runId };
};

/**
 * Gives a user one thing of each kind: a project with a finished job and four images, a dataset, a validation, a
 * notification, an API key, an upload, suggestions, an acceptance and clusters. `name` stands in all of their texts.
 */
export const buildThings = async (
  api: Pick<TestApi, 'url' | 'pixmill'>,
  user: TestUser,
  { name = randomUUID() }: { readonly name?: string } = {},
): Promise<Things> => {
  const { db } = api.pixmill.database;
  // Two labels of two images each: something can be learned from them.
  const labels = [name, name, `${name} 2`, `${name} 2`];
  const given = labels.map((label) => ({ title: name, description: name, label, tags: [name] }));
  const { projectId, jobId, imageIds } = await storeImages(api.pixmill, { ownerId: user.userId, given });
  const [image = ''] = imageIds;
  const owned = { id: uuidv7(), ownerId: user.userId, jobId };
  const request = { keywords: [name], categories: {}, sources: ['openverse'], maxImages: 3 };
  const dataset = { ...owned, projectId, name, description: name, request };
  await db.insert(datasets).values({ ...dataset, ...(await storeArchive(api.pixmill, dataset.id)) });
  const validation = { id: uuidv7(), ownerId: user.userId, jobId, level: 'medium' } as const;
  await db.insert(validations).values({ ...validation, imagesCount: 1 });
  await db.insert(validationResults).values({ validationId: validation.id, imageId: image });
  const notification = { id: uuidv7(), userId: user.userId, category: 'job', title: name, message: name };
  await db.insert(notifications).values({ ...notification, resourceType: 'job', resourceId: jobId });
  const key = await post(`${api.url}/api/v1/api-keys`, {
    headers: { ...user.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name, scopes: SCOPES.filter((scope) => scope !== 'admin') }),
  });
  return {
    user: user.userId,
    project: projectId,
    job: jobId,
    image,
    dataset: dataset.id,
    validation: validation.id,
    notification: notification.id,
    'api-key': Value.Parse(Created, key).id,
    upload: await upload(api, user, name),
    ...(await insertDuplicates(api.pixmill.database, {
      projectId,
      userId: user.userId,
      imageIds,
    })),
    ...(await insertClusters(api.pixmill.database, { projectId, createdBy: user.userId, imageIds, name })),
    ...(await insertSuggestions(api.pixmill.database, {
      projectId,
      imageId: image,
      createdBy: user.userId,
      label: name,
    })),
  };
};
