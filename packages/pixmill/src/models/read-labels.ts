import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Labels } from './model-output.ts';
import type { StoredModel } from './model-store.ts';

/** Names of classes by their index, from the manifest itself or from the file that it names. */
export const readLabels = async ({ folder }: StoredModel, labels: Labels): Promise<readonly string[]> => {
  if (!('file' in labels)) return labels;
  const lines = (await readFile(join(folder, labels.file), 'utf8')).split(/\r?\n/);
  return lines.map((line) => (line.split(',', 1)[0] ?? '').trim());
};
