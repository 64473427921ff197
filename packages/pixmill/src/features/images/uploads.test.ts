import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { makeImage } from './images.fixture.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  await signUp(api);
  user = await signUp(api);
});
afterAll(() => api.close());

const form = (entries: Record<string, string | Blob | readonly [Blob, string]>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(entries)) {
    if (Array.isArray(value)) data.append(name, value[0], value[1]);
    else data.append(name, value);
  }
  return data;
};

describe('upload', () => {
  it('works', async () => {
    const bytes = await makeImage(1);
    const response = await fetch(`${api.url}/api/v1/images/upload`, {
      method: 'POST',
      headers: user.headers,
      body: form({ title: 'A', tags: 'x,y', file: [new Blob([bytes]), 'über/ä.png'] }),
    });
    console.log(response.status, await response.json());
  });
});
