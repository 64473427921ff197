import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTypes } from '../scripts/make-types.ts';

it('the committed types are those of the OpenAPI document (`npm run openapi` writes them)', async () => {
  expect(await readFile(join(import.meta.dirname, 'openapi.ts'), 'utf8')).toBe(await makeTypes());
});
