import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { TestApi, TestUser } from './api.ts';

const Found = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.Union([Type.String(), Type.Null()]),
      filename: Type.String(),
      score: Type.Optional(Type.Number()),
      distance: Type.Optional(Type.Number()),
      tier: Type.Optional(Type.String()),
      why: Type.Optional(Type.Unknown()),
      matches: Type.Optional(
        Type.Array(
          Type.Object({
            field: Type.String(),
            words: Type.Optional(Type.Array(Type.String())),
            hex: Type.Optional(Type.String()),
            share: Type.Optional(Type.Number()),
            distance: Type.Optional(Type.Number()),
          }),
        ),
      ),
    }),
  ),
  total: Type.Integer(),
  page: Type.Integer(),
  limit: Type.Integer(),
  pages: Type.Integer(),
  no_good_match: Type.Optional(Type.Boolean()),
  message: Type.Optional(Type.String()),
  notices: Type.Optional(Type.Array(Type.String())),
});
export type Found = Static<typeof Found>;

/** Asks a search of the API, and checks that it answers with images. */
export const search = async (
  api: Pick<TestApi, 'url'>,
  user: Pick<TestUser, 'headers'>,
  path: string,
  query: Readonly<Record<string, string | number | readonly string[]>> = {},
): Promise<Found> => {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'object' ? value.map((one) => [name, one]) : [[name, String(value)]],
    ),
  );
  const response = await fetch(`${api.url}/api/v1/search/${path}?${parameters}`, { headers: user.headers });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return Value.Parse(Found, await response.json());
};

/** Searches images; their titles, the best first. */
export const titles = async (
  api: Pick<TestApi, 'url'>,
  user: Pick<TestUser, 'headers'>,
  query: Readonly<Record<string, string | number>>,
): Promise<(string | null)[]> => (await search(api, user, 'images', query)).items.map(({ title }) => title);
