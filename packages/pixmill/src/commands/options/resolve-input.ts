import { resolve } from 'node:path';
import { detectInput } from '../../sources/detect-input.ts';
import type { InputSourceId } from '../../sources/detect-input.ts';

/** Something that a person names: the source that reads it, and what that source is asked. */
export type ResolvedInput = { readonly source: InputSourceId; readonly query: string };

/**
 * Finds out which source reads a path (relative to `cwd`) or an address. Paths become absolute, so that going on from
 * another directory means the same. Throws `input.*` for what cannot be read.
 */
export const resolveInput = async (input: string, cwd: string): Promise<ResolvedInput> => {
  const query = /^[a-z][a-z0-9+.-]+:\/\//i.test(input) ? input : resolve(cwd, input);
  return { source: await detectInput(query), query };
};
