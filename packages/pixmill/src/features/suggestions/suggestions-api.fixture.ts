import { inArray } from 'drizzle-orm';
import { expect, vi } from 'vitest';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { images } from '../../library/schema.ts';
import { insertLabelled, type GivenImage } from './suggestions.fixture.ts';

const NAMES = ['cat', 'dog', 'owl', 'fox'];
/** What images of a kind are called. */
export const nameOf = (kind: number): string => NAMES[kind] ?? '';

/** An answer of the API. */
// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked at piece by piece
export type Answer = { readonly status: number; readonly body: any };

/** So many images of each kind, of which the first so many have their label. */
export const sorts = (each: number, labelled: number, kinds = 3): GivenImage[] =>
  Array.from({ length: each * kinds }, (_, index) => {
    const kind = index % kinds;
    return { kind, label: index < labelled * kinds ? nameOf(kind) : null };
  });

/** Their ids, in their order. */
export const idsOf = (items: readonly Answer['body'][]): string[] => items.map(({ id }) => id);

/** Calls the API as somebody, and reads what it answers. */
export const suggestionsApi = (api: () => TestApi, user: () => TestUser) => {
  const call = async (
    path: string,
    {
      by = user(),
      json,
      method,
      headers = {},
    }: { by?: TestUser; json?: unknown; method?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const response = await fetch(`${api().url}/api/v1${path}`, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers: { ...by.headers, ...headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  const insert = (given: readonly GivenImage[], making: { seed?: number; noise?: number } = {}) =>
    insertLabelled(api().pixmill.database.db, { ownerId: user().userId, given, ...making });

  const suggest = async (projectId: string, json: unknown = {}): Promise<Answer['body']> => {
    const { status, body } = await call(`/projects/${projectId}/suggestions`, { json });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };

  const readAll = async (path: string): Promise<Answer['body'][]> => {
    const items: Answer['body'][] = [];
    for (let cursor = ''; ;) {
      const { status, body } = await call(`${path}${path.includes('?') ? '&' : '?'}limit=7${cursor}`);
      expect(status).toBe(200);
      items.push(...body.items);
      if (body.next_cursor === null) return items;
      cursor = `&cursor=${body.next_cursor}`;
    }
  };

  /** What stands in the columns that accepting writes. */
  const labelsOf = async (ids: readonly string[]) => {
    const rows = await api()
      .pixmill.database.db.select({ id: images.id, label: images.label, edited: images.edited })
      .from(images)
      .where(inArray(images.id, [...ids]))
      .orderBy(images.id);
    return rows;
  };

  const ended = (id: string): Promise<Answer['body']> =>
    vi.waitUntil(
      async () => {
        const { body } = await call(`/suggestions/${id}`);
        return body.finished_at === null ? null : body;
      },
      { timeout: 30_000, interval: 30 },
    );

  return { call, insert, suggest, readAll, labelsOf, ended };
};
