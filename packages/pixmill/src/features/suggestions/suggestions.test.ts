import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { images } from '../../library/schema.ts';
import { imageSuggestions, suggestionRuns } from '../../library/suggestions.schema.ts';
import { insertLabelled, type GivenImage } from './suggestions.fixture.ts';

let api: TestApi;
let user: TestUser;
let other: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  await signUp(api, { admin: true });
  user = await signUp(api, { admin: false });
  other = await signUp(api, { admin: false });
});
afterAll(() => api.close());

const NAMES = ['cat', 'dog', 'owl', 'fox'];
const nameOf = (kind: number): string => NAMES[kind] ?? '';

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked at piece by piece
type Answer = { readonly status: number; readonly body: any };

const call = async (
  path: string,
  { by = user, json, headers = {} }: { by?: TestUser; json?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> => {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method: json === undefined ? 'GET' : 'POST',
    headers: { ...by.headers, ...headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return { status: response.status, body: await response.json() };
};

/** So many images of each kind, of which the first so many have their label. */
const sorts = (each: number, labelled: number, kinds = 3): GivenImage[] =>
  Array.from({ length: each * kinds }, (_, index) => {
    const kind = index % kinds;
    return { kind, label: index < labelled * kinds ? nameOf(kind) : null };
  });

const insert = (given: readonly GivenImage[], making: { seed?: number; noise?: number } = {}) =>
  insertLabelled(api.pixmill.database.db, { ownerId: user.userId, given, ...making });

const readAll = async (path: string): Promise<Answer['body'][]> => {
  const items = [];
  for (let cursor = ''; ;) {
    const { status, body } = await call(`${path}${path.includes('?') ? '&' : '?'}limit=7${cursor}`);
    expect(status).toBe(200);
    items.push(...body.items);
    if (body.next_cursor === null) return items;
    cursor = `&cursor=${body.next_cursor}`;
  }
};

describe('suggestions', () => {
  it('name the rest of a project from a few labelled images, the surest first, and say how sure', async () => {
    const given = sorts(30, 4);
    const { projectId, imageIds } = await insert(given);
    const run = await call(`/projects/${projectId}/suggestions`, { json: {} });
    expect(run.status).toBe(201);
    expect(run.body).toMatchObject({
      project_id: projectId,
      status: 'completed',
      learned: {
        compared_by: { kind: 'model', model: 'synthetic', version: 1 },
        images: 90,
        examples: 12,
        suggested: 78,
      },
    });
    expect(run.body.learned.accuracy).toBeGreaterThan(0.9);
    const items = await readAll(`/suggestions/${run.body.id}/suggested`);
    expect(items).toHaveLength(78);
    const truth = new Map(imageIds.map((id, index) => [id, nameOf(given[index]?.kind ?? 0)]));
    const right = items.filter(({ id, suggestion }) => truth.get(id) === suggestion.label);
    expect(right.length / items.length).toBeGreaterThan(0.95);
    const confidences = items.map(({ suggestion }) => suggestion.confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    expect(confidences[0]).toBeLessThan(1);
    expect(new Set(items.map(({ id }) => id)).size).toBe(78);
    expect(items[0]).toMatchObject({
      label: null,
      suggestion: { given_confidence: null, open: true },
      url: expect.any(String),
    });
  });
});
