/** Writes the types of the API: `npm run generate -w @pixmill/client`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTypes } from './make-types.ts';

await writeFile(join(import.meta.dirname, '..', 'src', 'openapi.ts'), await makeTypes());
