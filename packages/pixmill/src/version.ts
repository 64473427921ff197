import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));

/** Version of Pixmill, as in its package. */
export const VERSION: string = Value.Parse(Type.Object({ version: Type.String() }), manifest).version;
