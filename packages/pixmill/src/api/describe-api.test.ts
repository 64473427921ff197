import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeApi } from './describe-api.ts';

const COMMITTED = join(import.meta.dirname, '..', '..', 'openapi.json');

it('the API describes itself without a database, and no two schemas share a name', async () => {
  const { document, clashes } = await describeApi();
  expect(clashes).toEqual([]);
  expect(document['openapi']).toBe('3.1.0');
});

it('the committed document is what the code says (`npm run openapi` writes it)', async () => {
  const { document } = await describeApi();
  expect(JSON.parse(await readFile(COMMITTED, 'utf8'))).toEqual(document);
});
