import { expect, it } from 'vitest';
import { describeApi } from './describe-api.ts';

it('the API describes itself without a database, and no two schemas share a name', async () => {
  const { document, clashes } = await describeApi();
  expect(clashes).toEqual([]);
  expect(document['openapi']).toBe('3.1.0');
});
